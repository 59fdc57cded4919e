//! What people of the history do, each through the verb of the desk that a page would call.

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use piket_core::incident::{
    CancelKind, Channel, Command, EvidenceKind, Message, ProposalTerms, ResolutionKind, Scope,
    Solved, Sorted, TicketKind,
};
use piket_core::key::{IncidentId, PersonKey};
use piket_core::party::Party;
use piket_core::policy::Who;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use piket_engine::actions::NewIncident;
use piket_engine::intake::Frozen;
use piket_store::incidents;

use super::case::{Case, Story};
use super::phrases::{self, Phrases};
use super::story::Act;
use super::world::World;

impl World {
    /// Somebody reports: a client on the portal, or an engineer for a caller.
    pub(super) async fn report(&mut self, number: usize) -> anyhow::Result<()> {
        let tale = self.tales.get(number).context("a tale that was begun")?;
        let case = tale.case.clone();
        let directory = self.directory();
        let client = directory.client_of(&case.application).context("the client")?.key.clone();
        let by_phone = case.by == "phone";
        let reporter = case.reporter().unwrap_or_else(|| tale.engineer.clone());
        let ticket = match case.story {
            Story::Question => TicketKind::Question,
            _ => TicketKind::Incident,
        };
        let new = NewIncident {
            ticket,
            client,
            application: Some(case.application.clone()),
            summary: case.summary.clone(),
            details: case.details.clone(),
            channel: if by_phone { Channel::Phone } else { Channel::Portal },
            received_at: None,
            caller: case.caller.clone(),
            sorted: by_phone.then(|| sorted(&case)),
            felt: case.impact.zip(case.urgency).filter(|_| !by_phone),
            follow_up_of: None,
            once: None,
        };
        let who = self.who(&reporter)?;
        let done = self.desk.report(&who, new, self.now).await?;
        if let Some(tale) = self.tales.get_mut(number) {
            tale.id = Some(done.id);
        }
        self.plan_next(number);
        Ok(())
    }

    fn who(&self, key: &PersonKey) -> anyhow::Result<Who> {
        let directory = self.directory();
        let person = directory.people.get(key).with_context(|| format!("nobody is {key}"))?;
        Ok(Who::from(person))
    }

    /// Who decides and answers for the client of a case.
    fn owner(&self, case: &Case) -> anyhow::Result<PersonKey> {
        let directory = self.directory();
        let client = directory.client_of(&case.application).context("the client")?;
        let owner = directory.people.values().find(|person| {
            person.client.as_ref() == Some(&client.key)
                && person.parties.contains(&Party::ClientOwner)
        });
        Ok(owner.context("nobody decides for the client")?.key.clone())
    }

    /// Carries an act out.
    pub(super) async fn act(&mut self, number: usize, act: Act) -> anyhow::Result<()> {
        if act == Act::Mend {
            return self.mend(number);
        }
        let tale = self.tales.get(number).context("a tale that was begun")?;
        let id = tale.id.context("an incident that is open")?;
        let case = tale.case.clone();
        let (engineer, developer) = (tale.engineer.clone(), tale.developer.clone());
        let client = match act {
            Act::Answer | Act::Refuse | Act::Agree | Act::Thank | Act::Reopen => {
                Some(self.owner(&case)?)
            }
            _ => None,
        };
        let by_development = case.story == Story::Release || self.is_open_today(number);
        let person = match act {
            Act::Join => developer,
            Act::Propose | Act::ProposeAgain if by_development && case.refusal.is_none() => {
                developer
            }
            _ => client.unwrap_or(engineer),
        };
        let who = self.who(&person)?;
        if act == Act::Note && case.by != "check" {
            let item = (self.log(&case), Scope::Internal);
            self.desk.add_evidence(&who, id, item, None, self.now).await?;
        }
        if act == Act::Thank && !self.waits_for_the_client(id).await? {
            // It was closed meanwhile, since nobody objected.
            return Ok(());
        }
        if act == Act::Thank && case.thanks.is_some() {
            let words = Phrases::of(&case, case.language(&self.directory())).thanks();
            let thanks = Command::Receive(self.written_by_client(words));
            self.desk.act(&who, id, thanks, None, self.now).await?;
        }
        let command = self.command(number, &case, act)?;
        let done = self.desk.act(&who, id, command, None, self.now).await?;
        if let Some(tale) = self.tales.get_mut(number) {
            tale.proposals = done.state.proposals;
        }
        Ok(())
    }

