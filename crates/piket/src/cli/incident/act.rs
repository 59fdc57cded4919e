//! The verbs, from what was typed to what the desk is asked.

use std::io::Read;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{
    Awaited, CancelKind, Channel, Command, Message, ProposalTerms, ResolutionKind, Scope, Solved,
};
use piket_core::key::{ApplicationKey, ComponentKey, Number, PersonKey};
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::house::House;

/// What can be asked of an incident.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Set nature, impact and urgency, and with them the priority
    Classify(Classify),
    /// Say which application it is about
    Application { number: Number, application: ApplicationKey },
    /// Take it: "Action! Who?" I
    Take {
        number: Number,
        /// Why it is ours
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Offer it to another party or person
    Offer {
        number: Number,
        /// own:development, supplier:KEY…
        party: Party,
        /// Whom in it
        #[arg(long)]
        person: Option<PersonKey>,
        /// Why it is theirs
        #[arg(long)]
        reason: String,
    },
    /// Take what was offered
    Accept { number: Number },
    /// Do not take what was offered
    Decline {
        number: Number,
        #[arg(long)]
        reason: String,
    },
    /// Write to the client, or to those who work on it
    Message(Send),
    /// Note what was found
    Note {
        number: Number,
        /// What was found; `-` reads it from the standard input
        text: String,
        /// The cause, if it is one
        #[arg(long)]
        cause: Option<String>,
    },
    /// Log a call
    Call {
        number: Number,
        /// What was said
        text: String,
        /// With whom
        #[arg(long)]
        with: String,
    },
    /// Note what a supplier or a team answered
    Heard {
        number: Number,
        /// supplier:KEY, own:development…
        party: Party,
        /// What it said; `-` reads it from the standard input
        text: String,
        /// It asked us something and waits for the answer
        #[arg(long)]
        asks: bool,
    },
    /// Take back what the client was asked
    WithdrawQuestion {
        number: Number,
        #[arg(long)]
        reason: String,
    },
    /// Defer it until a moment to which the client agreed
    Defer {
        number: Number,
        /// Until when, such as 2026-03-06T18:00:00+01:00
        #[arg(long)]
        until: Timestamp,
        /// Who of the client agreed, and how
        #[arg(long)]
        agreed: String,
        #[arg(long)]
        reason: String,
    },
    /// Go on with what was deferred
    Resume {
        number: Number,
        #[arg(long)]
        reason: String,
    },
    /// Say what we wait for while the clocks go on
    Await {
        number: Number,
        /// supplier:KEY, `change_window` or internal
        on: Awaited,
        /// What exactly
        what: String,
        /// When the wait is over by itself, such as 2026-03-06T18:00:00+01:00
        #[arg(long)]
        until: Option<Timestamp>,
    },
    /// Wait for that no longer
    GoOn {
        number: Number,
        /// Why, if it is worth a word
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Ask the development team
    Involve { number: Number, question: String },
    /// Propose a solution to the client
    Propose(Propose),
    /// Consent to the proposal that is on the table
    Consent {
        number: Number,
        /// In words
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Refuse the proposal that is on the table
    Refuse {
        number: Number,
        #[arg(long)]
        reason: String,
    },
    /// Record that the fix is in production
    Rollout {
        number: Number,
        /// Which version or change
        #[arg(long)]
        change: String,
        #[arg(long, default_value = "")]
        note: String,
        /// It was tested outside production
        #[arg(long)]
        tested: bool,
    },
    /// Give a proof by hand that it works in production
    Verify {
        number: Number,
        #[arg(long)]
        proof: String,
    },
    /// Solved in one line: it resolves as soon as the check was green long enough
    Solve(Solve),
    /// Resolve it now and report back
    Resolve(Resolve),
    /// Confirm for the client
    Confirm { number: Number },
    /// It is not solved, or it is back
    Reopen {
        number: Number,
        #[arg(long)]
        reason: String,
        /// The service is down again
        #[arg(long)]
        down: bool,
    },
    /// Plan a preventive action
    Prevent {
        number: Number,
        /// What
        #[arg(long)]
        action: String,
        /// By whom
        #[arg(long)]
        owner: PersonKey,
        /// By when, such as 2026-03-31
        #[arg(long)]
        due: Date,
    },
    /// Say why no preventive action is needed
    Waive {
        number: Number,
        #[arg(long)]
        reason: String,
    },
    /// Close it
    Close { number: Number },
    /// Go a step back
    Back {
        number: Number,
        /// To which step, such as investigating
        to: Step,
        #[arg(long)]
        reason: String,
    },
    /// Leave by the side door
    Cancel {
        number: Number,
        /// `duplicate`, `no_incident`, `withdrawn` or `spam`
        #[arg(long, value_parser = named::<CancelKind>)]
        kind: CancelKind,
        #[arg(long)]
        reason: String,
    },
}

/// See [`Verb::Classify`].
#[derive(Debug, Args)]
pub(super) struct Classify {
    number: Number,
    /// What kind of trouble, such as outage
    #[arg(long)]
    nature: Nature,
    /// How much is hit, 1 to 3
    #[arg(long, value_parser = impact)]
    impact: Impact,
    /// How soon it hurts, 1 to 3
    #[arg(long, value_parser = urgency)]
    urgency: Urgency,
    /// Which part of the application
    #[arg(long)]
    component: Option<ComponentKey>,
    /// Why; needed when it lowers the priority
    #[arg(long)]
    reason: Option<String>,
    /// Who of the client agreed to a lower priority, and how
    #[arg(long)]
    agreed: Option<String>,
}

/// See [`Verb::Message`].
#[derive(Debug, Args)]
pub(super) struct Send {
    number: Number,
    /// The text; `-` reads it from the standard input
    text: String,
    /// Only for us
    #[arg(long, conflicts_with = "party")]
    internal: bool,
    /// For one party and us, such as supplier:KEY
    #[arg(long)]
    party: Option<Party>,
    /// Promise the next word within so many minutes [default: as agreed]
    #[arg(long, value_name = "MINUTES")]
    next: Option<u32>,
    /// Who of the client agreed to a later word than agreed, and how
    #[arg(long, value_name = "WHO")]
    agreed: Option<String>,
    /// It asks the client something; ask again after so many hours
    #[arg(long, value_name = "HOURS")]
    ask: Option<u32>,
}

/// See [`Verb::Propose`].
#[derive(Debug, Args)]
pub(super) struct Propose {
    number: Number,
    /// What will be done
    #[arg(long)]
    solution: String,
    /// What may go wrong
    #[arg(long)]
    risk: String,
    /// How it is undone
    #[arg(long)]
    rollback: String,
    /// How it is tested
    #[arg(long)]
    test: String,
    /// When it is planned, such as 2026-03-06T18:00:00+01:00
    #[arg(long)]
    planned: Option<Timestamp>,
    /// The cause, if it was not noted yet
    #[arg(long)]
    cause: Option<String>,
}

/// See [`Verb::Solve`].
#[derive(Debug, Args)]
pub(super) struct Solve {
    number: Number,
    /// What it was, in the client's words
    #[arg(long)]
    cause: String,
    /// How it was solved, in the client's words
    #[arg(long)]
    solution: String,
    /// The report back to the client [default: cause and solution]
    #[arg(long)]
    report: Option<String>,
    /// Which version or change went to production
    #[arg(long, default_value = "")]
    change: String,
}

/// See [`Verb::Resolve`].
#[derive(Debug, Args)]
pub(super) struct Resolve {
    number: Number,
    /// `fixed`, `answered`, `recovered`, `workaround`, `no_reply` or `false_alarm`
    #[arg(long, value_parser = named::<ResolutionKind>, default_value = "fixed")]
    kind: ResolutionKind,
    /// What it was, in the client's words
    #[arg(long)]
    cause: String,
    /// How it was solved, in the client's words
    #[arg(long)]
    solution: String,
    /// The report back to the client [default: cause and solution]
    #[arg(long)]
    report: Option<String>,
}

pub(super) fn impact(text: &str) -> Result<Impact, String> {
    level(text)
}

pub(super) fn urgency(text: &str) -> Result<Urgency, String> {
    level(text)
}

fn level<T: TryFrom<u8>>(text: &str) -> Result<T, String> {
    let number: Option<u8> = text.parse().ok();
    let level = number.and_then(|number| T::try_from(number).ok());
    level.ok_or_else(|| "use 1 (high), 2 (medium) or 3 (low)".to_owned())
}

/// A value by the name that it has in the API.
pub(super) fn named<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let value = serde_json::Value::String(text.to_owned());
    serde_json::from_value(value).map_err(|why| why.to_string())
}

/// What the desk is asked.
pub(super) enum Asked {
    /// This.
    Plainly(Command),
    /// This, of the version of the proposal that is on the table.
    OfTheProposal(Box<dyn FnOnce(u32) -> Command + std::marker::Send>),
}

/// The number and what is asked of it.
pub(super) fn command(verb: Verb, house: &House) -> Result<(Number, Asked), Failure> {
    let (number, command) = match verb {
        Verb::Consent { number, note } => {
            let consent = move |version| Command::Consent { version, note };
            return Ok((number, Asked::OfTheProposal(Box::new(consent))));
        }
        Verb::Refuse { number, reason } => {
            let refuse = move |version| Command::RefuseConsent { version, reason };
            return Ok((number, Asked::OfTheProposal(Box::new(refuse))));
        }
        Verb::Classify(classify) => {
            let Classify { number, nature, impact, urgency, component, reason, agreed } = classify;
            (number, Command::Classify { nature, component, impact, urgency, reason, agreed })
        }
        Verb::Application { number, application } => (number, Command::SetApplication(application)),
        Verb::Take { number, reason } => (number, Command::Take { reason }),
        Verb::Offer { number, party, person, reason } => {
            (number, Command::Offer { party, person, reason })
        }
        Verb::Accept { number } => (number, Command::Accept),
        Verb::Decline { number, reason } => (number, Command::Refuse { reason }),
        Verb::Message(send) => (send.number, message(send, house)?),
        Verb::Note { number, text, cause } => {
            let text = typed(text)?;
            (number, Command::RecordFinding { text, evidence: Vec::new(), cause })
        }
        Verb::Call { number, text, with } => {
            let body = typed(text)?;
            (number, Command::LogCall { with, body, occurred_at: house.now() })
        }
        Verb::Heard { number, party, text, asks } => {
            let message = written(Scope::Party(party), typed(text)?, house);
            (number, Command::Hear { message, asks })
        }
        Verb::WithdrawQuestion { number, reason } => (number, Command::WithdrawQuestion { reason }),
        Verb::Defer { number, until, agreed, reason } => {
            (number, Command::Defer { until, agreed, reason })
        }
        Verb::Resume { number, reason } => (number, Command::EndDeferral { reason }),
        Verb::Await { number, on, what, until } => (number, Command::Await { on, what, until }),
        Verb::GoOn { number, reason } => (number, Command::AwaitNoLonger { reason }),
        Verb::Involve { number, question } => (number, Command::InvolveDevelopment { question }),
        Verb::Propose(Propose { number, solution, risk, rollback, test, planned, cause }) => {
            let terms =
                ProposalTerms { solution, risk, rollback, test_plan: test, planned_at: planned };
            (number, Command::Propose { terms, cause })
        }
        Verb::Rollout { number, change, note, tested } => {
            (number, Command::RollOut { version: change, note, is_tested: tested })
        }
        Verb::Verify { number, proof } => (number, Command::Verify { proof }),
        Verb::Solve(Solve { number, cause, solution, report, change }) => {
            let solved = solved(ResolutionKind::Fixed, (cause, solution, report), house);
            (number, Command::Solve { solved, change })
        }
        Verb::Resolve(Resolve { number, kind, cause, solution, report }) => {
            (number, Command::Resolve(solved(kind, (cause, solution, report), house)))
        }
        Verb::Confirm { number } => (number, Command::Confirm),
        Verb::Reopen { number, reason, down } => {
            (number, Command::Reopen { reason, is_down: down })
        }
        Verb::Prevent { number, action, owner, due } => {
            (number, Command::PlanPrevention { action, owner, due_on: due })
        }
        Verb::Waive { number, reason } => (number, Command::WaivePrevention { reason }),
        Verb::Close { number } => (number, Command::Close),
        Verb::Back { number, to, reason } => (number, Command::StepBack { to, reason }),
        Verb::Cancel { number, kind, reason } => (number, Command::Cancel { kind, reason }),
    };
    Ok((number, Asked::Plainly(command)))
}

fn message(send: Send, house: &House) -> Result<Command, Failure> {
    let scope = match (send.internal, send.party) {
        (true, _) => Scope::Internal,
        (false, Some(party)) => Scope::Party(party),
        (false, None) => Scope::Public,
    };
    let now = house.now();
    let next = send.next.map(|minutes| now + SignedDuration::from_mins(i64::from(minutes)));
    let message = Message { next_update_at: next, ..written(scope, typed(send.text)?, house) };
    let remind_at = send.ask.map(|hours| now + SignedDuration::from_hours(i64::from(hours)));
    Ok(match send.agreed {
        Some(agreed) => Command::SendAgreed { message, remind_at, agreed },
        None => Command::Send { message, remind_at },
    })
}

fn solved(
    kind: ResolutionKind,
    (cause, solution, report): (String, String, Option<String>),
    house: &House,
) -> Solved {
    let report = report.unwrap_or_else(|| format!("{cause}\n\n{solution}"));
    Solved { kind, cause, solution, message: written(Scope::Public, report, house) }
}

fn written(scope: Scope, body: String, house: &House) -> Message {
    Message {
        id: house.desk.new_id(house.now()),
        scope,
        channel: Channel::Desk,
        to: Vec::new(),
        body,
        next_update_at: None,
    }
}

/// A text as typed, or from the standard input.
fn typed(text: String) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text);
    }
    let mut all = String::new();
    std::io::stdin().read_to_string(&mut all).map_err(|why| {
        Failure::usage(format!("the standard input cannot be read: {why}"), "write plain text")
    })?;
    Ok(all.trim_end().to_owned())
}
