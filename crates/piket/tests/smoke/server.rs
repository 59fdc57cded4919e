//! The server on an empty folder: the first administrator comes in, an agency is applied, a
//! program opens an incident, the power fails, and a backup is as good as what it was made of.

use crate::console::{Running, run, told, works};
use crate::http::{free_ports, get, post};

const AGENCY: &str = r#"
[installation]
name = "Noordwerk"
default_agreement = "bronze"
default_route = "standard"
service_manager = "sanne"
ladder = { first = "sanne" }

[[person]]
key = "sanne"
name = "Sanne de Wit"
email = "sanne@noordwerk.example"
role = "administrator"
parties = ["own:service_desk", "own:development", "own:incident_manager", "own:account"]

[[client]]
key = "veer"
name = "Het Veer"

[[person]]
key = "wim"
name = "Wim Bos"
email = "wim@veer.example"
role = "client"
client = "veer"
parties = ["client:product_owner", "client:contact"]

[[application]]
key = "veer-site"
name = "Website Het Veer"
client = "veer"
"#;

#[test]
fn an_empty_folder_becomes_an_installation_that_survives_a_power_failure() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let [port] = free_ports();
    let listen = format!("127.0.0.1:{port}");
    let mut server = Running::start(at, &["serve", "--listen", &listen]);

    let link = server.until("/link/");
    let path = link.strip_prefix(&format!("http://{listen}")).unwrap();
    // The line is said just before the doors open; the address is taken already, so this waits.
    assert_eq!(get(path).to(port).unwrap().status, 200);
    assert_eq!(get("/healthz").to(port).unwrap().status, 200);

    std::fs::write(at.join("agency.toml"), AGENCY).unwrap();
    let plan = works(at, &["apply", "agency.toml", "--dry-run"]);
    assert!(plan.contains("new      client veer") && plan.contains("rehearsal"), "{plan}");
    assert!(works(at, &["apply", "agency.toml", "--yes"]).contains("Applied"));
    assert!(works(at, &["apply", "agency.toml", "--yes"]).contains("nothing to change"));
    assert!(!works(at, &["agreement", "diff", "bronze"]).trim().is_empty());
    let none = run(at, &["agreement", "diff", "bronze", "1", "9"]);
    assert!(none.code == 2 && none.err.contains("has no version 9"), "{none:?}");
    std::fs::write(at.join("exported.toml"), works(at, &["export"])).unwrap();
    assert!(works(at, &["apply", "exported.toml", "--yes"]).contains("nothing to change"));

    // A server that runs would know of it within a second; one that starts knows at once.
    assert_eq!(server.stop(), 0);
    let mut server = Running::start(at, &["serve", "--listen", &listen]);
    server.until("/link/");

    let intake = ["token", "add", "intake", "--name", "grafana", "--application", "veer-site"];
    let secret = works(at, &[&intake[..], &["--bare"]].concat());
    let signal = r#"{"action": "open", "key": "disk", "summary": "Disk is full"}"#;
    let intake = format!("/intake/{}", secret.trim());
    let accepted = post(&intake, "application/json", signal).to(port).unwrap();
    assert_eq!(accepted.status, 202, "{accepted:?}");
    server.kill();

    // What was acknowledged is there.
    let list = works(at, &["incident", "list", "--as", "sanne"]);
    assert!(list.contains("Disk is full"), "{list}");
    let copied = works(at, &["backup", "copy.db"]);
    assert!(copied.contains("1 incidents"), "{copied}");
    let again = run(at, &["backup", "copy.db"]);
    assert!(again.code == 1 && again.err.contains("there is a file of that name"), "{again:?}");

    let refused = run(at, &["restore", "copy.db"]);
    assert!(refused.code == 3 && refused.err.contains("--replace"), "{refused:?}");
    assert!(works(at, &["restore", "copy.db", "--replace"]).contains("put aside"));
    assert!(works(at, &["verify"]).contains("1 timelines"));
    assert!(works(at, &["rebuild"]).contains("1 incidents"));
    assert!(works(at, &["incident", "list", "--as", "sanne"]).contains("Disk is full"));
}

#[test]
fn a_file_that_is_no_backup_is_not_put_in_the_place_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    works(folder.path(), &["verify"]);
    std::fs::write(folder.path().join("notes.txt"), "no database").unwrap();
    let refused = run(folder.path(), &["restore", "notes.txt", "--replace"]);
    assert!(refused.code == 1 && refused.err.contains("no backup"), "{refused:?}");
    assert!(works(folder.path(), &["verify"]).contains("0 timelines"));
}

#[test]
fn a_person_is_added_and_a_secret_is_kept_that_nobody_can_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("agency.toml"), AGENCY).unwrap();
    works(at, &["apply", "agency.toml", "--yes"]);
    let new = ["user", "add", "joost@noordwerk.example", "--name", "Joost Vos"];
    let added = works(at, &[&new[..], &["--role", "engineer"]].concat());
    assert!(added.contains("joost-vos") && added.contains("/link/"), "{added}");
    let weak = told(at, &["user", "password", "joost-vos", "--stdin"], "kort\n");
    assert!(weak.code == 1 && weak.err.contains("at least 12 characters"), "{weak:?}");
    let set = told(at, &["user", "password", "joost-vos", "--stdin"], "fietspomp op donderdag\n");
    assert_eq!(set.code, 0, "{set:?}");
    let list = works(at, &["user", "list"]);
    assert!(list.contains("signs in") && list.contains("no password yet"), "{list}");
    works(at, &["user", "deactivate", "joost@noordwerk.example"]);
    assert!(works(at, &["user", "list"]).contains("left"));

    assert_eq!(told(at, &["secret", "set", "smtp/password"], "zomerregen 7\n").code, 0);
    let names = works(at, &["secret", "list"]);
    assert!(names.contains("smtp/password") && !names.contains("zomerregen"), "{names}");
    for file in std::fs::read_dir(at.join("piket-data")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(10).any(|part| part == b"zomerregen"));
    }
}
