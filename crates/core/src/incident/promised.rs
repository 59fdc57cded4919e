//! Stories of what an incident is promised: by which agreement, in which version, at which
//! priority.

use super::example::*;
use super::*;
use crate::directory::{Component, Pin};
use crate::key::AgreementKey;
use crate::priority::{Impact, Nature, Priority, Urgency};
use crate::sla::{Agreement, Metric, Target, Tier};

fn key(text: &str) -> AgreementKey {
    text.parse().unwrap()
}

fn pin(text: &str, version: u32) -> Pin<AgreementKey> {
    Pin { key: key(text), version }
}

/// An agreement that restores within so many minutes, whatever the priority.
fn restoring(name: &str, minutes: u32) -> Agreement {
    let targets = Priority::ALL.map(|it| Target::new(Metric::Restore, it, minutes));
    let plain = Agreement::plain(key(name), name, Tier::Silver, "always".parse().unwrap());
    Agreement { targets: targets.to_vec(), ..plain }
}

/// The search of the shop has an agreement of its own.
fn with_search(mut story: Story) -> Story {
    let shop = story.directory.applications.get_mut(&"shop".parse().unwrap()).unwrap();
    shop.components.push(Component {
        key: "search".parse().unwrap(),
        name: "Search".to_owned(),
        supplier: None,
        agreement: Some(key("search")),
        contract: None,
    });
    let search = story.directory.agreements.entry(key("search")).or_default();
    search.add(1, restoring("search", 600));
    story
}

fn classify(component: Option<&str>) -> Command {
    Command::Classify {
        nature: Nature::Outage,
        component: component.map(|key| key.parse().unwrap()),
        impact: Impact::High,
        urgency: Urgency::High,
        reason: None,
        agreed: None,
    }
}

fn promised_minutes(story: &Story) -> i64 {
    let clocks = crate::sla::clocks(&story.state.clock_events, &story.directory, story.now);
    let restore = clocks.into_iter().find(|it| it.metric == Metric::Restore).unwrap();
    assert_eq!(restore.started_at, Some(at(MORNING)), "it starts with the report");
    restore.promised.seconds() / 60
}

#[test]
fn a_part_that_becomes_known_later_brings_its_own_agreement_from_the_report_on() {
    let mut story = with_search(Story::the_client_reports());
    assert_eq!(story.state.pins.agreement, Some(pin("gold", 1)));
    story.after_minutes(30).does("ilse", classify(Some("search")));
    assert_eq!(story.state.pins.agreement, Some(pin("search", 1)));
    assert_eq!(promised_minutes(&story), 600);
}

#[test]
fn a_part_without_an_agreement_of_its_own_changes_nothing_of_what_was_promised() {
    let mut story = with_search(Story::the_client_reports());
    let newer = restoring("gold", 10);
    story.directory.agreements.get_mut(&key("gold")).unwrap().add(2, newer);
    story.does("ilse", classify(Some("hosting")));
    assert_eq!(story.state.pins.agreement, Some(pin("gold", 1)));
    assert_eq!(promised_minutes(&story), 240);
}

#[test]
fn the_first_agreement_comes_back_in_its_own_version_when_the_part_was_mistaken() {
    let mut story = with_search(Story::the_client_reports());
    story.does("ilse", classify(Some("search")));
    story.directory.agreements.get_mut(&key("gold")).unwrap().add(2, restoring("gold", 10));
    story.after_minutes(5).does("ilse", classify(Some("hosting")));
    assert_eq!(story.state.pins.agreement, Some(pin("gold", 1)));
    assert_eq!(promised_minutes(&story), 240);
}

#[test]
fn a_new_version_holds_for_new_incidents_only() {
    let story = Story::the_client_reports();
    let mut directory = story.directory.clone();
    directory.agreements.get_mut(&key("gold")).unwrap().add(2, restoring("gold", 10));
    let clocks = crate::sla::clocks(&story.state.clock_events, &directory, story.now);
    assert_eq!(
        clocks.iter().find(|it| it.metric == Metric::Restore).unwrap().promised.seconds(),
        240 * 60
    );
    let new = Pins::of(&directory, story.state.application.as_ref(), None);
    assert_eq!(new.agreement, Some(pin("gold", 2)));
}

#[test]
fn another_version_holds_for_an_open_incident_once_the_client_agreed() {
    let mut story = Story::the_client_reports();
    story.directory.agreements.get_mut(&key("gold")).unwrap().add(2, restoring("gold", 10));
    let migrate = |version, agreed_with: &str, reason: &str| Command::MigrateAgreement {
        version,
        agreed_with: agreed_with.to_owned(),
        reason: reason.to_owned(),
    };
    let mut refused = |command| story.try_as(&by("marit"), command).unwrap_err();
    assert_eq!(
        refused(migrate(2, " ", "new terms")),
        Refusal::Missing("who agreed for the client")
    );
    assert_eq!(refused(migrate(2, "Fatima, by mail", "")), Refusal::Missing("the reason"));
    assert_eq!(refused(migrate(1, "Fatima", "new terms")), Refusal::Already);
    let unknown = Refusal::Unknown { what: "agreement", key: "gold 3".to_owned() };
    assert_eq!(refused(migrate(3, "Fatima", "new terms")), unknown);

    story.after_minutes(20).does("marit", migrate(2, "Fatima, by mail", "new terms"));
    assert_eq!(story.state.pins.agreement, Some(pin("gold", 2)));
    assert_eq!(promised_minutes(&story), 10);
    assert_eq!(State::replay(&story.timeline).unwrap(), story.state);
}

