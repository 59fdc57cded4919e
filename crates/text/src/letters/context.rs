//! What a letter names: everything as it will be read, in the reader's language and zone.

use jiff::Timestamp;
use minijinja::value::Value;
use piket_core::calendar::WorkingTime;
use piket_core::notice::{About, Notice, Promise, Side, Subject};
use piket_core::party::Party;
use piket_core::sla::Metric;

use super::templates::Values;
use super::{Links, clean};
use crate::explain::so_far;
use crate::format::capitalised;
use crate::words::{Words, key_of};

/// What the rules write down when an incident recovered without anybody's help.
const RECOVERED_BY_ITSELF: &str = "recovered by itself";

/// What the rules write down when the client never answered.
const NO_ANSWER: &str = "no answer";

/// The title that all letters of an incident share: `Webshop: ordering is not possible`.
pub(super) fn title(subject: &Subject) -> String {
    match &subject.application {
        Some(application) => clean::title(&format!("{application}: {}", subject.summary)),
        None => clean::title(&subject.summary),
    }
}

/// The subject by which mail programs keep the letters of an incident together.
pub(super) fn stable_subject(subject: &Subject) -> String {
    format!("[{}] {}", subject.number, title(subject))
}

/// The step as this reader calls it.
pub(super) fn step(notice: &Notice, words: &Words) -> String {
    let subject = &notice.subject;
    let step = match notice.side {
        Side::Own => words.step(subject.step),
        Side::Client | Side::Supplier => {
            words.step_for_client(subject.step, subject.step_word.as_deref())
        }
    };
    clean::line(&step)
}

/// What a letter about an account names.
pub(super) fn of_account(name: &str, installation: &str) -> Values {
    Values::from([
        ("name", Value::from(clean::line(name))),
        ("house", Value::from(clean::line(installation))),
    ])
}

/// What a letter about an incident names.
pub(super) fn of_notice(notice: &Notice, links: &Links, words: &Words) -> Values {
    let subject = &notice.subject;
    let mut values = of_account(&notice.name, &links.installation);
    let mut add = |name, value: &str| values.insert(name, Value::from(clean::line(value)));
    add("number", &subject.number.to_string());
    add("title", &title(subject));
    add("client", &subject.client);
    add("priority", &subject.priority.to_string());
    add("step", &step(notice, words));
    add("about_step", &words.about_step(subject.step));
    add("holder", &subject.holder);
    add("reported_at", &words.date_time(subject.reported_at));
    values.extend(of_about(&notice.about, words));
    values
}

