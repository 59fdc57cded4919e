//! Time spent: started, stopped, typed in, and summed against the hours of the agreement.

use jiff::SignedDuration;
use piket_core::figures::Month;
use piket_core::incident::{Channel, Command, TicketKind};
use piket_core::key::Number;
use piket_core::spent::{Stretch, TimeCommand, TimeRefusal, TimeStanding};
use piket_engine::actions::NewIncident;
use piket_engine::config::Entry;
use piket_engine::spent::{ClientTime, MonthWish, Noted, TimeError, TimerStarted, TypedTime};
use piket_testkit::{World, at, both_engines};

fn march() -> Month {
    "2026-03".parse().unwrap()
}

fn on(day: &str, minutes: i64) -> Stretch {
    Stretch::On { day: day.parse().unwrap(), seconds: minutes * 60 }
}

fn typed(stretch: Stretch, once: &str) -> TypedTime {
    TypedTime { stretch, note: "log read".to_owned(), once: Some(once.to_owned()) }
}

async fn starts(world: &World, person: &str, number: Number) -> TimerStarted {
    world.desk.start_timer(&world.who(person), number, world.now()).await.unwrap()
}

async fn stops(world: &World, person: &str, number: Number) -> Result<Noted, TimeError> {
    let note = "done".to_owned();
    world.desk.stop_timer(&world.who(person), number, None, note, world.now()).await
}

async fn types(
    world: &World,
    person: &str,
    number: Number,
    typed: TypedTime,
) -> Result<Noted, TimeError> {
    world.desk.type_time(&world.who(person), number, typed, world.now()).await
}

async fn changes(
    world: &World,
    person: &str,
    entry: &Noted,
    command: TimeCommand,
) -> Result<Noted, TimeError> {
    let place = (entry.number, entry.entry);
    world.desk.change_time(&world.who(person), place, command, None, world.now()).await
}

fn change(stretch: Stretch, reason: &str) -> TimeCommand {
    TimeCommand::Change { stretch, note: "better".to_owned(), reason: reason.to_owned() }
}

async fn total(world: &World, number: Number) -> i64 {
    let seen = world.sees("marit", number).await.unwrap();
    world.desk.time_on(&world.who("marit"), &seen, None, 50).await.unwrap().total_s
}

/// The months of De Molen up to this one.
async fn molen(world: &World, person: &str, last: &str, count: u32) -> Vec<ClientTime> {
    let (who, client) = (world.who(person), "molen".parse().unwrap());
    let last = last.parse().unwrap();
    world.desk.client_time(&who, &client, last, count, world.now()).await.unwrap()
}

/// Eight hours a month are agreed with De Molen.
/// An incident of which nobody knows the application.
async fn somewhere(world: &mut World) -> Number {
    let new = NewIncident {
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: None,
        summary: "Something is slow".to_owned(),
        details: String::new(),
        channel: Channel::Phone,
        received_at: None,
        caller: Some("bram".parse().unwrap()),
        sorted: None,
        felt: None,
        follow_up_of: None,
        once: None,
    };
    let done = world.desk.report(&world.who("ilse"), new, world.now()).await.unwrap();
    world.live(0).await;
    done.state.number
}

async fn eight_hours(world: &World) {
    let directory = world.desk.directory();
    let (_, gold) = directory.agreements[&"gold".parse().unwrap()].current().unwrap();
    let mut gold = gold.clone();
    gold.hours_per_month = Some(8);
    let entries = vec![Entry::Agreement(Box::new(gold))];
    world.desk.configure(&world.who("marit"), entries, world.now()).await.unwrap();
}

