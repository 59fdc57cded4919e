//! From a form to a command: reads what was typed, in the desk's own zone and in the client's
//! words. It judges only what cannot be read; whether it is allowed is decided elsewhere.

use jiff::Timestamp;
use jiff::civil::DateTime;
use piket_core::incident::{
    CancelKind, Channel, Command, Message, ProposalTerms, ResolutionKind, Scope, Solved,
};
use piket_core::party::Party;
use piket_core::process::Step;
use piket_engine::view::Seen;
use uuid::Uuid;

use super::verb::Verb;
use super::view::composer;
use crate::pages::eye::Eye;
use crate::pages::typed::Typed;

/// Why a form could not be read: the field, and the sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The field.
    pub(crate) field: &'static str,
    /// The key of the sentence.
    pub(crate) key: &'static str,
}

fn wrong(field: &'static str, key: &'static str) -> Wrong {
    Wrong { field, key }
}

/// The command that a form asks for. `id` is that of a message, should it carry one.
///
/// # Errors
///
/// [`Wrong`] for the first field that cannot be read.
pub(crate) fn of(
    eye: &Eye<'_>,
    seen: &Seen,
    verb: Verb,
    typed: &Typed,
    id: Uuid,
) -> Result<Command, Wrong> {
    let reason = || typed.text("reason");
    Ok(match verb {
        Verb::Say => say(eye, seen, typed, id)?,
        Verb::Take => Command::Take { reason: reason() },
        Verb::Offer => offer(typed)?,
        Verb::Accept => Command::Accept,
        Verb::Refuse => Command::Refuse { reason: reason() },
        Verb::Classify => classify(typed)?,
        Verb::Application => Command::SetApplication(parsed(typed, "application")?),
        Verb::Migrate => Command::MigrateAgreement {
            version: parsed(typed, "agreement")?,
            agreed_with: typed.text("with"),
            reason: reason(),
        },
        Verb::Call => Command::LogCall {
            with: typed.text("with"),
            body: typed.text("body"),
            occurred_at: moment(eye, typed, "occurred_at")?.unwrap_or(eye.now),
        },
        Verb::Hear => Command::Hear {
            message: Message {
                id,
                scope: Scope::Party(parsed(typed, "party")?),
                channel: Channel::Phone,
                to: Vec::new(),
                body: typed.text("body"),
                next_update_at: None,
            },
            asks: typed.is_ticked("asks"),
        },
        Verb::Withdraw => Command::WithdrawQuestion { reason: reason() },
        Verb::Defer => Command::Defer {
            until: moment(eye, typed, "until")?.ok_or(wrong("until", "wrong-moment"))?,
            agreed: typed.text("agreed"),
            reason: reason(),
        },
        Verb::Resume => Command::EndDeferral { reason: reason() },
        Verb::Await => Command::Await {
            on: parsed(typed, "on")?,
            what: typed.text("what"),
            until: moment(eye, typed, "until")?,
        },
        Verb::GoOn => Command::AwaitNoLonger { reason: reason() },
        Verb::Finding => Command::RecordFinding {
            text: typed.text("text"),
            evidence: typed.all("evidence").filter_map(|id| id.parse().ok()).collect(),
            cause: cause_of_finding(typed),
        },
        Verb::Development => Command::InvolveDevelopment { question: typed.text("question") },
        Verb::Propose => Command::Propose {
            terms: ProposalTerms {
                solution: typed.text("solution"),
                risk: typed.text("risk"),
                rollback: typed.text("rollback"),
                test_plan: typed.text("test_plan"),
                planned_at: moment(eye, typed, "planned_at")?,
            },
            cause: typed.some("cause"),
        },
        Verb::Consent => Command::Consent { version: version(typed)?, note: typed.text("note") },
        Verb::Decline => Command::RefuseConsent { version: version(typed)?, reason: reason() },
        Verb::Implement => {
            Command::Implement { is_tested: typed.is_ticked("is_tested"), note: typed.text("note") }
        }
        Verb::RollOut => Command::RollOut {
            version: typed.text("change"),
            note: typed.text("note"),
            is_tested: typed.is_ticked("is_tested"),
        },
        Verb::Verify => Command::Verify { proof: typed.text("proof") },
        Verb::Solve => solve(eye, seen, typed, id)?,
        Verb::Confirm => Command::Confirm,
        Verb::Plan => Command::PlanPrevention {
            action: typed.text("action"),
            owner: parsed(typed, "owner")?,
            due_on: typed.text("due_on").parse().map_err(|_| wrong("due_on", "wrong-date"))?,
        },
        Verb::Waive => Command::WaivePrevention { reason: reason() },
        Verb::Close => Command::Close,
        Verb::StepBack => Command::StepBack { to: parsed(typed, "to")?, reason: reason() },
        Verb::Cancel => Command::Cancel { kind: cancel_kind(typed)?, reason: reason() },
        Verb::Reopen => Command::Reopen { reason: reason(), is_down: typed.is_ticked("is_down") },
    })
}

