//! What is said about files that cannot be read.

use super::*;

fn mistakes(text: &str) -> Vec<String> {
    let mistakes = file::read(&[file("a.toml", text)]).unwrap_err();
    mistakes.iter().map(Finding::to_string).collect()
}

#[test]
fn a_field_that_is_not_known_is_told_with_its_line_and_the_one_that_was_meant() {
    let text = "[[client]]\nkey = \"molen\"\nnaam = \"Bakkerij\"\n";
    assert_eq!(
        mistakes(text),
        ["error: a.toml:3: there is no field `naam` here\n  hint: did you mean `name`?"]
    );
}

#[test]
fn a_field_that_is_not_known_deep_in_an_entry_has_its_own_line() {
    let text = "[[calendar]]\nkey = \"a\"\nname = \"A\"\ntz = \"UTC\"\n\
                [[calendar.versions]]\nweekley = { mon = [\"09:00-17:00\"] }\n";
    assert_eq!(
        mistakes(text),
        ["error: a.toml:6: there is no field `weekley` here\n  hint: did you mean `weekly`?"]
    );
}

#[test]
fn a_word_that_is_not_known_is_told_with_the_one_that_was_meant() {
    let text = "[[person]]\nkey = \"mila\"\nname = \"Mila\"\nemail = \"m@example.org\"\n\
                role = \"enginer\"\n";
    assert_eq!(
        mistakes(text),
        ["error: a.toml:5: `enginer` is not one of the words that can stand here\n  \
          hint: did you mean `engineer`?"]
    );
}

#[test]
fn a_kind_that_is_not_known_or_has_the_wrong_brackets_is_told() {
    let text =
        "[[clients]]\nkey = \"a\"\n\n[supplier]\nkey = \"b\"\n\n[[installation]]\nname = \"C\"\n";
    let mut found = mistakes(text);
    found.sort();
    assert_eq!(
        found,
        [
            "error: a.toml:1: there is no `clients` in a configuration\n  hint: did you mean `client`?",
            "error: a.toml:4: there can be many of `supplier`\n  \
             hint: write [[supplier]], with two brackets",
            "error: a.toml:7: there is one installation\n  hint: write [installation]",
        ]
    );
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let files = [
        file("a.toml", "[[client]]\nkey = \"A\"\nname = \"A\"\n\n[[client]]\nkey = \"b\"\n"),
        file("b.toml", "[[client]\n"),
    ];
    let mistakes = file::read(&files).unwrap_err();
    let told: Vec<_> = mistakes.iter().map(|it| it.place.to_string()).collect();
    assert_eq!(told, ["a.toml:2", "a.toml:5", "b.toml:1"]);
    assert!(mistakes[0].text.contains("\"A\" is not a key"), "{}", mistakes[0]);
    assert!(mistakes[1].text.contains("missing field `name`"), "{}", mistakes[1]);
}

#[test]
fn the_same_key_in_two_files_names_both_places() {
    let files = [
        file("a.toml", "[[client]]\nkey = \"molen\"\nname = \"De Molen\"\n"),
        file("b.toml", "\n[[client]]\nkey = \"molen\"\nname = \"Molen\"\n"),
    ];
    let mistakes = file::read(&files).unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert_eq!(
        mistakes[0].to_string(),
        "error: b.toml:2: client molen is written twice\n  \
         hint: the first is at a.toml:1; keep one of them"
    );
}

#[test]
fn the_installation_is_written_once() {
    let one = |name: &str| file(name, "[installation]\nname = \"A\"\n");
    let mistakes = file::read(&[one("a.toml"), one("b.toml")]).unwrap_err();
    assert_eq!(mistakes[0].text, "the installation is written twice");
}

#[test]
fn several_files_are_one_configuration() {
    let files = [
        file("a.toml", "[[client]]\nkey = \"molen\"\nname = \"De Molen\"\n"),
        file("b.toml", "[[supplier]]\nkey = \"molen\"\nname = \"Molen\"\n"),
    ];
    assert_eq!(file::read(&files).unwrap().len(), 2);
}

#[test]
fn dates_and_instants_may_stand_without_quotes() {
    let text = "[[calendar]]\nkey = \"a\"\nname = \"A\"\ntz = \"UTC\"\n[[calendar.versions]]\n\
                effective_from = 2026-07-01T00:00:00+02:00\nclosed_on = [2026-05-15, \"2026-05-16\"]\n";
    let written = file::read(&[file("a.toml", text)]).unwrap();
    let Entry::Calendar(calendar) = &written[0].entry else { panic!("a calendar") };
    let version = &calendar.versions[0];
    assert_eq!(version.closed_on.len(), 2);
    assert_eq!(version.effective_from, Some("2026-06-30T22:00:00Z".parse().unwrap()));
}

#[test]
fn an_instant_without_its_offset_gets_a_hint() {
    for written in ["2026-07-01T00:00:00", "2026-07-01", "\"2026-07-01\""] {
        let text = format!(
            "[[calendar]]\nkey = \"a\"\nname = \"A\"\ntz = \"UTC\"\n[[calendar.versions]]\n\
             effective_from = {written}\n"
        );
        let told = mistakes(&text).remove(0);
        assert!(told.starts_with("error: a.toml:6: "), "{told}");
        assert!(told.ends_with("hint: an instant needs its offset: 2026-07-01T00:00:00+02:00"));
    }
}

#[test]
fn opening_hours_without_quotes_get_a_hint() {
    let text = "[[calendar]]\nkey = \"a\"\nname = \"A\"\ntz = \"UTC\"\n[[calendar.versions]]\n\
                weekly = { mon = [09:00-17:00] }\n";
    let told = mistakes(text).remove(0);
    assert!(told.starts_with("error: a.toml:6: "), "{told}");
    assert!(told.ends_with("hint: opening hours stand in quotes: \"09:00-17:00\""), "{told}");
}

#[test]
fn a_priority_with_its_letter_gets_a_hint() {
    let text = "[[agreement]]\nkey = \"gold\"\nname = \"Gold\"\ntier = \"gold\"\ncalendar = \"a\"\n\
                [[agreement.target]]\nmetric = \"reaction\"\npriority = \"P1\"\nminutes = 5\n";
    let told = mistakes(text).remove(0);
    assert!(told.starts_with("error: a.toml:8: "), "{told}");
    assert!(told.ends_with("hint: priorities are numbers: 1 for P1 to 5 for P5"), "{told}");
}

#[test]
fn a_number_that_is_none_is_refused() {
    let text = AGENCY.replace("equals = 1.0", "equals = nan");
    let told = mistakes(&text).remove(0);
    assert!(told.ends_with("this is not a number that can be kept"), "{told}");
}

#[test]
fn an_empty_file_is_an_empty_configuration() {
    assert_eq!(file::read(&[file("a.toml", "")]), Ok(Vec::new()));
    assert_eq!(file::read(&[]), Ok(Vec::new()));
}
