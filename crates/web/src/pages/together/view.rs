//! What the page of incidents that belong together shows: what is merged and linked, what could
//! be, and what would happen.

use piket_core::incident::{Link, State, UNDO_WITHIN, owed_clocks};
use piket_core::key::{IncidentId, Number};
use piket_core::sla::ClockState;
use piket_engine::view::Seen;
use piket_store::ReadTx;
use piket_store::incidents::{self, Filter, IncidentRow};

use crate::app::App;
use crate::pages::eye::Eye;
use crate::pages::parts::Row;
use crate::pages::rows;
use crate::problem::Problem;

/// How many are suggested.
const SUGGESTED: u32 = 12;

/// One that is merged with this.
pub(crate) struct PartLine {
    pub(crate) number: String,
    pub(crate) summary: String,
    pub(crate) when: String,
    pub(crate) until: String,
    pub(crate) may_undo: bool,
}

/// One that is linked with this.
pub(crate) struct Other {
    pub(crate) is: String,
    pub(crate) number: String,
    pub(crate) row: Option<Row>,
}

/// What would happen.
pub(crate) struct Confirm {
    pub(crate) number: String,
    pub(crate) summary: String,
    pub(crate) about: String,
    pub(crate) seen: u32,
    pub(crate) seen_there: u32,
    pub(crate) is_same_client: bool,
    pub(crate) effects: Vec<String>,
}

/// Into which it was merged, if it was.
pub(crate) fn merged(eye: &Eye<'_>, seen: &Seen) -> Option<PartLine> {
    seen.state.merging.merged_into().map(|merged| PartLine {
        number: merged.number.to_string(),
        summary: String::new(),
        when: eye.when(merged.at),
        until: eye.at(merged.undo_until),
        may_undo: eye.now <= merged.undo_until,
    })
}

/// What was merged into it.
pub(crate) fn parts(eye: &Eye<'_>, seen: &Seen) -> Vec<PartLine> {
    let parts = seen.state.merging.parts().values();
    parts
        .map(|part| {
            let until = part.at.checked_add(UNDO_WITHIN).unwrap_or(part.at);
            let number = part.brought.number;
            let summary = seen.parts.iter().find(|it| it.number == number);
            PartLine {
                number: number.to_string(),
                summary: summary.map(|it| it.summary.clone()).unwrap_or_default(),
                when: eye.when(part.at),
                until: eye.at(until),
                may_undo: eye.now <= until,
            }
        })
        .collect()
}

/// First words that are still owed to people of merged incidents.
pub(crate) fn owed(eye: &Eye<'_>, seen: &Seen) -> Vec<String> {
    let clocks = owed_clocks(&seen.state, eye.directory, eye.now);
    let open = seen.state.merging.owed().filter(|owed| owed.answered_at().is_none());
    open.map(|owed| {
        let name = eye.person(&owed.response.to).name;
        let clock = clocks.iter().find(|clock| clock.cycle == owed.response.cycle);
        let due = clock.filter(|clock| clock.state == ClockState::Running);
        let due = due.and_then(|clock| clock.due_at).map(|at| eye.at(at));
        let of = owed.response.of.to_string();
        match due {
            Some(due) => {
                let values: &[(&str, &dyn piket_text::Value)] =
                    &[("name", &name), ("of", &of), ("due", &due)];
                eye.w.tn("together-owed", values)
            }
            None => eye.w.t2("together-owed-anyhow", "name", name, "of", of),
        }
    })
    .collect()
}

/// What it is linked with.
pub(crate) async fn linked(app: &App, eye: &Eye<'_>, seen: &Seen) -> Result<Vec<Other>, Problem> {
    let all = in_order(&seen.state);
    let ids: Vec<IncidentId> = all.iter().map(|(_, _, id)| *id).collect();
    let read = move |tx: &mut ReadTx<'_>| incidents::rows(tx, &ids);
    let found: Vec<IncidentRow> = app.desk().reader().read(read).await?;
    let other = |(link, number, id): (Link, Number, IncidentId)| Other {
        is: eye.w.named("together-is", link.as_str()).into_owned(),
        number: number.to_string(),
        row: found.iter().find(|row| row.id == id).map(|row| rows::row(eye, row, None)),
    };
    Ok(all.into_iter().map(other).collect())
}

