//! Two people at once: one wins, the other is told; nobody overwrites anybody.

use piket_core::incident::{Command, Scope};
use piket_engine::ActionError;
use piket_testkit::{both_engines, message};

both_engines! {
    who_decides_on_what_has_changed_is_told(world) {
        let number = world.goes_down("shop-home").await;
        let id = world.id(number).await;
        let seen = world.state(number).await.version;
        let take = || Command::Take { reason: "ours".to_owned() };
        let (ilse, tom) = (world.who("ilse"), world.who("tom"));
        world.desk.act(&ilse, id, take(), Some(seen), world.now()).await.unwrap();
        let second = world.desk.act(&tom, id, take(), Some(seen), world.now()).await;
        assert!(matches!(second, Err(ActionError::Stale)));
        assert_eq!(world.state(number).await.holder.person, Some("ilse".parse().unwrap()));
    }

    forty_notes_at_once_are_all_there(world) {
        let number = world.goes_down("shop-home").await;
        let id = world.id(number).await;
        let before = world.state(number).await.version;
        let mut writers = tokio::task::JoinSet::new();
        for note in 0..40 {
            let who = world.who(if note % 2 == 0 { "ilse" } else { "tom" });
            let (desk, now) = (world.desk.clone(), world.now());
            writers.spawn(async move {
                let message = message(Scope::Internal, &format!("note {note}"));
                let command = Command::Send { message, remind_at: None };
                desk.act(&who, id, command, None, now).await
            });
        }
        let answers = writers.join_all().await;
        let kept = answers.iter().filter(|answer| answer.is_ok()).count();
        let stale = answers.iter().filter(|a| matches!(a, Err(ActionError::Stale))).count();
        assert_eq!(kept + stale, 40, "kept, or told");
        let written = world.state(number).await.version - before;
        assert_eq!(written as usize, kept);
    }
}
