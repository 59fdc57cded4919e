//! Drafts of agreements: kept, compared, brought into force for what is reported from then on.

use piket_core::sla::Agreement;
use piket_engine::config::{About, Finding};
use piket_engine::drafts::DraftError;
use piket_testkit::{World, both_engines};

fn gold(world: &World) -> Agreement {
    let key = "gold".parse().unwrap();
    world.desk.directory().in_force(&key).unwrap().1.clone()
}

/// The shop is restored within an hour, less than its host needs.
fn faster(world: &World) -> Agreement {
    let mut gold = gold(world);
    for target in &mut gold.targets {
        target.minutes = target.minutes.min(60);
    }
    gold
}

both_engines! {
    an_incident_keeps_the_version_that_was_promised_when_it_was_reported(world) {
        let marit = world.who("marit");
        let before = world.goes_down("shop-home").await;
        let now = world.now();
        let draft = world.desk.begin_draft(&marit, faster(world), now).await.unwrap();
        assert_eq!(draft.based_on, Some(1));
        let key = draft.document.key.clone();
        world.desk.activate_draft(&marit, &key, 1, now).await.unwrap();
        assert_eq!(world.desk.draft(&marit, &key).await.unwrap(), None, "it is put away");
        let after = world.reports("fatima", "The shop is slow").await;
        let version = |state: piket_core::incident::State| state.pins.agreement.unwrap().version;
        assert_eq!(version(world.state(before).await), 1);
        assert_eq!(version(world.state(after).await), 2);
        let versions = world.desk.versions(&key).await.unwrap();
        assert_eq!(versions.iter().map(|it| it.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(versions[1].since, now);
    }

    a_supplier_that_is_slower_is_told_before_and_keeps_nothing_back(world) {
        let marit = world.who("marit");
        let plan = world.desk.rehearse_draft(&marit, &faster(world), world.now()).await.unwrap();
        let gap = plan.findings.iter().find_map(|it| match &it.about {
            Some(About::Gap(gap)) if gap.component.as_str() == "hosting" => Some(gap.clone()),
            _ => None,
        });
        let gap = gap.expect("the host needs two hours");
        assert_eq!((gap.ours, gap.theirs), (60, 120));
        assert_eq!(gap.contract.unwrap().as_str(), "nordhost");
        assert!(plan.may_be_applied());
    }

    of_two_who_save_at_once_the_second_reads_what_the_first_wrote(world) {
        let marit = world.who("marit");
        let now = world.now();
        world.desk.begin_draft(&marit, gold(world), now).await.unwrap();
        let again = world.desk.begin_draft(&marit, gold(world), now).await;
        assert!(matches!(again, Err(DraftError::Taken)));
        world.desk.save_draft(&marit, faster(world), 1, now).await.unwrap();
        let late = world.desk.save_draft(&marit, gold(world), 1, now).await;
        let Err(DraftError::Stale(theirs)) = late else { panic!("{late:?}") };
        assert_eq!((theirs.revision, theirs.document), (2, faster(world)));
        let key = gold(world).key;
        let stale = world.desk.activate_draft(&marit, &key, 1, now).await;
        assert!(matches!(stale, Err(DraftError::Stale(_))));
    }

    a_draft_of_an_older_version_does_not_undo_a_newer_one(world) {
        let marit = world.who("marit");
        let now = world.now();
        let key = gold(world).key;
        world.desk.begin_draft(&marit, faster(world), now).await.unwrap();
        let mut other = gold(world);
        "Gold, by file".clone_into(&mut other.name);
        let entry = piket_engine::config::Entry::Agreement(Box::new(other));
        world.desk.configure(&marit, vec![entry], now).await.unwrap();
        let outdated = world.desk.activate_draft(&marit, &key, 1, now).await;
        assert!(matches!(outdated, Err(DraftError::Outdated(2))), "{outdated:?}");
        assert!(world.desk.give_up_draft(&marit, &key, None).await.unwrap());
        assert_eq!(gold(world).name, "Gold, by file");
    }

    what_is_broken_does_not_come_into_force_and_the_draft_is_kept(world) {
        let marit = world.who("marit");
        let now = world.now();
        let mut broken = gold(world);
        broken.targets[0].minutes = 0;
        let key = broken.key.clone();
        world.desk.begin_draft(&marit, broken, now).await.unwrap();
        let refused = world.desk.activate_draft(&marit, &key, 1, now).await.unwrap_err();
        assert!(refused.findings().iter().any(Finding::blocks), "{refused:?}");
        assert!(world.desk.draft(&marit, &key).await.unwrap().is_some());
        assert_eq!(world.desk.versions(&key).await.unwrap().len(), 1);
    }

    only_who_makes_agreements_sees_or_changes_a_draft(world) {
        let now = world.now();
        let key = gold(world).key;
        for person in ["ilse", "fatima"] {
            let who = world.who(person);
            let begun = world.desk.begin_draft(&who, gold(world), now).await;
            assert!(matches!(begun, Err(DraftError::Denied)), "{person}");
            assert!(matches!(world.desk.draft(&who, &key).await, Err(DraftError::Denied)));
            assert!(matches!(world.desk.drafts::<Agreement>(&who).await, Err(DraftError::Denied)));
            let retired = world.desk.retire(&who, &key, now).await;
            assert!(matches!(retired, Err(DraftError::Denied)), "{person}");
        }
    }

    what_is_still_named_is_not_retired(world) {
        let marit = world.who("marit");
        let now = world.now();
        let key = gold(world).key;
        let refused = world.desk.retire(&marit, &key, now).await.unwrap_err();
        assert!(refused.findings().iter().any(Finding::blocks), "{refused:?}");
        let second_line = "second-line".parse().unwrap();
        world.desk.retire(&marit, &second_line, now).await.unwrap();
        assert!(world.desk.directory().in_force(&second_line).is_none());
        assert_eq!(world.desk.versions(&second_line).await.unwrap().len(), 1);
    }
}