/// All that it is linked with: what is above it first, then the rest as `Link` lists them.
fn in_order(state: &State) -> Vec<(Link, Number, IncidentId)> {
    let mut all: Vec<_> = state.links.iter().collect();
    all.sort_unstable();
    all
}

/// With which ones it could be: what the words find, or what its client has open.
pub(crate) async fn found(
    app: &App,
    eye: &Eye<'_>,
    seen: &Seen,
    q: &str,
) -> Result<Vec<Row>, Problem> {
    let mut found = if q.is_empty() {
        let filter = Filter { client: Some(seen.state.client.clone()), ..Filter::default() };
        app.desk().list(eye.who, filter, None, SUGGESTED).await?.rows
    } else if let Ok(number) = q.parse::<Number>() {
        let id = app.desk().find(number).await.ok();
        let ids: Vec<IncidentId> = id.into_iter().collect();
        app.desk().reader().read(move |tx: &mut ReadTx<'_>| incidents::rows(tx, &ids)).await?
    } else {
        app.desk().search(eye.who, q.to_owned(), SUGGESTED).await?
    };
    found.retain(|row| row.number != seen.state.number);
    // Those of the same client first: only they can be one incident with this.
    found.sort_by_key(|row| row.client != seen.state.client);
    let row = |it: &IncidentRow| {
        let address = format!("/incidents/{}/together?with={}", seen.state.number, it.number);
        Row { address, ..rows::row(eye, it, None) }
    };
    Ok(found.iter().map(row).collect())
}

/// What would happen if both were one.
pub(crate) fn confirm(eye: &Eye<'_>, here: &Seen, there: &Seen) -> Confirm {
    let (from, into) = (&here.state, &there.state);
    let (b, a) = (from.number.to_string(), into.number.to_string());
    let mut effects = vec![eye.w.t2("together-will-close", "from", &b, "into", &a)];
    if from.reported_at < into.reported_at {
        let at = eye.at(from.reported_at);
        effects.push(eye.w.t2("together-will-start", "into", &a, "at", at));
    }
    if let Some(reporter) = &from.reporter {
        let name = eye.person(reporter).name;
        effects.push(eye.w.t2("together-will-tell", "name", &name, "into", &a));
        if from.responded_at.is_none() {
            effects.push(eye.w.t2("together-will-owe", "name", &name, "into", &a));
        }
    }
    if !from.alerts.is_empty() {
        effects.push(eye.w.t1("together-will-alert", "into", &a));
    }
    effects.push(eye.w.t("together-will-undo").into_owned());
    Confirm {
        summary: into.summary.clone(),
        about: eye.about(&into.client, into.application.as_ref()),
        seen: from.version,
        seen_there: into.version,
        is_same_client: from.client == into.client,
        number: a,
        effects,
    }
}

/// What the page of an incident says of the others, and of what is corrected.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    /// That it goes on under another number; empty when it does not.
    pub(crate) banner: String,
    /// Where it goes on.
    pub(crate) into: String,
    /// Sign, address and sentence.
    pub(crate) lines: Vec<(&'static str, String, String)>,
}

/// What the page of an incident says of the others, and of what is corrected.
pub(crate) fn beside(eye: &Eye<'_>, seen: &Seen) -> Beside {
    let (state, w) = (&seen.state, eye.w);
    let merged = state.merging.merged_into();
    let banner = merged.map(|it| {
        let until = eye.at(it.undo_until);
        w.t2("together-banner", "into", it.number.to_string(), "until", until)
    });
    let incident = |number: Number| format!("/incidents/{number}");
    let mut lines = Vec::new();
    for number in state.merging.parts().keys() {
        let text = w.t1("together-line-part", "number", number.to_string());
        lines.push(("route", incident(*number), text));
    }
    lines.extend(owed(eye, seen).into_iter().map(|text| ("clock", String::new(), text)));
    for (link, number, _) in in_order(state) {
        let is = w.named("together-is", link.as_str());
        lines.push(("route", incident(number), format!("{is}: {number}")));
    }
    let page = format!("/incidents/{}/corrections", state.number);
    for request in state.corrections.requests() {
        let what = w.corrected(&request.correction.what);
        let standing = w.standing(&request.standing);
        let text = format!("{}: {standing}", piket_text::format::capitalised(&what));
        lines.push(("shield-check", page.clone(), text));
    }
    Beside {
        banner: banner.unwrap_or_default(),
        into: merged.map(|it| incident(it.number)).unwrap_or_default(),
        lines,
    }
}
