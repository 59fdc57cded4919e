//! What is found in configurations that can be read but do not make sense.

use super::*;

#[test]
fn the_agency_may_be_applied() {
    let errors: Vec<_> = findings(&agency()).into_iter().filter(Finding::blocks).collect();
    assert_eq!(errors, []);
}

#[test]
fn what_is_named_must_be_there() {
    for (old, new, wanted) in [
        (
            "client = \"molen\"\nurl",
            "client = \"molens\"\nurl",
            "client: there is no client molens",
        ),
        ("agreement = \"gold\"", "agreement = \"golden\"", "there is no agreement golden"),
        ("supplier = \"nordhost\"", "supplier = \"nord\"", "there is no supplier nord"),
        ("calendar = \"shop-hours\"", "calendar = \"shop\"", "there is no calendar shop"),
        ("route = \"bakery\"", "route = \"bake\"", "there is no route bake"),
        ("first = \"mila\"", "first = \"milla\"", "there is no person milla"),
        ("component = \"server\"", "component = \"serve\"", "has no component serve"),
        ("default_route = \"standard\"", "default_route = \"std\"", "there is no route std"),
    ] {
        let found = findings(&agency_with(old, new));
        let told = found.iter().find(|it| it.blocks() && it.text.contains(wanted));
        assert!(told.is_some(), "{wanted}: {found:#?}");
        assert!(told.unwrap().hint.is_some(), "{wanted}");
    }
}

#[test]
fn a_finding_about_what_is_written_tells_its_line() {
    let told = only_error(&agency_with("agreement = \"gold\"", "agreement = \"goud\""));
    let line = line_of("[[application]]");
    assert_eq!(
        told,
        format!(
            "error: application webshop (agency.toml:{line}): agreement: there is no agreement \
             goud\n  hint: did you mean `gold`?"
        )
    );
}

#[test]
fn a_calendar_that_is_never_open_is_refused() {
    let told = only_error(&agency_and(
        "[[calendar]]\nkey = \"never\"\nname = \"Never\"\ntz = \"UTC\"\n[[calendar.versions]]\n",
    ));
    assert!(told.starts_with("error: calendar never (more.toml:1): it is never open"), "{told}");
}

#[test]
fn a_calendar_that_closes_for_good_is_refused_whatever_the_reason() {
    let told = only_error(&agency_and(
        "[[calendar]]\nkey = \"over\"\nname = \"Over\"\ntz = \"UTC\"\n\
         closed_season_because = \"Moved\"\n[[calendar.versions]]\n\
         weekly = { mon = [\"09:00-17:00\"] }\n[[calendar.versions]]\n\
         effective_from = 2026-06-01T00:00:00Z\n",
    ));
    assert!(told.contains("it closes for good"), "{told}");
}

#[test]
fn a_closed_season_needs_a_reason() {
    let season = |more: &str| {
        let closed: Vec<_> = (1..=31).map(|day| format!("2026-07-{day:02}")).collect();
        agency_and(&format!(
            "[[calendar]]\nkey = \"school\"\nname = \"School\"\ntz = \"UTC\"\n{more}\
             [[calendar.versions]]\nweekly = {{ mon = [\"09:00-17:00\"] }}\nclosed_on = [{}]\n",
            closed.join(", ")
        ))
    };
    let told = only_error(&season(""));
    assert!(told.contains("is closed for the 31 days from"), "{told}");
    assert!(told.contains("closed_season_because"), "{told}");
    let excused = findings(&season("closed_season_because = \"Summer\"\n"));
    assert!(!excused.iter().any(Finding::blocks), "{excused:#?}");
}

#[test]
fn people_stand_on_their_own_side_of_the_wall() {
    let told = only_error(&agency_with(
        "parties = [\"client:stakeholders\"]",
        "parties = [\"client:stakeholders\", \"own:account\"]",
    ));
    assert!(told.contains("parties: own:account is not for the role client"), "{told}");
    let engineer = "role = \"engineer\"\nparties";
    let found =
        findings(&agency_with(engineer, "role = \"engineer\"\nclient = \"molen\"\nparties"));
    let told = found.iter().any(|it| it.text == "client: somebody of a client is no engineer");
    assert!(told, "{found:#?}");
    let without = findings(&agency_with(
        "client = \"molen\"\nparties = [\"client:st",
        "parties = [\"client:st",
    ));
    let told =
        without.iter().any(|it| it.text == "client: somebody with role client is of a client");
    assert!(told, "{without:#?}");
}

#[test]
fn people_of_a_client_are_limited_to_its_applications() {
    let mut files = agency_with(
        "role = \"client\"\nclient = \"molen\"\nparties = [\"client:st",
        "role = \"client\"\nclient = \"zon\"\napplications = [\"webshop\"]\nparties = [\"client:st",
    );
    files.push(file("zon.toml", "[[client]]\nkey = \"zon\"\nname = \"Zon\"\n"));
    let told = only_error(&files);
    assert!(told.contains("applications: webshop is not of client zon"), "{told}");
}