fn of_about(about: &About, words: &Words) -> Values {
    let line = |text: &str| Value::from(clean::line(text));
    let text = |text: &String| Value::from(said(text, words));
    let at = |at: &Timestamp| Value::from(words.date_time(*at));
    let maybe_at = |at: &Option<Timestamp>| Value::from(at.map(|at| words.date_time(at)));
    match about {
        About::Received | About::Informed | About::Consented | About::ResponseVoided => {
            Values::new()
        }
        About::Asked { respond_by } => Values::from([("respond_by", maybe_at(respond_by))]),
        About::NobodyTook { rung } => Values::from([("rung", Value::from(*rung))]),
        About::Offered { reason, accept_by } => {
            Values::from([("reason", text(reason)), ("accept_by", at(accept_by))])
        }
        About::NotTaken { party, reason } => Values::from([
            ("party", line(&party_name(party, words))),
            ("reason", reason.as_ref().map_or(Value::from(()), text)),
        ]),
        About::Moved { from, reason } => Values::from([
            ("from", line(&words.step(*from))),
            ("reason", reason.as_ref().map_or(Value::from(()), text)),
        ]),
        About::Message { author, body, next_update_at, .. } => Values::from([
            ("author", line(author)),
            ("body", text(body)),
            ("next_update_at", maybe_at(next_update_at)),
        ]),
        About::ClientWrote { author, body } => {
            Values::from([("author", line(author)), ("body", text(body))])
        }
        About::ConsentAsked { version, solution, risk, planned_at, is_reminder } => Values::from([
            ("version", Value::from(*version)),
            ("solution", text(solution)),
            ("risk", text(risk)),
            ("planned_at", maybe_at(planned_at)),
            ("is_reminder", Value::from(*is_reminder)),
        ]),
        About::ConsentRefused { reason }
        | About::Cancelled { reason }
        | About::Reopened { reason } => Values::from([("reason", text(reason))]),
        About::ConfirmAsked { cause, solution, body, object_until } => Values::from([
            ("cause", text(cause)),
            ("solution", text(solution)),
            ("body", text(body)),
            ("object_until", maybe_at(object_until)),
        ]),
        About::Closed { cause, solution, prevention } => Values::from([
            ("cause", text(cause)),
            // What recovered by itself is said once, as the cause.
            (
                "solution",
                Value::from((solution != RECOVERED_BY_ITSELF).then(|| said(solution, words))),
            ),
            ("prevention", Value::from(prevention.clone())),
        ]),
        About::Warning { metric, percent, due_at, promise } => {
            let mut values = of_promise(*metric, promise.as_ref(), words);
            values.insert("percent", Value::from(*percent));
            values.insert("due_at", maybe_at(due_at));
            values
        }
        About::Breach { metric, due_at, promise } => {
            let mut values = of_promise(*metric, promise.as_ref(), words);
            values.insert("due_at", at(due_at));
            values
        }
        About::ClosingProposed { question, close_at } => {
            Values::from([("question", text(question)), ("close_at", at(close_at))])
        }
        About::PromiseMissed { promised_at } => Values::from([("promised_at", at(promised_at))]),
        About::CorrectionAsked { correction, author, what, reason } => Values::from([
            ("correction", Value::from(*correction)),
            ("author", line(author)),
            ("what", line(&capitalised(&words.corrected(what)))),
            ("reason", text(reason)),
        ]),
        About::CorrectionDecided { correction, author, what, is_approved, note } => Values::from([
            ("correction", Value::from(*correction)),
            ("author", line(author)),
            ("what", line(&capitalised(&words.corrected(what)))),
            ("is_approved", Value::from(*is_approved)),
            ("note", text(note)),
        ]),
        About::MergedInto { into } => Values::from([("other", line(&into.to_string()))]),
        About::MergeUndone { from } => Values::from([("other", line(&from.to_string()))]),
        About::Reminder { errand } => {
            Values::from([("errand", line(&capitalised(&errand_sentence(errand, words))))])
        }
    }
}

/// What is known of a promise: what it is, whose, how long, since when, and what counted of that. In
/// older letters only what.
fn of_promise(metric: Metric, promise: Option<&Promise>, words: &Words) -> Values {
    let by = promise.and_then(|promise| promise.by.as_ref());
    let by = by.map(|by| match by.parse::<Party>() {
        Ok(party) => party_name(&party, words),
        Err(_) => by.clone(),
    });
    let promised = promise.map(|it| words.length(WorkingTime::of_seconds(it.promised_s)));
    let at = |at: Option<Timestamp>| Value::from(at.map(|at| words.date_time(at)));
    let told = promise.and_then(|it| it.so_far.as_ref());
    let told = told.map(|it| clean::line(&capitalised(&so_far(words, it))));
    Values::from([
        ("so_far", Value::from(told)),
        ("metric", Value::from(clean::line(&words.metric_in_sentence(metric)))),
        ("by", Value::from(by.map(|by| clean::line(&by)))),
        ("promised", Value::from(promised)),
        ("since", at(promise.and_then(|it| it.since))),
        ("limit_at", at(promise.and_then(|it| it.limit_at))),
    ])
}

/// What was written down, or the reader's words for what the rules wrote.
fn said(text: &str, words: &Words) -> String {
    if text == RECOVERED_BY_ITSELF {
        return words.t("mail-recovered-by-itself").into_owned();
    }
    if text == NO_ANSWER {
        return words.t("mail-no-answer").into_owned();
    }
    clean::lines(text)
}

/// A party of ours in words; a supplier by its key, which is all that a notice knows of it.
fn party_name(party: &Party, words: &Words) -> String {
    words.party(party, &piket_core::directory::Directory::default()).into_owned()
}

fn errand_sentence(errand: &str, words: &Words) -> String {
    let key = key_of("errand", errand);
    let key = if words.has(&key) { key.as_str() } else { "about-reminder" };
    words.t(key).into_owned()
}