fn parsed<T: std::str::FromStr>(typed: &Typed, field: &'static str) -> Result<T, Wrong> {
    typed.text(field).parse().map_err(|_| wrong(field, "wrong-choice"))
}

/// A moment as the browser's field gives it, in the desk's zone; `None` when it is empty.
fn moment(eye: &Eye<'_>, typed: &Typed, field: &'static str) -> Result<Option<Timestamp>, Wrong> {
    let Some(text) = typed.some(field) else { return Ok(None) };
    let local: DateTime = text.parse().map_err(|_| wrong(field, "wrong-moment"))?;
    let zoned = local.to_zoned_datetime(eye.w.zone().clone());
    Ok(Some(zoned.map_err(|_| wrong(field, "wrong-moment"))?.timestamp()))
}

/// An instant as a choice of the page gives it.
fn instant(typed: &Typed, field: &'static str) -> Result<Option<Timestamp>, Wrong> {
    let Some(text) = typed.some(field) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| wrong(field, "wrong-moment"))
}

fn version(typed: &Typed) -> Result<u32, Wrong> {
    typed.text("proposal").parse().map_err(|_| wrong("proposal", "wrong-choice"))
}

fn say(eye: &Eye<'_>, seen: &Seen, typed: &Typed, id: Uuid) -> Result<Command, Wrong> {
    let scope = match typed.text("scope").as_str() {
        "client" => Scope::Public,
        "internal" => Scope::Internal,
        "party" => Scope::Party(parsed(typed, "party")?),
        _ => return Err(wrong("scope", "wrong-choice")),
    };
    let later = if scope == Scope::Public { moment(eye, typed, "later")? } else { None };
    let promise = match later {
        None if scope == Scope::Public && typed.is_ticked("promise") => {
            instant(typed, "next_update")?
        }
        later => later,
    };
    let waits = scope == Scope::Public && typed.is_ticked("wait");
    let remind_at = if waits { instant(typed, "remind_at")? } else { None };
    let to = composer::recipients(eye, &seen.state, &scope);
    let message = Message {
        id,
        to: to.into_iter().map(|(recipient, _)| recipient).collect(),
        scope,
        channel: Channel::Desk,
        body: typed.text("text"),
        next_update_at: promise,
    };
    Ok(match typed.some("agreed").filter(|_| later.is_some()) {
        Some(agreed) => Command::SendAgreed { message, remind_at, agreed },
        None => Command::Send { message, remind_at },
    })
}

/// To a party, or to a person in it: `own:development` or `own:development/tom`.
fn offer(typed: &Typed) -> Result<Command, Wrong> {
    let to = typed.text("to");
    let (party, person) = match to.split_once('/') {
        Some((party, person)) => (party, Some(person)),
        None => (to.as_str(), None),
    };
    let party: Party = party.parse().map_err(|_| wrong("to", "wrong-choice"))?;
    let person = person.map(str::parse).transpose().map_err(|_| wrong("to", "wrong-choice"))?;
    Ok(Command::Offer { party, person, reason: typed.text("reason") })
}

fn classify(typed: &Typed) -> Result<Command, Wrong> {
    let level = |field: &'static str| -> Result<u8, Wrong> { parsed(typed, field) };
    Ok(Command::Classify {
        nature: parsed(typed, "nature")?,
        component: match typed.some("component") {
            Some(_) => Some(parsed(typed, "component")?),
            None => None,
        },
        impact: level("impact")?.try_into().map_err(|_| wrong("impact", "wrong-choice"))?,
        urgency: level("urgency")?.try_into().map_err(|_| wrong("urgency", "wrong-choice"))?,
        reason: typed.some("reason"),
        agreed: typed.some("agreed"),
    })
}

/// What was found is the cause when the box says so, or when the cause has words of its own.
fn cause_of_finding(typed: &Typed) -> Option<String> {
    let is_cause = typed.is_ticked("is_cause").then(|| typed.text("text"));
    typed.some("cause").or(is_cause)
}

fn cancel_kind(typed: &Typed) -> Result<CancelKind, Wrong> {
    Ok(match typed.text("kind").as_str() {
        "duplicate" => CancelKind::Duplicate,
        "no_incident" => CancelKind::NoIncident,
        "withdrawn" => CancelKind::Withdrawn,
        "spam" => CancelKind::Spam,
        _ => return Err(wrong("kind", "wrong-choice")),
    })
}

