//! Settings: who wins, what is refused and with which hint, what is shown.

use super::*;
use crate::failure;

fn variables(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn file(text: &str) -> (tempfile::TempDir, OnCommandLine) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("piket.toml");
    std::fs::write(&path, text).unwrap();
    (folder, OnCommandLine { file: Some(path), settings: Vec::new() })
}

fn settings(text: &str, environment: &[(&str, &str)]) -> Result<Settings, Failure> {
    let (_folder, command_line) = file(text);
    Settings::of(&read(&variables(environment), &command_line)?)
}

/// What a person is told, without the folder of the file.
fn refusal(text: &str, environment: &[(&str, &str)]) -> String {
    let told = failure::told(&settings(text, environment).unwrap_err().into());
    let words = told.split('/').next_back().unwrap_or_default();
    let start = told.find('/').unwrap_or(told.len());
    if told.contains("piket.toml") { format!("{}{words}", &told[..start]) } else { told }
}

#[test]
fn without_any_settings_an_installation_is_small_and_on_this_machine() {
    let settings = settings("", &[]).unwrap();
    assert_eq!(settings.database_url, "sqlite:piket-data/piket.db");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.public_url, "http://127.0.0.1:8080");
    assert_eq!(settings.key_file, Path::new("piket-data/piket.key"));
    assert!(settings.smtp.is_none() && settings.checks.enabled);
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let (_folder, mut command_line) = file("listen = \"0.0.0.0:1\"\npublic_url = \"http://a\"\n");
    let environment = variables(&[("PIKET_LISTEN", "0.0.0.0:2"), ("PIKET_PUBLIC_URL", "http://b")]);
    command_line.settings.push(("listen", "0.0.0.0:3".to_owned()));
    let settings = Settings::of(&read(&environment, &command_line).unwrap()).unwrap();
    assert_eq!((settings.listen.port(), settings.public_url.as_str()), (3, "http://b"));
}

#[test]
fn the_key_lies_beside_the_database_file_and_never_in_the_database() {
    let settings = settings("database_url = \"sqlite:/var/lib/piket/desk.db\"", &[]).unwrap();
    assert_eq!(settings.key_file, Path::new("/var/lib/piket/piket.key"));
}

#[test]
fn a_mistyped_setting_is_refused_with_the_one_that_was_meant() {
    insta::assert_snapshot!(refusal("[smtp]\nhots = \"mail.example\"", &[]), @r"
    error: piket.toml:2: there is no setting `smtp.hots`
     hint: did you mean `smtp.host`?
    ");
    insta::assert_snapshot!(refusal("colour = \"red\"", &[]), @r"
    error: piket.toml:1: there is no setting `colour`
     hint: `piket config show` lists all settings
    ");
    insta::assert_snapshot!(refusal("", &[("PIKET_DATABSE_URL", "x")]), @r"
    error: the environment sets PIKET_DATABSE_URL, which is no setting of Piket
     hint: did you mean `PIKET_DATABASE_URL`?
    ");
}

#[test]
fn a_value_of_another_kind_is_refused_where_it_stands() {
    insta::assert_snapshot!(refusal("\n\nlisten = 8080", &[]), @r"
    error: piket.toml:3: `listen` is a text between quotes
     hint: it sets the address and port on which pages and API are served
    ");
    insta::assert_snapshot!(refusal("", &[("PIKET_CHECKS_ENABLED", "maybe")]), @r"
    error: PIKET_CHECKS_ENABLED: `checks.enabled` is true or false
     hint: it sets whether this server runs checks
    ");
    insta::assert_snapshot!(refusal("checks.at_once = 0", &[]), @r"
    error: piket.toml:1: `checks.at_once` cannot be used as it is
     hint: write a number from 1 to 10000
    ");
}

#[test]
fn half_a_mail_server_is_refused() {
    insta::assert_snapshot!(refusal("[smtp]\nhost = \"mail.example\"", &[]), @r#"
    error: smtp.host is set, and smtp.from_address is not
     hint: say from which address letters go out: from_address = "desk@agency.example"
    "#);
    insta::assert_snapshot!(refusal("[smtp]\nfrom_name = \"Desk\"", &[]), @r"
    error: piket.toml:2: `smtp.from_name` cannot be used as it is
     hint: write no use without smtp.host; name the mail server
    ");
}

#[test]
fn the_password_of_the_mail_server_can_lie_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("password");
    std::fs::write(&path, "zomerregen 7\n").unwrap();
    let environment = [
        ("PIKET_SMTP_HOST", "mail.example"),
        ("PIKET_SMTP_FROM_ADDRESS", "desk@agency.example"),
        ("PIKET_SMTP_USERNAME", "desk"),
        ("PIKET_SMTP_PASSWORD_FILE", path.to_str().unwrap()),
    ];
    let mail = settings("", &environment).unwrap().smtp.unwrap();
    assert_eq!(mail.password.unwrap().expose(), "zomerregen 7");
}

#[test]
fn what_is_shown_names_every_origin_and_no_secret() {
    let (_folder, command_line) = file("database_url = \"postgres://desk:geheim@db/piket\"\n");
    let environment = variables(&[
        ("PIKET_SMTP_HOST", "mail.example"),
        ("PIKET_SMTP_FROM_ADDRESS", "desk@agency.example"),
        ("PIKET_SMTP_USERNAME", "desk"),
        ("PIKET_SMTP_PASSWORD", "zomerregen"),
    ]);
    let typed = read(&environment, &command_line).unwrap();
    let shown = show(&typed, &Settings::of(&typed).unwrap());
    assert!(!shown.contains("zomerregen") && !shown.contains("geheim"), "{shown}");
    assert!(shown.contains("postgres://desk:(hidden)@db/piket"), "{shown}");
    assert!(shown.contains("piket.toml:1") && shown.contains("# PIKET_SMTP_HOST"), "{shown}");
    for known in KNOWN {
        let name = known.name.rsplit('.').next().unwrap();
        assert!(shown.contains(name), "{name} is missing in\n{shown}");
    }
}
