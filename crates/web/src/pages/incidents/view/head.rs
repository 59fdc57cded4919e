//! The head of an incident's page: where it belongs, the route, what is next, the signs beside it.

use piket_core::incident::{ErrandKind, State, WaitsOn};
use piket_core::process::Step;
use piket_core::sla::{Clock, Metric, Pause};
use piket_engine::view::Seen;
use piket_text::format::capitalised;
use piket_text::timeline::next as next_by_itself;

use super::next;
use crate::pages::eye::Eye;
use crate::pages::parts::Station;
use crate::pages::stations::{self, Ahead};

/// How many things that will happen by themselves are told.
const ERRANDS: usize = 6;

/// A word on a tint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    /// Its tone.
    pub(crate) tone: &'static str,
    /// Its sign; empty for none.
    pub(crate) sign: &'static str,
    /// The word.
    pub(crate) text: String,
}

/// The head of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// The number.
    pub(crate) number: String,
    /// The summary.
    pub(crate) summary: String,
    /// The priority.
    pub(crate) priority: u8,
    /// The client, and where it is shown.
    pub(crate) client: (String, String),
    /// The application, and where it is shown; empty while unknown.
    pub(crate) application: (String, String),
    /// What the client reads as the step.
    pub(crate) client_sees: String,
    /// Signs beside the title.
    pub(crate) badges: Vec<Badge>,
    /// Whether there is work to hand over.
    pub(crate) is_at_work: bool,
    /// The route.
    pub(crate) stations: Vec<Station>,
    /// `wait` while somebody else is waited for.
    pub(crate) route_class: &'static str,
    /// The next thing to happen.
    pub(crate) next: String,
    /// What will happen by itself.
    pub(crate) errands: Vec<String>,
}

/// The head of an incident's page.
pub(crate) fn of(eye: &Eye<'_>, seen: &Seen) -> Head {
    let state = &seen.state;
    let application = state.application.as_ref();
    Head {
        number: state.number.to_string(),
        summary: state.summary.clone(),
        priority: state.priority.into(),
        client: (
            eye.directory.client_name(&state.client).to_owned(),
            format!("/clients/{}", state.client),
        ),
        application: application.map_or_else(Default::default, |key| {
            (eye.directory.application_name(key).to_owned(), format!("/applications/{key}"))
        }),
        client_sees: client_sees(eye, seen),
        badges: badges(eye, seen),
        is_at_work: state.step.is_at_work(),
        stations: stations::of(eye, state, ahead(eye, seen)),
        route_class: if state.waiting_on().is_some() { "wait" } else { "" },
        next: next::sentence(eye, seen),
        errands: errands(eye, seen),
    }
}

fn ahead(eye: &Eye<'_>, seen: &Seen) -> Ahead {
    let due = |clock: &Clock| clock.due_at.filter(|_| clock.state.is_going());
    let resolution = seen.clocks.iter().find(|clock| clock.metric == Metric::Resolution);
    Ahead {
        verified_at: seen.state.watch_ends_at(eye.directory),
        resolve_by: resolution.and_then(due),
    }
}

fn client_sees(eye: &Eye<'_>, seen: &Seen) -> String {
    let step = seen.state.step;
    let own = seen
        .state
        .route(eye.directory)
        .and_then(|route| route.word(step, eye.w.language()))
        .map(str::to_owned);
    own.unwrap_or_else(|| eye.w.named("step-client", step.as_str()).into_owned())
}

fn badges(eye: &Eye<'_>, seen: &Seen) -> Vec<Badge> {
    let state = &seen.state;
    let badge = |is_so: bool, tone, sign, key: &str| {
        is_so.then(|| Badge { tone, sign, text: eye.w.t(key).into_owned() })
    };
    let is_open = !state.step.is_over();
    let green = is_open && state.green_since().is_some();
    let is_red = is_open && !state.all_green();
    [
        badge(is_red, "bad", "activity-heartbeat", "inc-still-down"),
        badge(green, "ok", "circle-check", "inc-green-again"),
        badge(is_open && state.client_waits, "warn", "message", "inc-client-waits"),
        badge(state.reopened > 0, "warn", "rotate", "inc-reopened"),
        badge(state.step == Step::Cancelled, "quiet", "x", "inc-cancelled"),
    ]
    .into_iter()
    .flatten()
    .chain(waits(eye, state))
    .collect()
}

/// Each thing that we wait for, by name where it has one.
fn waits(eye: &Eye<'_>, state: &State) -> Vec<Badge> {
    let asked = state.waiting.iter().chain(&state.deferred).map(|it| {
        let kind = match it.pause {
            Pause::AgreedDeferral => WaitsOn::AgreedDeferral,
            Pause::Client | Pause::ClientParty | Pause::Us => WaitsOn::Client,
        };
        eye.w.waits_on(kind).into_owned()
    });
    let said = state.awaiting.iter().map(|it| capitalised(&eye.w.awaits(&it.on, eye.directory)));
    let of_client = state.party_waits.keys().map(|party| {
        let kind = eye.w.waits_on(WaitsOn::ClientParty);
        eye.w.t2("fact-pause-of", "pause", kind, "party", eye.party(party))
    });
    let texts = asked.chain(said).chain(of_client);
    texts.map(|text| Badge { tone: "quiet", sign: "player-pause", text }).collect()
}

/// What will happen by itself, soonest first; warnings are left to the clocks.
fn errands(eye: &Eye<'_>, seen: &Seen) -> Vec<String> {
    seen.agenda
        .iter()
        .filter(|errand| !matches!(errand.kind, ErrandKind::Warn { .. }))
        .take(ERRANDS)
        .map(|errand| next_by_itself(eye.w, errand.at, &errand.kind, eye.now))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn the_head_says_where_it_belongs_and_what_the_client_reads() {
        let example = Example::reported();
        let head = of(&example.eye(), &example.seen());
        assert_eq!(head.number, "INC-1042");
        assert_eq!(head.client, ("Bakkerij De Molen".to_owned(), "/clients/molen".to_owned()));
        assert_eq!(head.application.1, "/applications/shop");
        assert_eq!(head.client_sees, "Reported");
    }

    #[test]
    fn what_we_wait_for_is_a_sign_by_its_name() {
        let mut example = Example::taken();
        let what = "a new disk".to_owned();
        let on = "supplier:nordhost".parse().unwrap();
        example.asks("ilse", piket_core::incident::Command::Await { on, what, until: None });
        let head = of(&example.eye(), &example.seen());
        let words: Vec<_> = head.badges.iter().map(|badge| badge.text.as_str()).collect();
        assert!(words.iter().any(|word| word.starts_with("Waiting for Nord")), "{words:?}");
        assert!(head.next.contains("a new disk"), "{}", head.next);
    }

    #[test]
    fn a_failing_check_and_a_waiting_client_are_signs_beside_the_title() {
        let mut example = Example::reported();
        example.state.client_waits = true;
        let head = of(&example.eye(), &example.seen());
        let words: Vec<_> = head.badges.iter().map(|badge| badge.text.as_str()).collect();
        assert_eq!(words, ["Still down", "Client waits for an answer"]);
    }
}
