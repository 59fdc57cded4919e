//! Applying, applying again, writing back, letting go.

use super::*;

fn whats(changes: &[Change]) -> Vec<String> {
    let told = |it: &Change| format!("{} {} {:?}", it.kind, it.key, it.what);
    changes.iter().filter(|it| it.what != What::Unchanged).map(told).collect()
}

async fn prune(house: &House, files: &[File]) -> Applied {
    apply(&house.store, files, Wish { prune: true }, &Actor::Piket, now()).await.unwrap()
}

#[tokio::test]
async fn a_furnished_installation_promises_something_and_is_furnished_once() {
    let house = House::new().await;
    let (_, directory) = load(&house.store).await.unwrap();
    let pin = directory.agreement_for(None, None).unwrap();
    assert_eq!(directory.agreement(&pin).unwrap().targets.len(), 20);
    assert!(directory.route_for(None).is_some());
    assert_eq!(directory.calendars.len(), 2);
    assert_eq!(directory.current_matrices().len(), 1);
    assert!(furnish(&house.store, now()).await.unwrap().is_none());
}

#[tokio::test]
async fn applying_twice_changes_nothing_the_second_time() {
    let house = House::new().await;
    let first = house.apply(&agency()).await.unwrap();
    assert_eq!(first.changes.len(), file::read(&agency()).unwrap().len());
    let before = house.stored().await;

    let second = house.apply(&agency()).await.unwrap();

    assert_eq!(whats(&second.changes), [""; 0]);
    assert_eq!(second.revision, first.revision);
    assert_eq!(house.stored().await, before);
}

#[tokio::test]
async fn a_change_is_told_by_its_fields_and_makes_a_version() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let changed = agency_with("minutes = 15", "minutes = 20");

    let plan = preview(&house.store, &changed, Wish::default(), now()).await.unwrap();
    assert!(
        plan.to_string().starts_with("  changed  agreement gold: target[0].minutes\n"),
        "{plan}"
    );
    let applied = house.apply(&changed).await.unwrap();

    assert_eq!(whats(&applied.changes), ["agreement gold Changed([\"target[0].minutes\"])"]);
    let (_, directory) = load(&house.store).await.unwrap();
    let gold = &directory.agreements[&"gold".parse().unwrap()];
    assert_eq!(gold.current().unwrap().0, 2);
    assert_eq!(gold.pinned(1).unwrap().targets[0].minutes, 15);
}

#[tokio::test]
async fn what_was_refused_has_changed_nothing() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let before = house.stored().await;
    let wrong = agency_with("agreement = \"gold\"", "agreement = \"goud\"");

    let error = house.apply(&wrong).await.unwrap_err();

    assert_eq!(error.to_string(), "the configuration would not be valid; 1 error");
    assert_eq!(error.findings().iter().filter(|it| it.blocks()).count(), 1);
    assert_eq!(house.stored().await, before);
}

#[tokio::test]
async fn an_export_gives_an_empty_installation_the_same_configuration() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    house.apply_at(&agency_with("sat = [\"22:00-06:00\"]", "sat = []"), later(30)).await.unwrap();
    let text = house.export().await;

    let other = House::empty();
    other.apply_at(&[file("export.toml", &text)], later(400)).await.unwrap();

    assert_eq!(newest(&other).await, newest(&house).await);
    assert_eq!(other.export().await, text);
}

#[tokio::test]
async fn an_export_applied_where_it_came_from_changes_nothing() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let text = house.export().await;
    let applied = house.apply_at(&[file("export.toml", &text)], later(30)).await.unwrap();
    assert_eq!(whats(&applied.changes), [""; 0]);
}

#[tokio::test]
async fn an_export_reads_like_a_file_that_people_write() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let text = house.export().await;
    for wanted in [
        "[installation]\nname = \"Lantaarn\"\n",
        "[[client]]\nkey = \"molen\"\nname = \"Bakkerij De Molen\"\nroute = \"bakery\"\n",
        "  { metric = \"reaction\", priority = 1, minutes = 15 },\n",
        "2026-04-27 = { en = \"King's Day\", nl = \"Koningsdag\" }\n",
        "components = [\n  { key = \"server\", name = \"Server\", supplier = \"nordhost\" },\n]\n",
    ] {
        assert!(text.contains(wanted), "{wanted}\n---\n{text}");
    }
}

#[tokio::test]
async fn what_is_not_in_the_files_stays_unless_asked_otherwise() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let check = AGENCY.find("[[check]]").unwrap();
    let without = [file("agency.toml", &AGENCY[..check])];

    let applied = house.apply(&without).await.unwrap();
    assert_eq!(whats(&applied.changes), [""; 0]);
    assert_eq!(load(&house.store).await.unwrap().1.checks.len(), 1);
}

