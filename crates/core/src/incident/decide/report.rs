//! How an incident begins: a report by a person or by monitoring becomes the first facts.

use jiff::Timestamp;

use crate::incident::command::{Context, Refusal};
use crate::incident::evidence::Evidence;
use crate::incident::fact::{Classification, Entry, Fact, Source, TicketKind};
use crate::incident::state::{Pins, State};
use crate::key::{ApplicationKey, CheckKey, ClientKey, ComponentKey, Number, PersonKey};
use crate::priority::{Impact, Nature, Priority, Urgency};

/// What is known when an incident is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Under which number.
    pub number: Number,
    /// What kind of ticket.
    pub ticket: TicketKind,
    /// Whose it is.
    pub client: ClientKey,
    /// Which application, when known.
    pub application: Option<ApplicationKey>,
    /// Where it came from.
    pub source: Source,
    /// Who of the client reported it.
    pub reporter: Option<PersonKey>,
    /// In one line.
    pub summary: String,
    /// In the reporter's words.
    pub details: String,
    /// When it was received; the clocks start here.
    pub received_at: Timestamp,
    /// How it is classified, when that is known: by a norm, or by whoever takes it in.
    pub sorted: Option<Sorted>,
    /// What plain questions to the reporter gave: a provisional priority until it is classified.
    pub felt: Option<(Impact, Urgency)>,
    /// What monitoring saw.
    pub alert: Option<FirstAlert>,
    /// What was frozen.
    pub evidence: Vec<Evidence>,
}

/// How a report is classified from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// What kind of trouble.
    pub nature: Nature,
    /// Which part.
    pub component: Option<ComponentKey>,
    /// How much is hit.
    pub impact: Impact,
    /// How soon it hurts.
    pub urgency: Urgency,
}

/// What monitoring saw first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAlert {
    /// Under which key repeats come.
    pub key: String,
    /// Which check, when it is ours.
    pub check: Option<CheckKey>,
    /// When the trouble began.
    pub onset_at: Timestamp,
}

/// The first facts of an incident.
///
/// # Errors
///
/// [`Refusal::Missing`] without a summary, [`Refusal::Unknown`] for a client or an application that
/// is not there or not the client's.
pub fn report(report: Report, context: Context<'_>) -> Result<Vec<Entry>, Refusal> {
    recurrence(report, None, context)
}

/// The first facts of an incident whose trouble had one before: `earlier`.
///
/// # Errors
///
/// As [`report`].
pub fn recurrence(
    report: Report,
    earlier: Option<Number>,
    context: Context<'_>,
) -> Result<Vec<Entry>, Refusal> {
    let summary = one_line(&report.summary);
    if summary.is_empty() {
        return Err(Refusal::Missing("the summary"));
    }
    let directory = context.directory;
    if !directory.clients.contains_key(&report.client) {
        return Err(Refusal::Unknown { what: "client", key: report.client.to_string() });
    }
    if let Some(key) = &report.application
        && directory.applications.get(key).is_none_or(|it| it.client != report.client)
    {
        return Err(Refusal::Unknown { what: "application", key: key.to_string() });
    }
    let component = report.sorted.as_ref().and_then(|sorted| sorted.component.as_ref());
    let pins = Pins::of(directory, report.application.as_ref(), component);
    let matrix = directory.priority_matrix(pins.agreement.as_ref());
    let felt = report.felt.map(|(impact, urgency)| matrix.priority(impact, urgency));
    let reported = Fact::Reported {
        number: report.number,
        ticket: report.ticket,
        client: report.client,
        pins,
        application: report.application,
        source: report.source,
        reporter: report.reporter,
        summary: summary.clone(),
        details: report.details,
        provisional: felt.unwrap_or(Priority::P3),
        onset_at: report.alert.as_ref().map(|alert| alert.onset_at),
        recurrence_of: earlier,
        felt: report.felt,
    };
    let mut facts = vec![reported];
    facts.extend(report.sorted.map(|sorted| Fact::Classified {
        classification: Classification {
            priority: matrix.of(sorted.nature, sorted.impact, sorted.urgency),
            nature: sorted.nature,
            component: sorted.component,
            impact: sorted.impact,
            urgency: sorted.urgency,
        },
        reason: None,
        agreement: None,
        agreed: None,
    }));
    facts.extend(report.alert.map(|FirstAlert { key, check, onset_at }| Fact::AlertLinked {
        key,
        check,
        summary,
        onset_at,
    }));
    facts.extend(report.evidence.into_iter().map(Fact::EvidenceAdded));
    let entry = |(seq, fact)| Entry {
        seq,
        at: report.received_at,
        recorded_at: context.now,
        actor: context.actor.clone(),
        fact,
    };
    Ok((1..).zip(facts).map(entry).collect())
}

/// The state that the first facts lead to.
///
/// # Errors
///
/// [`Refusal::Missing`] when there are none, which [`report`] never gives.
pub fn opened(entries: &[Entry]) -> Result<State, Refusal> {
    State::replay(entries).ok_or(Refusal::Missing("the report"))
}

/// A summary is one line: whatever breaks it is a space, and it is not longer than a subject. Signs
/// that turn the direction of what follows are left out; scripts from right to left need none.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 200;
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    line.chars().filter(|c| !c.is_control() && !turns(*c)).take(LONGEST).collect()
}