    /// Whether the client is asked to confirm.
    async fn waits_for_the_client(&self, id: IncidentId) -> anyhow::Result<bool> {
        let row = self.desk.store().read(move |tx| incidents::row(tx, id)).await?;
        Ok(row.is_some_and(|row| row.step == Step::Resolved))
    }

    /// The check is green from now on.
    fn mend(&mut self, number: usize) -> anyhow::Result<()> {
        let tale = self.tales.get(number).context("a tale that was begun")?;
        let check = tale.check.clone().context("a check that failed")?;
        self.troubles.remove(&check);
        self.look_again(&check, 3);
        Ok(())
    }

    /// A piece of the application's log from the minutes before the report.
    fn log(&self, case: &Case) -> Frozen {
        let say = Phrases::of(case, case.language(&self.directory()));
        let line = |minutes: i64, words: &str| {
            let at = self.now - SignedDuration::from_mins(minutes);
            format!("{} {} {words}\n", at.strftime("%Y-%m-%dT%H:%M:%SZ"), case.application)
        };
        let body = [
            line(31, "INFO  request handled in 84 ms"),
            line(30, &say.log()),
            line(29, &say.log()),
            line(27, "INFO  request handled in 91 ms"),
        ];
        Frozen {
            kind: EvidenceKind::LogExcerpt,
            title: say.log_title(),
            captured_at: self.now,
            content_type: "text/plain; charset=utf-8".to_owned(),
            body: body.concat().into_bytes(),
        }
    }

    fn command(&self, number: usize, case: &Case, act: Act) -> anyhow::Result<Command> {
        let directory = self.directory();
        let say = Phrases::of(case, case.language(&directory));
        let public = |body: String| self.message(Scope::Public, body, None);
        Ok(match act {
            Act::Classify => {
                let Sorted { nature, component, impact, urgency } = sorted(case);
                Command::Classify { nature, component, impact, urgency, reason: None, agreed: None }
            }
            Act::Take => Command::Take { reason: phrases::OURS.to_owned() },
            Act::TakeBack => Command::Take { reason: phrases::BACK.to_owned() },
            Act::Hello => {
                let next = self.now.checked_add(SignedDuration::from_mins(self.promise(case)));
                // A later word than agreed would need the client's consent: then it is as agreed.
                let next = next.ok().filter(|_| case.impact == Some(Impact::High));
                let message = self.message(Scope::Public, say.hello(), next);
                Command::Send { message, remind_at: None }
            }
            Act::Update => Command::Send { message: public(say.update()), remind_at: None },
            Act::Ask => Command::Send {
                message: public(say.question()),
                remind_at: Some(self.now + SignedDuration::from_hours(26)),
            },
            Act::Answer => Command::Receive(self.written_by_client(say.answer())),
            Act::Note => {
                Command::RecordFinding { text: say.finding(), evidence: Vec::new(), cause: None }
            }
            Act::Involve => Command::InvolveDevelopment { question: phrases::INVOLVE.to_owned() },
            Act::Join | Act::SupplierTakes => Command::Accept,
            Act::Offer => Command::Offer {
                party: self.supplier(case)?,
                person: None,
                reason: phrases::THEIRS.to_owned(),
            },
            Act::HandOver => Command::Offer {
                party: Party::ServiceDesk,
                person: Some("tom".parse()?),
                reason: "Tom kent de openingstijden van de winkel het best".to_owned(),
            },
            Act::AskSupplier => {
                let scope = Scope::Party(self.supplier(case)?);
                Command::Send { message: self.message(scope, say.ask(), None), remind_at: None }
            }
            Act::SupplierSays => Command::LogCall {
                with: self.supplier_name(case)?,
                body: say.says(),
                occurred_at: self.now - SignedDuration::from_mins(1),
            },
            Act::Propose => proposal(&say, say.solution()),
            Act::ProposeAgain => proposal(&say, say.second_solution()),
            Act::Refuse => {
                Command::RefuseConsent { version: self.version(number)?, reason: say.refusal() }
            }
            Act::Agree => Command::Consent { version: self.version(number)?, note: say.consent() },
            Act::RollOut => {
                Command::RollOut { version: say.change(), note: say.solution(), is_tested: true }
            }
            Act::Verify => Command::Verify { proof: say.proof() },
            Act::Solve => Command::Solve {
                solved: self.solved(&say, ResolutionKind::Fixed),
                change: say.change(),
            },
            Act::Resolve(kind) => Command::Resolve(self.solved(&say, kind)),
            Act::Thank => Command::Confirm,
            Act::Reopen => Command::Reopen { reason: say.again(), is_down: false },
            Act::Prevent => Command::PlanPrevention {
                action: say.prevention(),
                owner: "samira".parse()?,
                due_on: self.in_weeks(3),
            },
            Act::Waive => Command::WaivePrevention { reason: phrases::WAIVER.to_owned() },
            Act::CancelAsDuplicate => Command::Cancel {
                kind: CancelKind::Duplicate,
                reason: phrases::DUPLICATE.to_owned(),
            },
            Act::Mend => anyhow::bail!("mending is not asked of the desk"),
        })
    }

