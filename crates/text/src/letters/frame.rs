//! The frame of a letter: the way to the incident, what it is about, where it is on its route, and
//! why the reader gets this.

use piket_core::notice::{About, Notice, Side};
use piket_core::process::{Phase, Step};
use piket_core::raci;
use serde::Serialize;

use super::{AccountLetter, Links, clean, context};
use crate::words::{Words, key_of};

/// What stands around the words of a letter.
#[derive(Debug, Serialize)]
pub(super) struct Frame {
    /// The language of the letter.
    pub(super) language: &'static str,
    /// Who sends it.
    pub(super) house: String,
    /// The one thing to press.
    pub(super) button: Option<Button>,
    /// How to answer when there is nothing to press.
    pub(super) answer: Option<String>,
    /// What it is about.
    pub(super) rows: Vec<Row>,
    /// Where it is on its route.
    pub(super) route: Option<String>,
    /// Why the reader gets this, and other small print.
    pub(super) footer: Vec<String>,
}

/// A link that looks like a button.
#[derive(Debug, Serialize)]
pub(super) struct Button {
    label: String,
    link: String,
}

/// One thing that is known of the incident.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    label: String,
    value: String,
}

impl Frame {
    /// The frame of a letter about an incident.
    pub(super) fn of_notice(notice: &Notice, links: &Links, words: &Words) -> Self {
        let answer = matches!(notice.side, Side::Supplier)
            .then(|| words.t("mail-answer-by-mail").into_owned());
        let zone = words.t1("mail-times", "zone", words.zone_iana());
        Self {
            language: words.language().code(),
            house: clean::line(&links.installation),
            button: button(notice, links, words),
            answer,
            rows: rows(notice, words),
            route: route(notice, words),
            footer: vec![why(notice, words), zone],
        }
    }

    /// The frame of a letter about an account.
    pub(super) fn of_account(
        kind: AccountLetter,
        link: &str,
        installation: &str,
        words: &Words,
    ) -> Self {
        let house = clean::line(installation);
        let label = words.named("mail-open-account", kind.as_str()).into_owned();
        Self {
            language: words.language().code(),
            button: Some(Button { label, link: clean::line(link) }),
            answer: None,
            rows: Vec::new(),
            route: None,
            footer: vec![words.t1("mail-why-account", "house", &house)],
            house,
        }
    }

    /// The letter as plain text.
    pub(super) fn around_text(&self, body: &str) -> String {
        let mut parts = vec![body.to_owned()];
        parts.extend(self.button.as_ref().map(|it| format!("{}:\n{}", it.label, it.link)));
        parts.extend(self.answer.clone());
        if !self.rows.is_empty() {
            let rows = self.rows.iter().map(|row| format!("{}: {}", row.label, row.value));
            parts.push(rows.collect::<Vec<_>>().join("\n"));
        }
        parts.extend(self.route.clone());
        // RFC 3676 §4.3: two dashes and a blank begin what mail programs set apart.
        parts.push(format!("-- \n{}\n{}", self.house, self.footer.join("\n")));
        parts.join("\n\n") + "\n"
    }
}

/// Our people go to the desk, the client to the portal; a supplier answers by mail.
fn button(notice: &Notice, links: &Links, words: &Words) -> Option<Button> {
    let (link, key) = match (notice.side, &notice.about) {
        (Side::Own, _) => (links.incident.as_ref()?, "mail-open-desk"),
        (Side::Client, About::ConsentAsked { .. }) => (links.portal.as_ref()?, "mail-open-consent"),
        (Side::Client, About::ConfirmAsked { .. }) => (links.portal.as_ref()?, "mail-open-confirm"),
        (Side::Client, _) => (links.portal.as_ref()?, "mail-open-portal"),
        (Side::Supplier, _) => return None,
    };
    Some(Button { label: words.t(key).into_owned(), link: clean::line(link) })
}

fn rows(notice: &Notice, words: &Words) -> Vec<Row> {
    let subject = &notice.subject;
    let row = |key: &str, value: &str| Row {
        label: words.t(key).into_owned(),
        value: clean::line(value),
    };
    let number = match notice.side {
        Side::Client => "mail-number-client",
        Side::Own | Side::Supplier => "mail-number",
    };
    let mut rows = vec![row(number, &subject.number.to_string())];
    if matches!(notice.side, Side::Own) {
        rows.push(row("mail-client", &subject.client));
    }
    rows.extend(subject.application.as_ref().map(|name| row("mail-application", name)));
    rows.push(row("mail-priority", &words.priority(subject.priority)));
    match notice.side {
        Side::Own => rows.push(row("mail-holder", &subject.holder)),
        Side::Client if !subject.step.is_over() => {
            rows.push(row("mail-holder-client", &subject.holder));
        }
        Side::Client | Side::Supplier => {}
    }
    rows.push(row("mail-reported", &words.date_time(subject.reported_at)));
    rows
}

/// The route as one line: `Reported ✓ · Action: who? ✓ · Investigating ●`.
///
/// Only steps that lie on every way to the present one are named as passed.
fn route(notice: &Notice, words: &Words) -> Option<String> {
    let passed: &[Step] = match notice.subject.step.phase() {
        Phase::Report => &[],
        Phase::ActionWho => &[Step::Reported],
        Phase::Investigation => &[Step::Reported, Step::Assigning],
        Phase::Development | Phase::Solution => {
            &[Step::Reported, Step::Assigning, Step::Investigating]
        }
        Phase::Close => &[Step::Reported],
    };
    let name = |step: Step| match notice.side {
        Side::Own => Some(words.step(step)),
        Side::Client => Some(words.step_for_client(step, None)),
        Side::Supplier => None,
    };
    let mark = if notice.subject.step.is_over() { "✓" } else { "●" };
    let mut stations = Vec::new();
    for step in passed {
        stations.push(format!("{} ✓", name(*step)?));
    }
    name(notice.subject.step)?;
    stations.push(format!("{} {mark}", context::step(notice, words)));
    Some(stations.join(" · "))
}

fn why(notice: &Notice, words: &Words) -> String {
    match notice.side {
        Side::Client => words.t1("mail-why-client", "client", clean::line(&notice.subject.client)),
        Side::Supplier => words.t("mail-why-supplier").into_owned(),
        Side::Own => {
            let letter = notice.letter.unwrap_or(raci::Letter::Informed);
            words.t(&key_of("mail-why", &letter.as_str().to_ascii_lowercase())).into_owned()
        }
    }
}
