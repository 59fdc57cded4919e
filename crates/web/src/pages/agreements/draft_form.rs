//! The form of a draft: its fields as they are shown, with what was typed and what is wrong.

use askama::Template;
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::party::Party;
use piket_core::priority::{Impact, Priority, Urgency};
use piket_core::sla::{Agreement, AgreementKind, CreditFigure, Metric, OnReopen, Tier};
use piket_engine::drafts::Draft;
use piket_text::Words;

use super::sheet::{self, Wrong};
use crate::app::App;
use crate::extract::Engineer;
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::rail;
use crate::pages::typed::Typed;
use crate::problem::Problem;

const OWN: [Party; 4] =
    [Party::ServiceDesk, Party::Development, Party::IncidentManager, Party::Account];

/// A field of one line in a table.
struct Cell {
    name: String,
    label: String,
    value: String,
    error: String,
}

/// A row of the table of promises.
struct PromiseRow {
    number: u8,
    cells: Vec<Cell>,
    pause: bool,
}

/// A promise that counts in hours of its own.
struct HoursRow {
    row: usize,
    metrics: Vec<Choice>,
    priorities: Vec<Choice>,
    calendars: Vec<Choice>,
    confirmed: bool,
    error: String,
}

/// A line of the table of credits.
struct BandRow {
    row: usize,
    figures: Vec<Choice>,
    below: String,
    credit: String,
    error: String,
}

/// The priorities of an impact, by urgency.
struct ImpactRow {
    impact: String,
    cells: Vec<PriorityCell>,
}

/// Which priority follows.
struct PriorityCell {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "agreements/draft.html")]
pub(super) struct DraftPage {
    w: Words,
    frame: Frame,
    key: String,
    revision: u32,
    edited: String,
    /// Told when somebody else saved it meanwhile.
    pub(super) other: String,
    typed: Typed,
    wrong: Wrong,
    kinds: Vec<Choice>,
    tiers: Vec<Choice>,
    parties: Vec<Choice>,
    calendars: Vec<Choice>,
    metrics: Vec<String>,
    promises: Vec<PromiseRow>,
    hours: Vec<HoursRow>,
    bands: Vec<BandRow>,
    days: Vec<Cell>,
    reopening: Vec<(String, String, Vec<Choice>)>,
    urgencies: Vec<String>,
    matrix: Vec<ImpactRow>,
}

impl DraftPage {
    fn v(&self, name: &str) -> &str {
        self.typed.get(name).unwrap_or_default()
    }

    fn e(&self, name: &str) -> &str {
        self.wrong.get(name).map(String::as_str).unwrap_or_default()
    }

    fn on(&self, name: &str) -> bool {
        self.typed.is_ticked(name)
    }
}

/// The form as it was typed.
pub(super) async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft<Agreement>,
    typed: Typed,
    wrong: Wrong,
) -> Result<DraftPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let name = draft.document.name.clone();
    let fields = Fields { eye: &eye, typed: &typed, wrong: &wrong };
    Ok(DraftPage {
        frame: rail::frame(app, engineer, name, "agreements", now).await?,
        key: draft.document.key.to_string(),
        revision: draft.revision,
        edited: edited(&eye, draft),
        other: String::new(),
        kinds: fields.choices("kind", AgreementKind::ALL, AgreementKind::as_str, |it| {
            w.agreement_kind(it).into_owned()
        }),
        tiers: fields.choices("tier", Tier::ALL, Tier::as_str, |it| w.tier(it).into_owned()),
        parties: fields.parties(),
        calendars: calendars(directory, typed.get("calendar").unwrap_or_default(), None),
        metrics: Metric::ALL.map(|it| w.metric(it).into_owned()).to_vec(),
        promises: Vec::from(Priority::ALL.map(|it| fields.promise_row(it))),
        hours: fields.hours(),
        bands: fields.bands(),
        days: fields.days(),
        reopening: fields.reopening(),
        urgencies: Urgency::ALL.map(|it| w.urgency(it).into_owned()).to_vec(),
        matrix: Vec::from(Impact::ALL.map(|it| fields.matrix_row(it))),
        typed,
        wrong,
        w: w.clone(),
    })
}

/// The calendars to choose from, perhaps with a first that is none.
fn calendars(directory: &Directory, chosen: &str, none: Option<String>) -> Vec<Choice> {
    use piket_text::Names as _;
    let none = none.map(|label| Choice::of("", label, chosen));
    let all = directory.calendars.keys();
    let all = all.map(|key| Choice::of(key.as_str(), directory.calendar(key), chosen));
    none.into_iter().chain(all).collect()
}

/// The fields of the form as they are shown.
struct Fields<'a> {
    eye: &'a Eye<'a>,
    typed: &'a Typed,
    wrong: &'a Wrong,
}