#[test]
fn the_agreement_that_was_promised_says_which_priority_follows() {
    let mut story = Story::the_client_reports();
    let mut strict = restoring("gold", 10);
    let matrix = "[[1,1,1],[1,2,3],[2,3,4]]";
    strict.priority_matrix = Some(serde_json::from_str(matrix).unwrap());
    story.directory.agreements.get_mut(&key("gold")).unwrap().add(2, strict);
    let classify = Command::Classify {
        nature: Nature::FunctionalDefect,
        component: None,
        impact: Impact::High,
        urgency: Urgency::Low,
        reason: None,
        agreed: None,
    };
    story.does("ilse", classify);
    assert_eq!(story.state.priority, Priority::P3, "by the version that was promised");
    let command = Command::MigrateAgreement {
        version: 2,
        agreed_with: "Fatima".to_owned(),
        reason: "new terms".to_owned(),
    };
    story.does("marit", command);
    assert_eq!(story.state.priority, Priority::P1, "by the version that holds from then on");
}

#[test]
fn another_impact_or_urgency_than_was_told_needs_a_reason() {
    let mut story = Story::the_client_reports();
    story.does("ilse", classify(None));
    let lower = |reason: Option<&str>| Command::Classify {
        nature: Nature::Outage,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::High,
        reason: reason.map(str::to_owned),
        agreed: reason.map(|_| "Fatima, by telephone".to_owned()),
    };
    let refused = story.try_as(&by("ilse"), lower(None)).unwrap_err();
    assert_eq!(refused, Refusal::Missing("the reason for another impact or urgency"));
    story.does("ilse", lower(Some("only the basket")));
    assert_eq!(story.state.priority, Priority::P2);
}

#[test]
fn what_the_reporter_answered_is_not_overruled_without_a_reason() {
    let mut story = Story::the_client_reports();
    story.state.felt = Some((Impact::Low, Urgency::Low));
    let refused = story.try_as(&by("ilse"), classify(None)).unwrap_err();
    assert_eq!(refused, Refusal::Missing("the reason for another impact or urgency"));
}

/// The hosting of the shop is supplied under a contract of its own; the supplier has another one.
fn with_contracts(mut story: Story) -> Story {
    let nordhost = || Some("supplier:nordhost".parse().unwrap());
    for (name, minutes) in [("basic", 480), ("prime", 60)] {
        let kind = crate::sla::AgreementKind::Uc;
        let contract = Agreement { kind, party: nordhost(), ..restoring(name, minutes) };
        story.directory.agreements.entry(key(name)).or_default().add(1, contract);
    }
    let shop = story.directory.applications.get_mut(&"shop".parse().unwrap()).unwrap();
    shop.components[0].contract = Some(key("prime"));
    story
}

fn asked_the_host(component: Option<&str>) -> Story {
    let mut story = with_contracts(Story::the_client_reports());
    story.does("ilse", classify(component)).does("ilse", take());
    let party = "supplier:nordhost".parse().unwrap();
    let message = message(Scope::Party(party), "Is the host up?");
    story.does("ilse", Command::Send { message, remind_at: None });
    story
}

#[test]
fn a_supplier_is_held_to_the_contract_of_the_part_and_not_to_the_first_of_its_contracts() {
    let promise = |component| asked_the_host(component).state.engagements[0].promise.clone();
    assert_eq!(promise(Some("hosting")), PartyPromise::Agreement(pin("prime", 1)));
    assert_eq!(promise(None), PartyPromise::Agreement(pin("basic", 1)));
}

#[test]
fn the_clock_of_a_party_explains_itself_by_its_own_contract() {
    let mut story = asked_the_host(Some("hosting"));
    story.after_minutes(20);
    let party = "supplier:nordhost".parse().unwrap();
    let explained =
        |metric| party_explanation(&story.state, (&party, metric), &story.directory, story.now);
    let (clock, explanation) = explained(Metric::Restore).unwrap();
    assert_eq!((clock.used.seconds(), clock.promised.seconds()), (20 * 60, 60 * 60));
    let agreed = crate::sla::Line::Agreed { agreement: key("prime"), version: 1, known_at: None };
    assert!(explanation.lines.contains(&agreed), "{explanation:?}");
    assert!(explained(Metric::Update).is_none(), "a party promises no updates");
    let nobody = "supplier:other".parse().unwrap();
    let none =
        party_explanation(&story.state, (&nobody, Metric::Restore), &story.directory, story.now);
    assert!(none.is_none());
}
