//! The composer: to whom words go, when the next word is promised, and what is written already.
//!
//! What is prefilled for the client is in the client's language, whatever the reader's is.

use jiff::{SignedDuration, Timestamp, ToSpan};
use piket_core::calendar::WorkingTime;
use piket_core::directory::{Behind, Language};
use piket_core::incident::{Recipient, Scope, State};
use piket_core::party::Party;
use piket_core::sla::Metric;
use piket_engine::view::Seen;
use piket_text::{Value, Words};

use crate::pages::eye::Eye;
use crate::pages::parts::Choice;
use crate::pages::typed::Typed;

/// Steps of a promise before the agreed one, in minutes.
const EARLIER: [i64; 4] = [30, 60, 120, 240];
/// In how many days the client is asked again.
const ASK_AGAIN_DAYS: [i64; 3] = [1, 3, 7];

/// The composer of an incident's page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Composer {
    /// Where it is sent.
    pub(crate) address: String,
    /// Whom of the client it speaks to; empty when there is nobody.
    pub(crate) client: String,
    /// All parties that can be written to.
    pub(crate) parties: Vec<Choice>,
    /// The chosen scope: `client`, `party` or `internal`.
    pub(crate) scope: String,
    /// What is written already.
    pub(crate) text: String,
    /// To whom words to the client go.
    pub(crate) recipients: Vec<String>,
    /// When the next word can be promised.
    pub(crate) next_updates: Vec<Choice>,
    /// When the client is asked again, if its answer is waited for.
    pub(crate) ask_again: Vec<Choice>,
    /// Whether the client's answer is waited for.
    pub(crate) waits: bool,
    /// A later moment for the next word, as typed, to which the client agreed.
    pub(crate) later: String,
    /// Who of the client agreed to that, as typed.
    pub(crate) agreed: String,
    /// Beginnings of messages: what each is called, and the text.
    pub(crate) snippets: Vec<(String, String)>,
    /// The scope of what was just sent; empty when nothing was.
    pub(crate) sent: String,
}

/// The composer, with what was typed if it was refused.
pub(crate) fn of(eye: &Eye<'_>, seen: &Seen, typed: Option<&Typed>, sent: &str) -> Composer {
    let state = &seen.state;
    let recipients = recipients(eye, state, &Scope::Public);
    let client = recipients.first().map(|(recipient, _)| recipient.name.clone());
    let chosen_party = typed.and_then(|typed| typed.some("party"));
    let parties = parties(eye, state, chosen_party.as_deref());
    let default_scope = if client.is_some() { "client" } else { "internal" };
    let at_work = state.step.is_at_work();
    Composer {
        address: format!("/incidents/{}/say", state.number),
        client: client.unwrap_or_default(),
        scope: typed.and_then(|typed| typed.some("scope")).unwrap_or(default_scope.to_owned()),
        text: match typed {
            Some(typed) => typed.text("text"),
            None => first_words(eye, state),
        },
        recipients: recipients.into_iter().map(|(to, email)| addressed(&to.name, &email)).collect(),
        next_updates: if at_work {
            next_updates(eye, state, typed.and_then(|typed| typed.get("next_update")))
        } else {
            Vec::new()
        },
        ask_again: if at_work { ask_again(eye) } else { Vec::new() },
        waits: typed.is_some_and(|typed| typed.is_ticked("wait")),
        later: typed.map(|typed| typed.text("later")).unwrap_or_default(),
        agreed: typed.map(|typed| typed.text("agreed")).unwrap_or_default(),
        snippets: snippets(eye, state),
        sent: sent.to_owned(),
        parties,
    }
}

fn addressed(name: &str, email: &str) -> String {
    if email.is_empty() { name.to_owned() } else { format!("{name} <{email}>") }
}

/// To whom words of this scope go, with addresses.
pub(crate) fn recipients(eye: &Eye<'_>, state: &State, scope: &Scope) -> Vec<(Recipient, String)> {
    let behind =
        |party: &Party| eye.directory.behind(party, &state.client, state.application.as_ref());
    match scope {
        Scope::Internal => Vec::new(),
        Scope::Party(party) => behind(party).iter().map(|it| recipient(it, Some(party))).collect(),
        Scope::Public => {
            let reporter = state.reporter.as_ref().and_then(|key| eye.directory.people.get(key));
            let contacts = state.merging.contacts().filter_map(|key| eye.directory.people.get(key));
            let mut people: Vec<Behind<'_>> = reporter
                .filter(|person| person.is_active)
                .map(Behind::Person)
                .into_iter()
                .chain(behind(&Party::ClientContact))
                .chain(behind(&Party::ClientOwner))
                // Who reported what was merged into it hears what its own people hear.
                .chain(contacts.filter(|person| person.is_active).map(Behind::Person))
                .collect();
            let mut named = Vec::new();
            people.retain(|it| {
                let is_new = !named.contains(&it.email().map(str::to_owned));
                named.push(it.email().map(str::to_owned));
                is_new
            });
            people.iter().map(|it| recipient(it, None)).collect()
        }
    }
}

