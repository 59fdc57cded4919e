//! `piket incident`: the verbs of the desk from a console, as a named person and with what that
//! person may do.

mod act;
mod explain;
mod show;
mod together;

use clap::{Args, Subcommand};
use piket_core::incident::{Channel, Sorted, TicketKind, WaitsOn};
use piket_core::key::{ApplicationKey, ClientKey, Number, PersonKey};
use piket_core::policy::Who;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_engine::ActionError;
use piket_engine::actions::{Done, NewIncident};
use piket_store::incidents::{ClockStanding, Filter, Status};
use piket_text::Words;

use super::output::say;
use super::user;
use crate::failure::Failure;
use crate::house::House;

use act::Verb;
use together::Together;

/// Whose hand it is.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// As whom: the key or the address of a person
    #[arg(long = "as", value_name = "PERSON", global = true)]
    person: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List incidents, the nearest deadline first
    List(Wanted),
    /// Show one incident with its clocks and its timeline
    Show {
        /// Its number, such as INC-1042
        number: Number,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Tell how its clocks came about, line by line
    Explain(explain::Wanted),
    /// Open one for a caller or a hunch
    Open(New),
    #[command(flatten)]
    Together(Together),
    #[command(flatten)]
    Verb(Verb),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Wanted {
    /// Those that are over too
    #[arg(long)]
    all: bool,
    /// Only this client's
    #[arg(long)]
    client: Option<ClientKey>,
    /// Only this application's
    #[arg(long)]
    application: Option<ApplicationKey>,
    /// Only those that the person holds
    #[arg(long)]
    mine: bool,
    /// Only those whose clocks stand like this
    #[arg(long, value_enum)]
    clock: Option<Standing>,
    /// Only those where we wait for the client
    #[arg(long)]
    waiting: bool,
    /// Only those where we wait for this: client, `client_party`, `agreed_deferral`, supplier,
    /// `change_window` or internal
    #[arg(long, value_name = "WHAT", value_parser = act::named::<WaitsOn>, conflicts_with = "waiting")]
    waiting_on: Option<WaitsOn>,
    /// How many at most
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// How the clocks of an incident stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
enum Standing {
    /// One runs towards a deadline
    Running,
    /// All that are not over stand still
    Paused,
    /// One can never be due
    NeverDue,
    /// A target was missed
    Breached,
}

impl Standing {
    fn clock(self) -> Option<ClockStanding> {
        match self {
            Self::Running => Some(ClockStanding::Running),
            Self::Paused => Some(ClockStanding::Paused),
            Self::NeverDue => Some(ClockStanding::NeverDue),
            Self::Breached => None,
        }
    }
}

#[derive(Debug, Args)]
struct New {
    /// In one line
    summary: String,
    /// Whose it is
    #[arg(long)]
    client: ClientKey,
    /// Which application
    #[arg(long)]
    application: Option<ApplicationKey>,
    /// In the reporter's words
    #[arg(long, default_value = "")]
    details: String,
    /// Who of the client called
    #[arg(long)]
    caller: Option<PersonKey>,
    /// Which earlier incident it follows up, when that can no longer be reopened
    #[arg(long, value_name = "NUMBER")]
    follow_up_of: Option<Number>,
    /// What kind of trouble; classifies it, with --impact and --urgency
    #[arg(long, requires_all = ["impact", "urgency"])]
    nature: Option<Nature>,
    /// How much is hit, 1 to 3
    #[arg(long, value_parser = act::impact)]
    impact: Option<Impact>,
    /// How soon it hurts, 1 to 3
    #[arg(long, value_parser = act::urgency)]
    urgency: Option<Urgency>,
}

pub(super) use explain::language;

pub(super) async fn run(arguments: Arguments, house: &House) -> anyhow::Result<()> {
    let Some(person) = &arguments.person else {
        let hint = "say who you are with --as, such as --as ilse; `piket user list` shows who is \
                    there";
        return Err(Failure::usage("it is not said as whom", hint).into());
    };
    let hand = Hand { who: Who::from(&user::find(house, person)?), house };
    match arguments.command {
        Command::List(wanted) => hand.list(wanted).await,
        Command::Show { number, json } => hand.show(number, json).await,
        Command::Explain(wanted) => hand.explain(wanted).await,
        Command::Open(new) => hand.open(new).await,
        Command::Together(together) => hand.bring_together(together).await,
        Command::Verb(verb) => hand.act(verb).await,
    }
}

/// A person at the console.
struct Hand<'a> {
    who: Who,
    house: &'a House,
}

impl Hand<'_> {
    async fn list(&self, wanted: Wanted) -> anyhow::Result<()> {
        let filter = Filter {
            status: if wanted.all { Status::All } else { Status::Open },
            mine: wanted.mine.then(|| self.who.key.clone()),
            client: wanted.client,
            application: wanted.application,
            clock: wanted.clock.and_then(Standing::clock),
            breached: wanted.clock == Some(Standing::Breached),
            waiting_on: wanted.waiting.then_some(WaitsOn::Client).or(wanted.waiting_on),
            ..Filter::default()
        };
        let page = self.house.desk.list(&self.who, filter, None, wanted.limit).await;
        let page = page.map_err(|error| self.told(&error))?;
        if wanted.json {
            say(serde_json::to_string_pretty(&show::rows_as_json(&page.rows))?);
        } else {
            say(show::rows(&page.rows, &self.words(), self.house.now()));
        }
        Ok(())
    }

    async fn show(&self, number: Number, json: bool) -> anyhow::Result<()> {
        let now = self.house.now();
        let seen = self.house.desk.show(&self.who, number, now).await;
        let seen = seen.map_err(|error| self.told(&error))?;
        if json {
            say(serde_json::to_string_pretty(&seen.entries)?);
        } else {
            say(show::incident(&seen, &self.words(), &self.house.desk.directory(), now));
        }
        Ok(())
    }

    async fn explain(&self, wanted: explain::Wanted) -> anyhow::Result<()> {
        let now = self.house.now();
        let seen = self.house.desk.show(&self.who, wanted.number, now).await;
        let seen = seen.map_err(|error| self.told(&error))?;
        let words = match wanted.language {
            Some(language) => {
                let zone = &self.house.desk.directory().installation.time_zone;
                Words::of(language).in_zone(zone)
            }
            None => self.words(),
        };
        let directory = self.house.desk.directory();
        let told = explain::told(&seen, &self.who, &wanted, &words, &directory, now);
        let text = told.ok_or_else(|| {
            let hint = "`piket incident show` tells which clocks it has";
            Failure::refused(format!("{} has no such clock", wanted.number), hint)
        })?;
        say(text);
        Ok(())
    }

    async fn open(&self, new: New) -> anyhow::Result<()> {
        let sorted = new.nature.zip(new.impact).zip(new.urgency);
        let new = NewIncident {
            ticket: TicketKind::Incident,
            client: new.client,
            application: new.application,
            summary: new.summary,
            details: new.details,
            channel: if new.caller.is_some() { Channel::Phone } else { Channel::Desk },
            received_at: None,
            caller: new.caller,
            sorted: sorted.map(|((nature, impact), urgency)| Sorted {
                nature,
                component: None,
                impact,
                urgency,
            }),
            felt: None,
            follow_up_of: new.follow_up_of,
            once: None,
        };
        let done = self.house.desk.report(&self.who, new, self.house.now()).await;
        self.say_done(&done.map_err(|error| self.told(&error))?);
        Ok(())
    }

    async fn act(&self, verb: Verb) -> anyhow::Result<()> {
        let (desk, now) = (&self.house.desk, self.house.now());
        let (number, command) = act::command(verb, self.house)?;
        let id = desk.find(number).await.map_err(|error| self.told(&error))?;
        let command = match command {
            act::Asked::Plainly(command) => command,
            act::Asked::OfTheProposal(command) => {
                let seen = desk.show(&self.who, number, now).await;
                let seen = seen.map_err(|error| self.told(&error))?;
                let proposal = seen.state.proposal.ok_or_else(|| {
                    Failure::refused(
                        format!("there is no proposal for {number}"),
                        "it is made with `piket incident propose`",
                    )
                })?;
                command(proposal.version)
            }
        };
        let done = desk.act(&self.who, id, command, None, now).await;
        self.say_done(&done.map_err(|error| self.told(&error))?);
        Ok(())
    }

    fn say_done(&self, done: &Done) {
        say(show::standing(&done.state, &self.words(), &self.house.desk.directory()));
    }

    fn words(&self) -> Words {
        let directory = self.house.desk.directory();
        let person = directory.people.get(&self.who.key);
        let language =
            person.map_or(directory.installation.language, |it| directory.language_of(it));
        Words::of(language).in_zone(&directory.installation.time_zone)
    }

    /// Why it was not done, in the person's language, with the way on.
    fn told(&self, error: &ActionError) -> Failure {
        let words = self.words();
        match error {
            ActionError::Refused(refusal) => {
                let text = words.refusal(refusal, self.house.desk.directory().as_ref());
                let missing = words.missing(refusal);
                let hint = if missing.is_empty() {
                    "`piket incident show` tells where it is".to_owned()
                } else {
                    missing.join("; ")
                };
                Failure::refused(text, hint)
            }
            ActionError::Denied => {
                Failure::refused(error, format!("{} may not do this; see --as", self.who.key))
            }
            ActionError::NotFound(_) => {
                Failure::usage(error, "`piket incident list --all` shows what there is")
            }
            ActionError::Stale => Failure::new(error, "look at it again, then decide"),
            ActionError::Store(_) => Failure::new(error, "`piket doctor` looks at the database"),
        }
    }
}
