//! What comes after an incident can no longer be opened again: a new one that follows it up.
//!
//! Both are decided at once and written down together, so that each shows the other.

use super::report::{Report, opened, report};
use super::{Draft, OneOfTwo, ToBoth};
use crate::incident::command::{Context, Refusal};
use crate::incident::fact::Fact;
use crate::incident::merge::Link;
use crate::key::IncidentId;
use crate::process::Step;

/// The first facts of an incident that follows up `earlier`, and what that one remembers of it.
///
/// The new one comes first in what is given back, the earlier one second.
///
/// # Errors
///
/// As [`report`], and [`Refusal::OtherClient`] when they are of two clients,
/// [`Refusal::MergedAlready`] when the earlier one goes on under another number,
/// [`Refusal::StillReopens`] as long as it can be opened again, and [`Refusal::NotNow`] when it is
/// not over.
pub fn follow_up(
    new: Report,
    id: IncidentId,
    earlier: OneOfTwo<'_>,
    context: Context<'_>,
) -> Result<ToBoth, Refusal> {
    let past = earlier.state;
    if new.client != past.client {
        return Err(Refusal::OtherClient);
    }
    if let Some(merged) = past.merging.merged_into() {
        return Err(Refusal::MergedAlready { into: merged.number });
    }
    let mut before = Draft::new(past, context);
    if !past.takes_follow_up(context.directory, before.now()) {
        let is_solved = matches!(past.step, Step::Resolved | Step::Reviewing | Step::Closed);
        let not_now = Refusal::NotNow { at: past.step };
        return Err(if is_solved { Refusal::StillReopens } else { not_now });
    }
    let mut entries = report(new, context)?;
    let mut after = Draft::new(&opened(&entries)?, context);
    let (low, high) = (past.number, after.state.number);
    after.add(Fact::Linked { number: low, incident: earlier.id, link: Link::FollowUpOf });
    before.add(Fact::Linked { number: high, incident: id, link: Link::FollowedUpBy });
    entries.append(&mut after.entries);
    Ok(ToBoth { first: entries, second: before.entries })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::incident::example::*;
    use crate::incident::{Actor, Channel, Command, Scope, Source, State, TicketKind};
    use crate::key::Number;

    const EARLIER: IncidentId = IncidentId(Uuid::from_u128(1));
    const LATER: IncidentId = IncidentId(Uuid::from_u128(2));

    fn closed_shop() -> Story {
        Story::the_shop_is_down().taken().proposed().rolled_out().resolved().closed()
    }

    fn new(story: &Story, number: u64) -> Report {
        Report {
            number: Number(number),
            ticket: TicketKind::Incident,
            client: story.state.client.clone(),
            application: story.state.application.clone(),
            source: Source { channel: Channel::Portal, signal: None },
            reporter: Some("fatima".parse().unwrap()),
            summary: "The shop answers 502 again".to_owned(),
            details: String::new(),
            received_at: story.now,
            sorted: None,
            felt: None,
            alert: None,
            evidence: Vec::new(),
        }
    }

    fn tried(story: &Story, report: Report) -> Result<ToBoth, Refusal> {
        let actor: Actor = by("fatima");
        let context = Context { directory: &story.directory, actor: &actor, now: story.now };
        follow_up(report, LATER, OneOfTwo { id: EARLIER, state: &story.state }, context)
    }

    #[test]
    fn a_trouble_that_is_back_too_late_to_reopen_gets_a_new_incident_and_both_show_the_other() {
        let mut story = closed_shop();
        story.after_minutes(8 * 24 * 60);
        let both = tried(&story, new(&story, 1077)).unwrap();
        let later = State::replay(&both.first).unwrap();
        assert_eq!(later.links.follow_up_of().collect::<Vec<_>>(), [(Number(1042), EARLIER)]);
        for entry in &both.second {
            story.state.apply(entry);
        }
        assert_eq!(story.state.links.follow_ups().collect::<Vec<_>>(), [(Number(1077), LATER)]);
        assert_eq!(story.state.step, Step::Closed, "the earlier one stays closed");
    }

    #[test]
    fn as_long_as_it_can_be_opened_again_there_is_no_follow_up() {
        let mut story = closed_shop();
        story.after_minutes(24 * 60);
        assert_eq!(tried(&story, new(&story, 1077)), Err(Refusal::StillReopens));
        let open = Story::the_shop_is_down().taken();
        let refused = tried(&open, new(&open, 1077));
        assert_eq!(refused, Err(Refusal::NotNow { at: Step::Investigating }));
    }

    #[test]
    fn another_client_has_its_own_stories() {
        let mut story = closed_shop();
        story.after_minutes(8 * 24 * 60);
        let report = Report { client: "linde".parse().unwrap(), ..new(&story, 1077) };
        assert_eq!(tried(&story, report), Err(Refusal::OtherClient));
    }

    #[test]
    fn words_to_what_can_no_longer_be_opened_again_are_refused_and_not_lost_in_a_closed_incident() {
        let mut story = closed_shop();
        let reply = || Command::Receive(message(Scope::Public, "It is back."));
        story.after_minutes(60).does("fatima", reply());
        let late: Timestamp =
            story.now.checked_add(jiff::SignedDuration::from_hours(9 * 24)).unwrap();
        story.now = late;
        assert_eq!(story.refuses("fatima", reply()), Refusal::TooLate);
    }
}