    /// Within how many minutes the engineer promises the next word.
    fn promise(&self, case: &Case) -> i64 {
        match (case.story, case.impact) {
            (Story::Open, _) => 120,
            (_, Some(Impact::High)) => 60,
            (_, Some(Impact::Medium | Impact::Low)) => self.luck.between(4, 20) * 60,
            (_, None) => 90,
        }
    }

    fn message(&self, scope: Scope, body: String, next_update_at: Option<Timestamp>) -> Message {
        let id = self.desk.new_id(self.now);
        Message { id, scope, channel: Channel::Desk, to: Vec::new(), body, next_update_at }
    }

    fn written_by_client(&self, body: String) -> Message {
        let id = self.desk.new_id(self.now);
        let (scope, channel) = (Scope::Public, Channel::Portal);
        Message { id, scope, channel, to: Vec::new(), body, next_update_at: None }
    }

    fn solved(&self, say: &Phrases<'_>, kind: ResolutionKind) -> Solved {
        Solved {
            kind,
            cause: say.cause(),
            solution: say.solution(),
            message: self.message(Scope::Public, say.report(), None),
        }
    }

    /// The version of the proposal on the table.
    fn version(&self, number: usize) -> anyhow::Result<u32> {
        self.tales.get(number).map(|tale| tale.proposals).context("a proposal")
    }

    fn supplier(&self, case: &Case) -> anyhow::Result<Party> {
        let directory = self.directory();
        let application = directory.applications.get(&case.application);
        let parts = application.map(|application| application.components.as_slice());
        let own =
            parts.into_iter().flatten().find(|part| Some(&part.key) == case.component.as_ref());
        let supplier = own.and_then(|part| part.supplier.clone());
        Ok(Party::Supplier(supplier.context("a component that somebody supplies")?))
    }

    fn supplier_name(&self, case: &Case) -> anyhow::Result<String> {
        let directory = self.directory();
        let Party::Supplier(key) = self.supplier(case)? else { anyhow::bail!("no supplier") };
        Ok(directory.suppliers.get(&key).map_or_else(|| key.to_string(), |it| it.name.clone()))
    }

    fn in_weeks(&self, weeks: i64) -> jiff::civil::Date {
        let zone = self.directory().installation.time_zone.clone();
        let zone = jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC);
        self.now.to_zoned_datetime(zone).date().saturating_add(weeks.weeks())
    }
}

/// A proposal of this solution.
fn proposal(say: &Phrases<'_>, solution: String) -> Command {
    let terms = ProposalTerms {
        solution,
        risk: say.risk(),
        rollback: say.rollback(),
        test_plan: say.test(),
        planned_at: None,
    };
    Command::Propose { terms, cause: Some(say.cause()) }
}

fn sorted(case: &Case) -> Sorted {
    Sorted {
        nature: case.nature.unwrap_or(Nature::Outage),
        component: case.component.clone(),
        impact: case.impact.unwrap_or(Impact::Medium),
        urgency: case.urgency.unwrap_or(Urgency::Medium),
    }
}