fn resolution_kind(typed: &Typed) -> Result<ResolutionKind, Wrong> {
    Ok(match typed.text("kind").as_str() {
        "fixed" => ResolutionKind::Fixed,
        "answered" => ResolutionKind::Answered,
        "recovered" => ResolutionKind::Recovered,
        "workaround" => ResolutionKind::Workaround,
        "no_reply" => ResolutionKind::NoReply,
        "false_alarm" => ResolutionKind::FalseAlarm,
        _ => return Err(wrong("kind", "wrong-choice")),
    })
}

fn solve(eye: &Eye<'_>, seen: &Seen, typed: &Typed, id: Uuid) -> Result<Command, Wrong> {
    let (cause, solution) = (typed.text("cause"), typed.text("solution"));
    let body = composer::filled_in(&typed.text("body"), &cause, &solution);
    let to = composer::recipients(eye, &seen.state, &Scope::Public);
    let message = Message {
        id,
        scope: Scope::Public,
        channel: Channel::Desk,
        to: to.into_iter().map(|(recipient, _)| recipient).collect(),
        body,
        next_update_at: None,
    };
    let solved = Solved { kind: resolution_kind(typed)?, cause, solution, message };
    Ok(Command::Solve { solved, change: typed.text("change") })
}

/// The steps to which somebody can go back, by name.
pub(crate) fn back_steps(from: Step) -> Vec<Step> {
    piket_core::process::allowed_moves(from)
        .into_iter()
        .filter(|(_, kind)| *kind == piket_core::process::Move::Back)
        .map(|(step, _)| step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, at};

    fn asked(verb: Verb, fields: &[(&str, &str)]) -> Result<Command, Wrong> {
        let example = Example::taken();
        let fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        of(&example.eye(), &example.seen(), verb, &Typed::new(fields.collect()), Uuid::nil())
    }

    #[test]
    fn a_reply_to_the_client_goes_to_its_people_with_the_promised_next_word() {
        let fields = [
            ("scope", "client"),
            ("text", "We see it too."),
            ("promise", "on"),
            ("next_update", "2026-11-23T15:15:00Z"),
        ];
        let Ok(Command::Send { message, remind_at: None }) = asked(Verb::Say, &fields) else {
            panic!("no message")
        };
        assert_eq!(message.scope, Scope::Public);
        assert_eq!(message.next_update_at, Some(at("16:15")));
        let names: Vec<_> = message.to.iter().map(|to| to.name.as_str()).collect();
        assert_eq!(names, ["Fatima Yılmaz"]);
    }

    #[test]
    fn a_note_stays_inside_whatever_else_was_ticked() {
        let fields = [("scope", "internal"), ("text", "x"), ("promise", "on"), ("wait", "on")];
        let Ok(Command::Send { message, remind_at: None }) = asked(Verb::Say, &fields) else {
            panic!("no message")
        };
        assert_eq!((message.scope, message.next_update_at), (Scope::Internal, None));
    }

    #[test]
    fn the_ball_is_offered_to_a_party_or_to_a_person_in_it() {
        let asked = asked(Verb::Offer, &[("to", "own:development/tom"), ("reason", "stock sync")]);
        let Ok(Command::Offer { party, person, .. }) = asked else { panic!("no offer") };
        assert_eq!(party, Party::Development);
        assert_eq!(person.map(|key| key.to_string()).as_deref(), Some("tom"));
    }

    #[test]
    fn a_planned_moment_is_read_in_the_zone_of_the_desk() {
        let asked = asked(Verb::Propose, &[("planned_at", "2026-11-23T18:00")]);
        let Ok(Command::Propose { terms, .. }) = asked else { panic!("no proposal") };
        assert_eq!(terms.planned_at, Some("2026-11-23T17:00:00Z".parse().unwrap()));
    }

    #[test]
    fn what_cannot_be_read_names_its_field() {
        assert_eq!(
            asked(Verb::Plan, &[("owner", "tom"), ("due_on", "soon")]),
            Err(wrong("due_on", "wrong-date"))
        );
        assert_eq!(
            asked(Verb::Classify, &[("nature", "outage"), ("impact", "9")]),
            Err(wrong("impact", "wrong-choice"))
        );
        assert_eq!(
            asked(Verb::Say, &[("scope", "everybody")]),
            Err(wrong("scope", "wrong-choice"))
        );
    }

    #[test]
    fn the_report_back_takes_cause_and_solution_from_the_fields() {
        let fields = [
            ("kind", "fixed"),
            ("cause", "The pool was empty."),
            ("solution", "Rolled back."),
            ("body", "It works again.\n\n[cause]\n[solution]"),
        ];
        let Ok(Command::Solve { solved, .. }) = asked(Verb::Solve, &fields) else {
            panic!("not solved")
        };
        assert_eq!(solved.message.body, "It works again.\n\nThe pool was empty.\nRolled back.");
    }
}