fn recipient(behind: &Behind<'_>, party: Option<&Party>) -> (Recipient, String) {
    let person = match behind {
        Behind::Person(person) => Some(person.key.clone()),
        Behind::Desk(_) => None,
    };
    let email = behind.email().unwrap_or_default().to_owned();
    (Recipient { name: behind.name().to_owned(), person, party: party.cloned() }, email)
}

/// The parties that can be written to: whoever has or is offered the ball first, then the
/// supplier, then the second line.
fn parties(eye: &Eye<'_>, state: &State, chosen: Option<&str>) -> Vec<Choice> {
    let offered = state.offer.as_ref().map(|offer| offer.party.clone());
    let mut parties: Vec<Party> = offered
        .into_iter()
        .chain([state.holder.party.clone()])
        .chain(state.supplier(eye.directory))
        .chain([Party::Development])
        .chain(eye.directory.suppliers.keys().cloned().map(Party::Supplier))
        .chain([Party::IncidentManager, Party::Account])
        .filter(|party| !party.is_client() && *party != Party::ServiceDesk)
        .collect();
    let mut seen = Vec::new();
    parties.retain(|party| {
        let is_new = !seen.contains(party);
        seen.push(party.clone());
        is_new
    });
    parties
        .into_iter()
        .enumerate()
        .map(|(index, party)| Choice {
            label: with_people(eye, state, &party),
            chosen: chosen.map_or(index == 0, |chosen| party.to_string() == chosen),
            value: party.to_string(),
        })
        .collect()
}

/// A party with who in it will read what is written to it.
fn with_people(eye: &Eye<'_>, state: &State, party: &Party) -> String {
    let name = eye.party(party);
    let people: Vec<String> = recipients(eye, state, &Scope::Party(party.clone()))
        .into_iter()
        .map(|(recipient, _)| recipient.name)
        .filter(|person| *person != name)
        .collect();
    if people.is_empty() { name } else { format!("{name}: {}", people.join(", ")) }
}

/// When the agreement wants the next word, if it is given now.
fn cadence(eye: &Eye<'_>, state: &State) -> Option<Timestamp> {
    let agreement = state.agreement(eye.directory)?;
    let target = agreement.target(Metric::Update, state.priority)?;
    let calendar = eye.directory.calendars.get(agreement.calendar_of(target))?;
    calendar.due(eye.now, WorkingTime::minutes(i64::from(target.minutes)))
}

/// The agreed moment, and those before it; later ones need the client's consent.
fn next_updates(eye: &Eye<'_>, state: &State, chosen: Option<&str>) -> Vec<Choice> {
    let agreed = cadence(eye, state);
    let earlier = EARLIER.into_iter().filter_map(|minutes| {
        let at = eye.now.checked_add(SignedDuration::from_mins(minutes)).ok()?;
        (agreed.is_none_or(|agreed| at < agreed)).then_some(at)
    });
    let mut choices: Vec<Choice> = earlier
        .map(|at| Choice { value: at.to_string(), label: eye.when(at), chosen: false })
        .collect();
    if let Some(agreed) = agreed {
        let label = eye.w.t1("composer-agreed", "at", eye.when(agreed));
        choices.push(Choice { value: agreed.to_string(), label, chosen: false });
    }
    let default = choices.len().saturating_sub(1);
    for (index, choice) in choices.iter_mut().enumerate() {
        choice.chosen = match chosen {
            Some(chosen) => choice.value == chosen,
            None => index == default,
        };
    }
    choices
}

fn ask_again(eye: &Eye<'_>) -> Vec<Choice> {
    let at_nine = |days: i64| {
        let on = eye.w.local(eye.now).date().checked_add(days.days()).ok()?;
        let local = on.at(9, 0, 0, 0);
        local.to_zoned_datetime(eye.w.zone().clone()).ok().map(|zoned| zoned.timestamp())
    };
    ASK_AGAIN_DAYS
        .into_iter()
        .filter_map(at_nine)
        .map(|at| Choice { value: at.to_string(), label: eye.at(at), chosen: false })
        .collect()
}

/// The words of the client's side.
fn client_words(eye: &Eye<'_>, state: &State) -> Words {
    Words::of(state.client_language(eye.directory)).in_zone(&eye.directory.installation.time_zone)
}