impl Fields<'_> {
    fn value(&self, name: &str) -> String {
        self.typed.get(name).unwrap_or_default().to_owned()
    }

    fn error(&self, name: &str) -> String {
        self.wrong.get(name).cloned().unwrap_or_default()
    }

    fn cell(&self, name: String, label: String) -> Cell {
        Cell { value: self.value(&name), error: self.error(&name), name, label }
    }

    fn choices<T: Copy, const N: usize>(
        &self,
        field: &str,
        all: [T; N],
        value: fn(T) -> &'static str,
        label: impl Fn(T) -> String,
    ) -> Vec<Choice> {
        let chosen = self.value(field);
        Vec::from(all.map(|it| Choice::of(value(it), label(it), &chosen)))
    }

    fn priorities(&self, field: &str) -> Vec<Choice> {
        let chosen = self.value(field);
        let choice = |it: Priority| Choice::of(u8::from(it).to_string(), it.to_string(), &chosen);
        Vec::from(Priority::ALL.map(choice))
    }

    fn parties(&self) -> Vec<Choice> {
        let chosen = self.value("party");
        let choice = |party: Party, label: String| Choice::of(party.to_string(), label, &chosen);
        let us = Choice::of("", self.eye.w.t("agreements-party-us"), &chosen);
        let own = OWN.into_iter().map(|it| choice(it.clone(), self.eye.party(&it)));
        let suppliers = self.eye.directory.suppliers.values();
        let suppliers =
            suppliers.map(|it| choice(Party::Supplier(it.key.clone()), it.name.clone()));
        std::iter::once(us).chain(own).chain(suppliers).collect()
    }

    fn promise_row(&self, priority: Priority) -> PromiseRow {
        let cell = |metric: Metric| {
            let label = format!("{} {priority}", self.eye.w.metric(metric));
            self.cell(sheet::target_field(metric, priority), label)
        };
        PromiseRow {
            number: priority.into(),
            cells: Vec::from(Metric::ALL.map(cell)),
            pause: self.typed.is_ticked(&format!("pause-{}", u8::from(priority))),
        }
    }

    /// The rows that are there, and one to add.
    fn hours(&self) -> Vec<HoursRow> {
        let rows = sheet::rows(self.typed, "h-calendar-").end;
        let more = usize::from(self.typed.text("do") == "add-hours" || rows == 0);
        let row = |row: usize| {
            let (metric, priority) = (format!("h-metric-{row}"), format!("h-priority-{row}"));
            let calendar = format!("h-calendar-{row}");
            let none = self.eye.w.t("agreements-same-hours").into_owned();
            HoursRow {
                row,
                metrics: self.choices(&metric, Metric::ALL, Metric::as_str, |it| {
                    self.eye.w.metric(it).into_owned()
                }),
                priorities: self.priorities(&priority),
                calendars: calendars(self.eye.directory, &self.value(&calendar), Some(none)),
                confirmed: self.typed.is_ticked(&format!("h-confirmed-{row}")),
                error: self.error(&calendar),
            }
        };
        (0..rows + more).map(row).collect()
    }

    fn bands(&self) -> Vec<BandRow> {
        let rows = sheet::rows(self.typed, "b-below-").end;
        let more = usize::from(self.typed.text("do") == "add-band" || rows == 0);
        let row = |row: usize| {
            let (below, credit) = (format!("b-below-{row}"), format!("b-credit-{row}"));
            let chosen = self.value(&format!("b-of-{row}"));
            let availability = self.eye.w.t("figure-availability");
            let availability = Choice::of("availability", availability, &chosen);
            let kept = Metric::ALL.map(|it| {
                let label = self.eye.w.credit_figure(CreditFigure::Kept(it));
                Choice::of(it.as_str(), label, &chosen)
            });
            let error = self.error(&below);
            BandRow {
                row,
                figures: std::iter::once(availability).chain(kept).collect(),
                below: self.value(&below),
                credit: self.value(&credit),
                error: if error.is_empty() { self.error(&credit) } else { error },
            }
        };
        (0..rows + more).map(row).collect()
    }

    fn days(&self) -> Vec<Cell> {
        let day = |(number, day): (usize, &str)| {
            let label = self.eye.w.named("weekday-short", &number.to_string()).into_owned();
            self.cell(format!("m-{day}"), label)
        };
        (1..).zip(sheet::DAYS).map(day).collect()
    }

    fn reopening(&self) -> Vec<(String, String, Vec<Choice>)> {
        let metrics = [Metric::Restore, Metric::Resolution];
        let all = [OnReopen::Resume, OnReopen::Void, OnReopen::NewCycle];
        metrics
            .map(|metric| {
                let field = format!("reopen-{}", metric.as_str());
                let choices = self.choices(&field, all, sheet::on_reopen, |it| {
                    self.eye.w.on_reopen(it).into_owned()
                });
                let label = self.eye.w.t1("term-on-reopen", "metric", self.eye.w.metric(metric));
                (field, label, choices)
            })
            .to_vec()
    }

    fn matrix_row(&self, impact: Impact) -> ImpactRow {
        let cell = |urgency: Urgency| {
            let name = sheet::matrix_field(impact, urgency);
            let label = format!("{} / {}", self.eye.w.impact(impact), self.eye.w.urgency(urgency));
            PriorityCell { choices: self.priorities(&name), name, label }
        };
        let cells = Vec::from(Urgency::ALL.map(cell));
        ImpactRow { impact: self.eye.w.impact(impact).into_owned(), cells }
    }
}
