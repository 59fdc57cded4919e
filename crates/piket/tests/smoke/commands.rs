//! What the command line says when it is asked wrongly: what is wrong, what to do, and a number
//! that tells whose fault it was.

use crate::console::{Said, run, works};

fn wrong(arguments: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), arguments)
}

#[test]
fn every_mistake_has_a_hint() {
    for (arguments, code, text, hint) in [
        (&["incident", "list"][..], 2, "as whom", "--as ilse"),
        (&["incident", "list", "--as", "nobody"], 2, "there is nobody", "user list"),
        (&["check", "run", "shop"], 2, "there is no check shop", "piket apply"),
        (&["check", "run", "--url", "nonsense"], 2, "cannot be looked at", "https://"),
        (&["agreement", "diff", "gold"], 2, "there is no agreement gold", "known are bronze"),
        (&["token", "add", "api", "--name", "x"], 2, "acts for a person", "--for"),
        (&["secret", "forget", "x"], 2, "there is no secret", "secret list"),
        (&["apply", "nowhere.toml"], 2, "cannot be read", ".toml"),
        (&["verify", "--database-url", "mysql://x"], 1, "cannot be opened", "PostgreSQL"),
        (&["verify", "--settings", "nowhere.toml"], 2, "cannot be read", "--settings"),
        (&["serve", "--log", "piket=loud"], 2, "the level of the log", "debug"),
    ] {
        let said = wrong(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {said:?}");
        let (first, second) =
            said.err.split_once("\n hint: ").unwrap_or_else(|| panic!("{said:?}"));
        assert!(first.starts_with("error: ") && first.contains(text), "{said:?}");
        assert!(second.contains(hint), "{said:?}");
    }
}

#[test]
fn a_configuration_with_mistakes_is_refused_with_each_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[client]]\nkey = \"veer\"\nnane = \"Het Veer\"\n";
    std::fs::write(folder.path().join("agency.toml"), text).unwrap();
    let said = run(folder.path(), &["apply", "agency.toml"]);
    insta::assert_snapshot!(format!("{}{}exit {}", said.out, said.err, said.code));
}

#[test]
fn settings_are_shown_with_where_they_came_from() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("piket.toml"), "listen = \"0.0.0.0:9000\"\n").unwrap();
    let shown = works(folder.path(), &["config", "show", "--database-url", "sqlite:x.db"]);
    assert!(shown.contains("piket.toml:1"), "{shown}");
    assert!(shown.contains("the command line"), "{shown}");
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let [port] = crate::http::free_ports();
    let text = format!(
        "[smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
         from_address = \"desk@noordwerk.example\"\n"
    );
    std::fs::write(folder.path().join("piket.toml"), text).unwrap();
    let said = run(folder.path(), &["doctor"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("WRONG  the mail server 127.0.0.1"), "{said:?}");
    assert!(said.out.contains("there is no database piket-data/piket.db yet"), "{said:?}");
    assert!(!folder.path().join("piket-data").exists(), "a doctor makes nothing");
    assert!(said.out.contains("is made at the first start"), "{said:?}");
}

#[test]
fn completions_and_licences_are_written_without_an_installation() {
    let folder = tempfile::tempdir().unwrap();
    assert!(works(folder.path(), &["completions", "bash"]).contains("_piket"));
    assert!(works(folder.path(), &["licences"]).contains("rustls"));
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing was made");
}