fn greeting(eye: &Eye<'_>, state: &State, words: &Words) -> String {
    let first = recipients(eye, state, &Scope::Public);
    match first.first() {
        Some((recipient, _)) if first.len() == 1 || state.reporter == recipient.person => {
            words.t1("letter-hello", "name", &recipient.name)
        }
        Some(_) | None => words.t("letter-hello-all").into_owned(),
    }
}

/// The first update, ready to be read over and sent: to whoever holds what nobody answered yet.
fn first_words(eye: &Eye<'_>, state: &State) -> String {
    let is_mine = state.holder.person.as_ref() == Some(&eye.who.key);
    if !is_mine || state.responded_at.is_some() || !state.step.is_at_work() {
        return String::new();
    }
    snippet(eye, state, "first")
}

fn snippet(eye: &Eye<'_>, state: &State, name: &str) -> String {
    let words = client_words(eye, state);
    let application = state
        .application
        .as_ref()
        .map_or_else(String::new, |key| eye.directory.application_name(key).to_owned());
    let me = eye.me().name;
    let since = words.time_in_zone(state.onset_at);
    let values: [(&str, &dyn Value); 5] = [
        ("hello", &greeting(eye, state, &words)),
        ("application", &application),
        ("summary", &state.summary),
        ("since", &since),
        ("me", &me),
    ];
    words.tn(&format!("update-{name}"), &values)
}

fn snippets(eye: &Eye<'_>, state: &State) -> Vec<(String, String)> {
    ["first", "progress", "workaround", "question"]
        .into_iter()
        .map(|name| (eye.w.named("update-name", name).into_owned(), snippet(eye, state, name)))
        .collect()
}

/// The report back, ready to be read over: cause and solution are put in when it is sent.
pub(crate) fn report_back(eye: &Eye<'_>, state: &State) -> String {
    let words = client_words(eye, state);
    let application = match &state.application {
        Some(key) => eye.directory.application_name(key).to_owned(),
        None => state.summary.clone(),
    };
    let since = state.restored_at.or(state.green_since());
    let works = match since {
        Some(at) => {
            let at = words.when(at, eye.now);
            words.t2("report-works-since", "application", application, "since", at)
        }
        None => words.t1("report-works", "application", application),
    };
    let me = eye.me().name;
    let values: [(&str, &dyn Value); 3] =
        [("hello", &greeting(eye, state, &words)), ("works", &works), ("me", &me)];
    words.tn("report-back", &values)
}

/// A report with cause and solution in the places that were kept for them, in whatever language
/// the places are named.
pub(crate) fn filled_in(body: &str, cause: &str, solution: &str) -> String {
    let mark = |words: &Words, key: &str| format!("[{}]", words.t(key));
    Language::ALL.into_iter().map(Words::of).fold(body.to_owned(), |body, words| {
        body.replace(&mark(&words, "report-cause"), cause)
            .replace(&mark(&words, "report-solution"), solution)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn the_first_update_is_ready_for_whoever_holds_it_and_only_until_it_was_sent() {
        let mut example = Example::taken();
        let composer = of(&example.eye(), &example.seen(), None, "");
        assert!(composer.text.contains("Fatima"), "{}", composer.text);
        example.say(Scope::Public, "We see it too.");
        assert_eq!(of(&example.eye(), &example.seen(), None, "").text, "");
        assert_eq!(of(&Example::reported().eye(), &example.seen(), None, "").text, "");
    }

    #[test]
    fn the_agreed_moment_of_the_next_word_is_chosen_and_nothing_later_is_offered() {
        let example = Example::taken();
        let choices = of(&example.eye(), &example.seen(), None, "").next_updates;
        let chosen: Vec<_> = choices.iter().filter(|choice| choice.chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].value, choices.last().unwrap().value);
    }

    #[test]
    fn what_was_typed_stays_when_it_was_refused() {
        let example = Example::taken();
        let typed = Typed::new(vec![
            ("scope".into(), "internal".into()),
            ("text".into(), "not lost".into()),
        ]);
        let composer = of(&example.eye(), &example.seen(), Some(&typed), "");
        assert_eq!((composer.scope.as_str(), composer.text.as_str()), ("internal", "not lost"));
    }

    #[test]
    fn the_report_has_places_for_cause_and_solution_in_the_clients_language() {
        let mut example = Example::taken();
        example.directory.clients.values_mut().for_each(|client| {
            client.language = Some(Language::Nl);
        });
        let report = report_back(&example.eye(), &example.state);
        assert!(report.contains("[oorzaak]") && report.contains("[oplossing]"), "{report}");
        let filled = filled_in(&report, "Pool leeg.", "Hersteld.");
        assert!(filled.contains("Pool leeg.") && !filled.contains('['), "{filled}");
    }
}