#[test]
fn an_address_is_well_formed_and_belongs_to_one_person() {
    let told = only_error(&agency_with("henk@molen.example", "henk"));
    assert!(told.contains("email: \"henk\" is not an address"), "{told}");
    let told = only_error(&agency_with("henk@molen.example", "EVA@molen.example"));
    assert!(told.contains("is the address of eva too"), "{told}");
    let injected = "henk@molen.example\\r\\nBcc: all@example.org";
    let told = only_error(&agency_with("henk@molen.example", injected));
    assert!(told.contains("is not an address"), "{told}");
}

#[test]
fn a_page_never_links_to_a_script() {
    let told = only_error(&agency_with("\"https://shop.example.org\"", "\"javascript:alert(1)\""));
    assert!(told.contains("is not a web address"), "{told}");
}

#[test]
fn a_credential_does_not_stand_in_a_configuration() {
    let with = |value: &str| {
        let headers = format!("headers = {{ Authorization = \"{value}\" }}\nexpect");
        agency_with("\nexpect", &format!("\n{headers}"))
    };
    let told = only_error(&with("Bearer 12345"));
    assert!(told.contains("the header Authorization carries a credential"), "{told}");
    assert!(!told.contains("12345"), "{told}");
    assert!(!findings(&with("secret:webshop")).iter().any(Finding::blocks));
}

#[test]
fn a_matrix_that_breaks_the_rules_is_refused() {
    let told =
        only_error(&agency_with("\"own:incident_manager\" = \"A\"", "\"own:account\" = \"I\""));
    assert!(told.contains("matrix webshop"), "{told}");
    assert!(told.contains("E1 in 2.2: nobody is accountable"), "{told}");
}

#[test]
fn an_application_without_the_people_of_its_matrix_is_refused() {
    let found = findings(&agency_with("[\"own:development\"]", "[]"));
    let told = found.iter().find(|it| it.text.contains("E4")).unwrap();
    assert!(told.text.contains("own:development is A or R"), "{told}");
    assert!(told.text.ends_with("(for application webshop)"), "{told}");
}

#[test]
fn two_matrices_for_the_same_place_are_refused() {
    let more = "[[matrix]]\nkey = \"second\"\nname = \"Second\"\napplication = \"webshop\"\n";
    let found = findings(&agency_and(more));
    assert!(found.iter().any(|it| it.blocks() && it.text.contains("the very same place")));
}

#[test]
fn an_application_that_no_matrix_serves_is_refused() {
    let written = file::read(&agency()).unwrap();
    let without = starter().into_iter().filter(|it| it.document.kind != Kind::Matrix);
    let written = written.into_iter().filter(|it| it.entry.kind() != Kind::Matrix);
    let without: Vec<_> = without.collect();
    let plan = plan(&without, written.collect(), Wish::default(), now());
    assert!(
        plan.findings.iter().any(|it| it.blocks() && it.text.starts_with("no matrix serves it"))
    );
}

#[test]
fn a_supplier_that_is_slower_than_our_promise_is_a_warning() {
    // 240 minutes of shop hours can be a whole weekend; 120 minutes of day and night never end
    // later. Of shop hours themselves, 241 do.
    let slower = |files: &[File]| {
        let found = findings(files);
        assert!(!found.iter().any(Finding::blocks), "{found:#?}");
        found.iter().filter(|it| it.text.contains("supplier nordhost")).count()
    };
    assert_eq!(slower(&agency()), 0);
    assert_eq!(slower(&agency_with("restore_minutes = 120", "restore_minutes = 600")), 1);
    let same_hours = "calendar = \"shop-hours\"\nrestore_minutes = 241";
    let old = "calendar = \"always\"\nrestore_minutes = 120";
    assert_eq!(slower(&agency_with(old, same_hours)), 1);
}

#[test]
fn the_same_finding_for_several_applications_is_told_once() {
    let more = "[[application]]\nkey = \"intranet\"\nname = \"Intranet\"\nclient = \"molen\"\n";
    let mut files = agency_with("[\"own:development\"]", "[]");
    files.push(file("more.toml", more));
    let found = findings(&files);
    let told: Vec<_> = found.iter().filter(|it| it.text.contains("E4")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].text.ends_with("(for applications intranet, webshop)"), "{}", told[0]);
}

#[test]
fn errors_come_before_warnings() {
    let slow = AGENCY.replace("restore_minutes = 120", "restore_minutes = 600");
    let found = findings(&[file("agency.toml", &slow.replace("henk@molen.example", "henk"))]);
    let severities: Vec<_> = found.iter().map(|it| it.severity).collect();
    assert!(severities.is_sorted(), "{found:#?}");
    assert_eq!(severities.first(), Some(&Severity::Error));
    assert_eq!(severities.last(), Some(&Severity::Warning));
}