#[tokio::test]
async fn pruning_retires_documents_and_lets_people_go() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let text = house.export().await;
    let people = "\n[[person]]\nkey = \"bram\"\nname = \"Bram\"\nemail = \"bram@lantaarn.example\"\n\
                  role = \"engineer\"\n";
    let client = "\n[[client]]\nkey = \"zon\"\nname = \"Zon\"\n";
    house.apply(&[file("a.toml", &format!("{text}{people}{client}"))]).await.unwrap();

    let applied = prune(&house, &[file("a.toml", &text)]).await;

    assert_eq!(whats(&applied.changes), ["client zon Retired", "person bram Retired"]);
    let (_, directory) = load(&house.store).await.unwrap();
    assert_eq!(directory.clients.len(), 1);
    assert!(!directory.people[&"bram".parse().unwrap()].is_active);
    assert!(!house.export().await.contains("\"zon\""));
    let again = prune(&house, &[file("a.toml", &house.export().await)]).await;
    assert_eq!(whats(&again.changes), [""; 0]);

    let back = house.apply(&[file("b.toml", client)]).await.unwrap();
    assert_eq!(whats(&back.changes), ["client zon New"]);
    assert_eq!(load(&house.store).await.unwrap().1.clients.len(), 2);
}

#[tokio::test]
async fn pruning_what_is_still_needed_is_refused() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let before = house.stored().await;
    let only =
        [file("a.toml", "[installation]\nname = \"Lantaarn\"\ndefault_route = \"standard\"\n")];
    let wish = Wish { prune: true };
    let error = apply(&house.store, &only, wish, &Actor::Piket, now()).await.unwrap_err();
    assert!(error.findings().iter().any(|it| it.text.contains("there is no route standard")));
    assert_eq!(house.stored().await, before);
}

#[tokio::test]
async fn a_retired_matrix_still_tells_what_it_told() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let text = house.export().await;
    let from = text.find("[[matrix]]\nkey = \"webshop\"").unwrap();
    let to = text.find("[[check]]").unwrap();
    let without = format!("{}{}", &text[..from], &text[to..]);

    prune(&house, &[file("a.toml", &without)]).await;

    let (_, directory) = load(&house.store).await.unwrap();
    let retired = &directory.matrices[&"webshop".parse().unwrap()];
    assert!(retired.current().is_none());
    assert!(retired.pinned(1).is_some());
}

#[tokio::test]
async fn two_who_apply_at_once_both_get_their_way() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let client =
        |key: &str| [file("a.toml", &format!("[[client]]\nkey = {key:?}\nname = {key:?}\n"))];
    let (zon, maan) = (client("zon"), client("maan"));
    let (one, other) = tokio::join!(house.apply(&zon), house.apply(&maan));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(load(&house.store).await.unwrap().1.clients.len(), 3);
}

#[test]
fn a_document_that_does_not_read_is_left_out_and_told() {
    let mut stored = starter();
    let body = serde_json::json!({"key": "molen", "name": "De Molen", "colour": "red"});
    let document = Document { kind: Kind::Client, key: "molen".to_owned(), body };
    stored.push(Stored { document, version: 3, is_retired: false });

    let built = build(&stored);

    assert!(built.directory.clients.is_empty());
    assert_eq!(built.directory.calendars.len(), 2);
    assert_eq!(built.findings.len(), 1);
    assert!(built.findings[0].to_string().contains("client molen: version 3 cannot be read"));
}

fn later(days: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_hours(24 * days)
}

/// The newest version of every document.
async fn newest(house: &House) -> Vec<Document> {
    let mut newest = std::collections::BTreeMap::new();
    for stored in house.stored().await.1 {
        newest.insert((stored.document.kind, stored.document.key.clone()), stored.document);
    }
    newest.into_values().collect()
}

#[tokio::test]
async fn a_check_runs_with_the_word_behind_the_name_and_an_export_has_the_name() {
    use crate::chance::SeededChance;
    use crate::secret::{Keyring, Secret, named};

    let house = House::new().await;
    let headers = "\nheaders = { Authorization = \"secret:authorization\" }\nexpect";
    house.apply(&agency_with("\nexpect", headers)).await.unwrap();
    let (_, directory) = load(&house.store).await.unwrap();
    let check = directory.checks.values().next().unwrap();
    let keyring = Keyring::of([7; 32]);
    let missing = with_credentials(&house.store, &keyring, check.clone()).await.unwrap_err();
    assert!(missing.to_string().contains("check/webshop-home/authorization"), "{missing}");

    let name = named::of_check(&check.key, "authorization");
    let (word, chance) = (Secret::new("Bearer 12345"), SeededChance::new(1));
    named::put(&house.store, &keyring, &name, &word, &chance, now()).await.unwrap();
    let ready = with_credentials(&house.store, &keyring, check.clone()).await.unwrap();

    let piket_core::check::Probe::Http(http) = ready.probe else { panic!("an HTTP check") };
    assert_eq!(http.headers["Authorization"], "Bearer 12345");
    let text = house.export().await;
    assert!(text.contains("secret:authorization") && !text.contains("12345"), "{text}");
}