fn refused<T: std::fmt::Debug>(answer: Result<T, TimeError>) -> TimeRefusal {
    match answer {
        Err(TimeError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

both_engines! {
    one_timer_runs_and_a_second_one_stops_the_first(world) {
        let one = world.reports("fatima", "The shop is slow").await;
        let two = world.reports("fatima", "The shop is down").await;
        let first = starts(world, "ilse", one).await;
        assert!(!first.ran_already && first.stopped.is_none());
        let again = starts(world, "ilse", one).await;
        assert_eq!((again.entry, again.ran_already), (first.entry, true), "a double click is one");
        world.live(25).await;
        let second = starts(world, "ilse", two).await;
        let stopped = second.stopped.unwrap();
        assert_eq!((stopped.entry, stopped.number, stopped.seconds), (first.entry, one, 1_500));
        starts(world, "tom", two).await;
        world.live(10).await;
        let running = world.desk.running_timer(&world.who("ilse")).await.unwrap().unwrap();
        assert_eq!(running.place.number, two);
        stops(world, "ilse", two).await.unwrap();
        stops(world, "tom", two).await.unwrap();
        assert_eq!(total(world, one).await, 1_500);
        assert_eq!(total(world, two).await, 1_200, "two people at once both count");
        assert_eq!(refused(stops(world, "ilse", two).await), TimeRefusal::NotRunning);
    }

    two_tabs_at_once_start_one_timer(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let (ilse, now) = (world.who("ilse"), world.now());
        let (one, two) = tokio::join!(
            world.desk.start_timer(&ilse, number, now),
            world.desk.start_timer(&ilse, number, now)
        );
        assert_eq!(one.unwrap().entry, two.unwrap().entry);
        world.live(5).await;
        let running = world.desk.running_timer(&ilse).await.unwrap().unwrap();
        let now = world.now();
        let stop = |note: &'static str| {
            world.desk.stop_timer(&ilse, number, Some(running.id), note.to_owned(), now)
        };
        let (one, two) = tokio::join!(stop("done"), stop("done"));
        assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
        assert_eq!(total(world, number).await, 300);
        let later = stop("and told them").await.unwrap();
        assert_eq!((later.seconds, later.is_new), (300, true), "the later note is taken down");
    }

    what_is_sent_twice_is_one_and_what_is_typed_anew_is_another(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let hour = typed(on("2026-03-10", 60), "form-1");
        let (one, two) = tokio::join!(
            types(world, "ilse", number, hour.clone()),
            types(world, "ilse", number, hour.clone())
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.entry, two.entry);
        assert!(one.is_new != two.is_new);
        let other = typed(on("2026-03-10", 30), "form-1");
        assert!(types(world, "ilse", number, other).await.unwrap().is_new, "the form went back");
        types(world, "tom", number, hour.clone()).await.unwrap();
        let unnamed = TypedTime { once: None, ..hour };
        types(world, "tom", number, unnamed).await.unwrap();
        assert_eq!(total(world, number).await, (60 + 30 + 60 + 60) * 60);
    }

    a_forgotten_timer_counts_only_once_somebody_said_what_is_right(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        starts(world, "ilse", number).await;
        world.live(14 * 60).await;
        let stopped = stops(world, "ilse", number).await.unwrap();
        assert_eq!(stopped.standing, TimeStanding::InDoubt);
        assert_eq!(total(world, number).await, 0);
        let seen = world
            .desk
            .month_time(&world.who("tom"), march(), MonthWish::default(), world.now())
            .await
            .unwrap();
        assert_eq!(seen.in_doubt.len(), 1);
        assert!(seen.people.is_empty());
        changes(world, "ilse", &stopped, change(on("2026-03-10", 90), "")).await.unwrap();
        assert_eq!(total(world, number).await, 5_400);
    }

    what_others_noted_is_a_managers_to_correct_and_what_it_was_is_kept(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let entry = types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        let shorter = || change(on("2026-03-10", 30), "counted twice");
        assert_eq!(refused(changes(world, "tom", &entry, shorter()).await), TimeRefusal::NotYours);
        changes(world, "marit", &entry, shorter()).await.unwrap();
        assert_eq!(total(world, number).await, 1_800);
        let seen = world.sees("ilse", number).await.unwrap();
        let noted = world.desk.time_on(&world.who("ilse"), &seen, None, 50).await.unwrap();
        let steps: Vec<_> = noted.entries[0].steps.iter().map(|it| it.by.as_str()).collect();
        assert_eq!(steps, ["ilse", "marit"]);
        assert_eq!(noted.entries[0].row.person.as_str(), "ilse");
        let back = TimeCommand::Withdraw { reason: String::new() };
        changes(world, "ilse", &entry, back.clone()).await.unwrap();
        let again = changes(world, "ilse", &entry, back).await.unwrap();
        assert!(!again.is_new);
        assert_eq!(total(world, number).await, 0);
    }

    of_two_who_change_what_they_read_the_second_is_told(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let entry = types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        let place = (number, entry.entry);
        let to = |minutes| change(on("2026-03-10", minutes), "x");
        let (ilse, now) = (world.who("ilse"), world.now());
        world.desk.change_time(&ilse, place, to(30), Some(1), now).await.unwrap();
        let late = world.desk.change_time(&world.who("marit"), place, to(45), Some(1), now).await;
        assert!(matches!(late, Err(TimeError::Stale)), "{late:?}");
        let same = world.desk.change_time(&ilse, place, to(30), Some(1), now).await;
        assert!(!same.unwrap().is_new, "sent twice");
    }

    nobody_but_us_notes_time_or_reads_who_did(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let now = world.now();
        let (fatima, henk) = (world.who("fatima"), world.who("henk"));
        let own = world.desk.start_timer(&fatima, number, now).await;
        assert!(matches!(own, Err(TimeError::Denied)), "{own:?}");
        let other = world.desk.start_timer(&henk, number, now).await;
        assert!(matches!(other, Err(TimeError::NotFound(_))), "{other:?}");
        let stop = world.desk.stop_timer(&henk, number, None, String::new(), now).await;
        assert!(matches!(stop, Err(TimeError::NotFound(_))), "{stop:?}");
        let seen = world.sees("fatima", number).await.unwrap();
        let read = world.desk.time_on(&fatima, &seen, None, 50).await;
        assert!(matches!(read, Err(TimeError::Denied)));
        let wish = MonthWish::default();
        let all = world.desk.month_time(&fatima, march(), wish, now).await;
        assert!(matches!(all, Err(TimeError::Denied)));
        let file = world.desk.export_time(&fatima, march(), None).await;
        assert!(matches!(file, Err(TimeError::Denied)));
        let molen = "molen".parse().unwrap();
        let others = world.desk.client_time(&henk, &molen, march(), 1, now).await;
        assert!(matches!(others, Err(TimeError::NotFound(_))));
        assert_eq!(world.desk.running_timer(&fatima).await.unwrap(), None);
    }

    a_month_is_held_against_the_hours_of_the_agreement(world) {
        eight_hours(world).await;
        let number = world.reports("fatima", "The shop is slow").await;
        let loket = world.reports("henk", "The counter is closed").await;
        types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        types(world, "tom", loket, typed(on("2026-03-10", 45), "a")).await.unwrap();
        // A night at the end of the month.
        world.live_until(at("2026-03-31T21:00:00Z")).await;
        starts(world, "ilse", number).await;
        world.live(120).await;
        stops(world, "ilse", number).await.unwrap();

        let months = molen(world, "marit", "2026-04", 2).await;
        let of = |month: &ClientTime| {
            let line = &month.agreements[0];
            (line.against.spent_s, line.against.agreed_hours, line.name.clone())
        };
        assert_eq!(of(&months[0]), (3_600 + 3_600, Some(8), "Gold".to_owned()));
        assert_eq!(of(&months[1]), (3_600, Some(8), "Gold".to_owned()));
        let (marit, now) = (world.who("marit"), world.now());
        let wish = MonthWish { limit: 1, ..MonthWish::default() };
        let seen = world.desk.month_time(&marit, march(), wish, now).await.unwrap();
        let clients: Vec<_> = seen.clients.iter().map(|it| it.client.as_str()).collect();
        assert_eq!(clients, ["molen", "oosterveld"]);
        let office = &seen.clients[1].agreements[0];
        assert_eq!((office.against.spent_s, office.against.agreed_hours), (2_700, None));
        assert_eq!(seen.incidents.len(), 1);
        assert_eq!((seen.incidents[0].row.number, seen.next), (loket, Some(loket)));
        let wish = MonthWish { before: seen.next, limit: 1, ..MonthWish::default() };
        let rest = world.desk.month_time(&marit, march(), wish, now).await.unwrap();
        assert_eq!((rest.incidents[0].row.number, rest.next), (number, None));
        let people: i64 = seen.people.iter().map(|(_, seconds)| seconds).sum();
        assert_eq!(people, 7_200 + 2_700);
        let file = world.desk.export_time(&marit, march(), None).await.unwrap();
        assert_eq!(file.iter().map(|it| it.seconds).sum::<i64>(), people);
    }

    a_client_reads_what_counts_against_its_hours_and_nothing_else(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        assert!(molen(world, "fatima", "2026-03", 1).await[0].agreements.is_empty(), "no hours");
        let (fatima, key) = (world.who("fatima"), "molen".parse().unwrap());
        let desk = world.desk.clone();
        let incidents = |now| {
            let (desk, fatima, key) = (desk.clone(), fatima.clone(), &key);
            async move { desk.client_incidents(&fatima, key, march(), (None, 50), now).await }
        };
        assert!(incidents(world.now()).await.unwrap().0.is_empty());
        eight_hours(world).await;
        let months = molen(world, "fatima", "2026-03", 1).await;
        assert_eq!(months[0].agreements[0].against.spent_s, 3_600);
        let (found, _) = incidents(world.now()).await.unwrap();
        assert_eq!((found[0].row.number, found[0].seconds), (number, 3_600));
    }

    time_of_a_merged_incident_counts_once_and_comes_back_with_it(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        types(world, "ilse", from, typed(on("2026-03-10", 60), "a")).await.unwrap();
        let (ilse, why) = (world.who("ilse"), "the same".to_owned());
        world.desk.merge(&ilse, (from, into), why, (None, None), world.now()).await.unwrap();
        assert_eq!(total(world, into).await, 3_600, "it is read there");
        let elsewhere = types(world, "tom", from, typed(on("2026-03-10", 30), "b")).await.unwrap();
        assert_eq!(elsewhere.number, into, "time goes on where the work does");
        let spent = |months: &[ClientTime]| months[0].agreements[0].against.spent_s;
        assert_eq!(spent(&molen(world, "marit", "2026-03", 1).await), 5_400);
        world.desk.undo_merge(&ilse, (from, into), (None, None), world.now()).await.unwrap();
        assert_eq!(total(world, from).await, 3_600);
        assert_eq!(total(world, into).await, 1_800);
        assert_eq!(spent(&molen(world, "marit", "2026-03", 1).await), 5_400);
    }

    time_goes_with_its_incident_to_another_application(world) {
        let number = somewhere(world).await;
        types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        let line = |months: Vec<ClientTime>| {
            let line = months[0].agreements[0].clone();
            (line.name, line.applications.len(), line.against.spent_s)
        };
        let before = line(molen(world, "marit", "2026-03", 1).await);
        assert_eq!(before, (String::new(), 0, 3_600), "nothing was agreed for no application");
        world.does("ilse", number, Command::SetApplication("shop".parse().unwrap())).await;
        let after = line(molen(world, "marit", "2026-03", 1).await);
        assert_eq!(after, ("Gold".to_owned(), 1, 3_600));
        world.desk.rebuild(world.now()).await.unwrap();
        assert_eq!(line(molen(world, "marit", "2026-03", 1).await), after);
    }

    what_comes_with_an_incident_into_a_frozen_month_leaves_what_was_published(world) {
        eight_hours(world).await;
        let shop = world.reports("fatima", "The shop is slow").await;
        types(world, "ilse", shop, typed(on("2026-03-10", 60), "a")).await.unwrap();
        let elsewhere = somewhere(world).await;
        types(world, "ilse", elsewhere, typed(on("2026-03-10", 180), "b")).await.unwrap();
        world.live_until(at("2026-04-02T09:00:00Z")).await;
        let (marit, key) = (world.who("marit"), "shop".parse().unwrap());
        world.desk.freeze_month(&marit, &key, march(), "", world.now()).await.unwrap();
        world.does("ilse", elsewhere, Command::SetApplication(key)).await;
        let line = molen(world, "marit", "2026-03", 1).await.remove(0).agreements.remove(0);
        assert_eq!((line.against.spent_s, line.published_s), (240 * 60, Some(60 * 60)));
        world.desk.rebuild(world.now()).await.unwrap();
        let line = molen(world, "marit", "2026-03", 1).await.remove(0).agreements.remove(0);
        assert_eq!(line.published_s, Some(60 * 60), "nor does a rebuild touch it");
    }

    a_stretch_of_thousands_of_years_is_refused_without_looking_up_its_months(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let ages = Stretch::between(at("0001-01-01T00:00:00Z"), at("9999-12-30T00:00:00Z"));
        let refused_as = refused(types(world, "ilse", number, typed(ages, "a")).await);
        assert!(matches!(refused_as, TimeRefusal::TooLong | TimeRefusal::InTheFuture));
    }

    after_the_freeze_a_manager_corrects_and_the_published_sum_stays(world) {
        eight_hours(world).await;
        let number = world.reports("fatima", "The shop is slow").await;
        let entry = types(world, "ilse", number, typed(on("2026-03-10", 60), "a")).await.unwrap();
        types(world, "tom", number, typed(on("2026-03-10", 120), "b")).await.unwrap();
        world.live_until(at("2026-04-02T09:00:00Z")).await;
        let (marit, shop) = (world.who("marit"), "shop".parse().unwrap());
        world.desk.freeze_month(&marit, &shop, march(), "", world.now()).await.unwrap();
        world.live(60).await;
        let more = typed(on("2026-03-10", 30), "c");
        assert_eq!(refused(types(world, "ilse", number, more).await), TimeRefusal::Frozen);
        let shorter = || change(on("2026-03-10", 15), "counted twice");
        assert_eq!(refused(changes(world, "ilse", &entry, shorter()).await), TimeRefusal::Frozen);
        changes(world, "marit", &entry, shorter()).await.unwrap();
        let line = molen(world, "marit", "2026-03", 1).await.remove(0).agreements.remove(0);
        assert_eq!((line.against.spent_s, line.published_s), (135 * 60, Some(180 * 60)));
        let seen = world.sees("marit", number).await.unwrap();
        let noted = world.desk.time_on(&marit, &seen, None, 50).await.unwrap();
        assert_eq!(noted.entries.iter().filter(|it| it.row.is_late).count(), 1);
        // Another version is published: now it is part of that.
        world.live(60).await;
        let again = || world.desk.freeze_month(&marit, &shop, march(), "time", world.now());
        assert!(again().await.unwrap().is_new, "the time changed");
        let line = molen(world, "marit", "2026-03", 1).await.remove(0).agreements.remove(0);
        assert_eq!((line.against.spent_s, line.published_s), (135 * 60, Some(135 * 60)));
        assert!(!again().await.unwrap().is_new, "and now nothing did");
    }

    nothing_is_noted_that_has_not_happened_or_long_before_the_report(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let tomorrow = types(world, "ilse", number, typed(on("2026-03-11", 5), "a")).await;
        assert_eq!(refused(tomorrow), TimeRefusal::InTheFuture);
        let long_ago = types(world, "ilse", number, typed(on("2026-03-08", 5), "a")).await;
        assert_eq!(refused(long_ago), TimeRefusal::BeforeReport);
        let now = world.now();
        let soon = Stretch::between(now, now + SignedDuration::from_mins(5));
        let soon = types(world, "ilse", number, typed(soon, "a")).await;
        assert_eq!(refused(soon), TimeRefusal::InTheFuture);
        let at_once = Stretch::between(now - SignedDuration::from_mins(30), now);
        let one = types(world, "ilse", number, typed(at_once, "a")).await.unwrap();
        let two = types(world, "ilse", number, typed(at_once, "b")).await.unwrap();
        assert!(!one.overlaps && two.overlaps, "it is said, not refused");
        assert_eq!(total(world, number).await, 3_600);
    }
}
