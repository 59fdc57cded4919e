//! Every letter, for every side, in every language: it reads as a letter, keeps what people wrote in
//! its place, and is what was accepted (`snapshots/`).

#![expect(
    clippy::unwrap_used,
    reason = "all of this is test code, also where it is no test itself"
)]

use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::directory::Language;
use piket_core::incident::{Corrected, Excuse};
use piket_core::key::{IncidentId, Number};
use piket_core::notice::{About, Addressee, Notice, Promise, Side, Subject};
use piket_core::party::Party;
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_core::raci;
use piket_core::sla::{Metric, SoFar};
use piket_text::{AccountLetter, Letter, Links, Words, account_letter, render};

const SIDES: [(Side, &str); 3] =
    [(Side::Own, "own"), (Side::Client, "client"), (Side::Supplier, "supplier")];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn links() -> Links {
    Links {
        installation: "Bureau Waterlijn".to_owned(),
        incident: Some("https://desk.example.nl/incidents/0190".to_owned()),
        portal: Some("https://desk.example.nl/portal/0190".to_owned()),
    }
}

fn notice(side: Side, language: Language, step: Step, about: About) -> Notice {
    let nl = language == Language::Nl;
    Notice {
        to: Addressee::Person("marieke".parse().unwrap()),
        side,
        name: "Marieke de Wit".to_owned(),
        email: Some("marieke@demolen.example".to_owned()),
        language,
        time_zone: "Europe/Amsterdam".to_owned(),
        letter: Some(raci::Letter::Responsible),
        subject: Subject {
            incident: IncidentId("01900000-0000-7000-8000-000000000000".parse().unwrap()),
            number: Number(1042),
            summary: if nl { "bestellen niet mogelijk" } else { "ordering is not possible" }
                .to_owned(),
            client: "Bakkerij De Molen".to_owned(),
            application: Some("Webshop".to_owned()),
            step,
            step_word: None,
            priority: Priority::P1,
            reported_at: at("2026-07-14T02:51:00+02:00"),
            holder: if step == Step::Reported { "Bureau Waterlijn" } else { "Ilse de Vries" }
                .to_owned(),
        },
        about,
        message: None,
        once: "01900000-1-sample".to_owned(),
    }
}

/// One sample of everything a letter can be about, with the step at which it happens.
fn samples(language: Language) -> Vec<(&'static str, Step, About)> {
    let say = |nl: &str, en: &str| if language == Language::Nl { nl } else { en }.to_owned();
    let cause = || say("De schijf van de database was vol.", "The disk of the database was full.");
    let solution = || {
        say(
            "Wij hebben ruimte gemaakt.\nEr wordt nu op tijd gewaarschuwd.",
            "We made room.\nA warning now comes in time.",
        )
    };
    let reason =
        || say("De foutmeldingen komen van uw server.", "The errors come from your server.");
    let soon = at("2026-07-14T03:06:00+02:00");
    let later = at("2026-07-14T04:00:00+02:00");
    let so_far = SoFar {
        used: WorkingTime::minutes(216),
        spared: WorkingTime::minutes(50),
        pauses: 1,
        holidays: Vec::new(),
    };
    let promise = Some(Promise {
        by: None,
        promised_s: 14_400,
        since: Some(later),
        limit_at: None,
        so_far: Some(so_far),
    });
    vec![
        ("received", Step::Reported, About::Received),
        ("asked", Step::Reported, About::Asked { respond_by: Some(soon) }),
        ("asked_without_promise", Step::Reported, About::Asked { respond_by: None }),
        ("nobody_took", Step::Reported, About::NobodyTook { rung: 2 }),
        ("offered", Step::Assigning, About::Offered { reason: reason(), accept_by: later }),
        (
            "not_taken",
            Step::Assigning,
            About::NotTaken { party: Party::Development, reason: Some(reason()) },
        ),
        (
            "not_taken_in_time",
            Step::Assigning,
            About::NotTaken { party: Party::Development, reason: None },
        ),
        ("informed", Step::Reported, About::Informed),
        ("moved", Step::Investigating, About::Moved { from: Step::Assigning, reason: None }),
        (
            "moved_back",
            Step::Implementing,
            About::Moved {
                from: Step::Verifying,
                reason: Some(say("De controle werd weer rood.", "The check went red again.")),
            },
        ),
        (
            "message",
            Step::Investigating,
            About::Message {
                author: "Ilse de Vries".to_owned(),
                body: say(
                    "Beste Marieke,\n\nBestellen lukt nu niet. Wij zien dat de database vol is en maken ruimte.\nZet de advertenties zolang uit.",
                    "Dear Marieke,\n\nOrdering does not work now. We see that the database is full and are making room.\nPlease pause the advertisements until then.",
                ),
                next_update_at: Some(later),
                is_reminder: false,
            },
        ),
        (
            "client_wrote",
            Step::Investigating,
            About::ClientWrote {
                author: "Marieke de Wit".to_owned(),
                body: say("Ook de kassa doet het niet.", "The till does not work either."),
            },
        ),
        (
            "consent_asked",
            Step::Agreeing,
            About::ConsentAsked {
                version: 2,
                solution: solution(),
                risk: say("Vijf minuten geen webshop.", "Five minutes without the shop."),
                planned_at: Some(later),
                is_reminder: false,
            },
        ),
        (
            "consent_asked_again",
            Step::Agreeing,
            About::ConsentAsked {
                version: 2,
                solution: solution(),
                risk: say("Geen.", "None."),
                planned_at: None,
                is_reminder: true,
            },
        ),
        ("consented", Step::Implementing, About::Consented),
        (
            "consent_refused",
            Step::Agreeing,
            About::ConsentRefused { reason: say("Liever na zes uur.", "After six, please.") },
        ),
        (
            "confirm_asked",
            Step::Resolved,
            About::ConfirmAsked {
                cause: cause(),
                solution: solution(),
                body: say(
                    "Beste Marieke,\n\nBestellen kan weer.",
                    "Dear Marieke,\n\nOrdering works again.",
                ),
                object_until: Some(at("2026-07-17T17:00:00+02:00")),
            },
        ),
        (
            "closed",
            Step::Closed,
            About::Closed {
                cause: cause(),
                solution: solution(),
                prevention: vec![
                    say("Schijfruimte bewaken", "Watch disk space"),
                    say("Logbestanden opruimen", "Clean up log files"),
                ],
            },
        ),
        (
            "closed_by_itself",
            Step::Closed,
            About::Closed {
                cause: "recovered by itself".to_owned(),
                solution: "recovered by itself".to_owned(),
                prevention: Vec::new(),
            },
        ),
        (
            "cancelled",
            Step::Cancelled,
            About::Cancelled { reason: say("Dubbel met INC-1041.", "Same as INC-1041.") },
        ),
        (
            "reopened",
            Step::Investigating,
            About::Reopened { reason: say("Het gaat weer mis.", "It fails again.") },
        ),
        (
            "warning",
            Step::Investigating,
            About::Warning {
                metric: Metric::Restore,
                percent: 75,
                due_at: Some(later),
                promise: promise.clone(),
            },
        ),
        (
            "breach",
            Step::Investigating,
            About::Breach { metric: Metric::Restore, due_at: later, promise },
        ),
        ("promise_missed", Step::Investigating, About::PromiseMissed { promised_at: later }),
        ("reminder", Step::Investigating, About::Reminder { errand: "checkpoint".to_owned() }),
        (
            "correction_asked",
            Step::Closed,
            About::CorrectionAsked {
                correction: 1,
                author: "Tom Bakker".to_owned(),
                what: Corrected::RestoredAt { old: later, new: soon },
                reason: reason(),
            },
        ),
        (
            "correction_approved",
            Step::Closed,
            About::CorrectionDecided {
                correction: 1,
                author: "Ilse de Vries".to_owned(),
                what: Corrected::Breach {
                    metric: Metric::Restore,
                    cycle: 0,
                    excuse: Excuse::ClientCaused,
                },
                is_approved: true,
                note: String::new(),
            },
        ),
        (
            "correction_refused",
            Step::Closed,
            About::CorrectionDecided {
                correction: 2,
                author: "Ilse de Vries".to_owned(),
                what: Corrected::RestoredAt { old: later, new: soon },
                is_approved: false,
                note: reason(),
            },
        ),
        ("merged_into", Step::Cancelled, About::MergedInto { into: Number(1041) }),
        ("merge_undone", Step::Investigating, About::MergeUndone { from: Number(1041) }),
    ]
}

fn every_letter() -> Vec<(String, Notice, Letter)> {
    let mut letters = Vec::new();
    for language in Language::ALL {
        for (side, side_name) in SIDES {
            for (name, step, about) in samples(language) {
                let notice = notice(side, language, step, about);
                let letter = render(&notice, &links());
                letters.push((format!("{name}.{side_name}.{}", language.code()), notice, letter));
            }
        }
    }
    letters
}

/// A letter as a snapshot keeps it, under the name of its side and language.
fn shown(name: &str, letter: &Letter) -> String {
    format!("=== {name}\n{}\n\n{}\n", letter.subject, letter.text)
}

#[test]
fn every_letter_reads_as_it_was_accepted() {
    let mut together: BTreeMap<String, String> = BTreeMap::new();
    for (name, _, letter) in every_letter() {
        let (sample, reader) = name.split_once('.').unwrap();
        together.entry(sample.to_owned()).or_default().push_str(&shown(reader, &letter));
    }
    for (sample, letters) in together {
        insta::assert_snapshot!(sample, letters);
    }
}

#[test]
fn letters_about_accounts_read_as_they_were_accepted() {
    let link = "https://desk.example.nl/welcome/3f9c";
    for kind in AccountLetter::ALL {
        let mut letters = String::new();
        for language in Language::ALL {
            let letter = account_letter(kind, language, "Tom Bakker", link, "Bureau Waterlijn");
            assert!(letter.is_automatic);
            assert!(letter.html.contains(link) && letter.text.contains(link));
            letters += &shown(language.code(), &letter);
        }
        insta::assert_snapshot!(format!("account_{}", kind.as_str()), letters);
    }
}

#[test]
fn the_frame_of_a_letter_in_html_is_as_it_was_accepted() {
    let (_, step, about) = samples(Language::Nl).swap_remove(12);
    let letter = render(&notice(Side::Client, Language::Nl, step, about), &links());
    insta::assert_snapshot!("consent_asked_in_html", letter.html);
}

#[test]
fn every_letter_is_whole() {
    for (name, notice, letter) in every_letter() {
        assert!(letter.subject.starts_with("[INC-1042] "), "{name}: {}", letter.subject);
        for part in [&letter.subject, &letter.text, &letter.html] {
            assert!(!part.is_empty(), "{name}");
            for left_over in
                ["{{", "{%", "{$", "{ $", ": none", ">none", "mail-", "step-", "metric-", "errand-"]
            {
                assert!(!part.contains(left_over), "{name} has {left_over}: {part}");
            }
        }
        assert!(letter.html.contains(&format!("<html lang=\"{}\">", notice.language.code())));
        assert_eq!(
            letter.html.matches("<p").count(),
            letter.html.matches("</p>").count(),
            "{name}"
        );
    }
}

#[test]
fn no_letter_speaks_two_languages() {
    let dutch = [" de ", " het ", " een ", " niet ", " uw ", " wij ", " is gemeld"];
    let english = [" the ", " this ", " you ", " not ", " your ", " we ", " please "];
    for (name, notice, letter) in every_letter() {
        let text = letter.text.to_lowercase().replace("ilse de vries", "").replace("de molen", "");
        let text = text.replace("marieke de wit", "");
        let (own, other) = match notice.language {
            Language::Nl => (dutch, english),
            Language::En => (english, dutch),
        };
        assert!(own.iter().any(|word| text.contains(word)), "{name}: {text}");
        for word in other {
            assert!(!text.contains(word), "{name} has {word:?}: {text}");
        }
    }
}

#[test]
fn a_clients_subject_stays_the_same_the_whole_way() {
    for (name, notice, letter) in every_letter() {
        let stable = match notice.language {
            Language::Nl => "[INC-1042] Webshop: bestellen niet mogelijk",
            Language::En => "[INC-1042] Webshop: ordering is not possible",
        };
        match notice.side {
            Side::Client | Side::Supplier => assert_eq!(letter.subject, stable, "{name}"),
            Side::Own => {
                assert!(letter.subject.ends_with(&stable["[INC-1042] ".len()..]), "{name}");
            }
        }
    }
}

#[test]
fn our_people_are_led_to_the_desk_the_client_to_the_portal_and_a_supplier_nowhere() {
    for (name, notice, letter) in every_letter() {
        for part in [&letter.text, &letter.html] {
            let (desk, portal) = (part.contains("/incidents/0190"), part.contains("/portal/0190"));
            let expected = match notice.side {
                Side::Own => (true, false),
                Side::Client => (false, true),
                Side::Supplier => (false, false),
            };
            assert_eq!((desk, portal), expected, "{name}");
        }
    }
}

#[test]
fn a_supplier_reads_neither_the_clients_name_nor_who_works_on_it() {
    for (name, notice, letter) in every_letter() {
        if notice.side == Side::Supplier && !name.starts_with("message.") {
            for part in [&letter.text, &letter.html] {
                assert!(!part.contains("De Molen") && !part.contains("Ilse"), "{name}: {part}");
            }
        }
    }
}

#[test]
fn why_an_incident_went_back_or_was_reopened_stays_with_us() {
    let secret = || "our fault, do not tell".to_owned();
    for about in [
        About::Moved { from: Step::Verifying, reason: Some(secret()) },
        About::Reopened { reason: secret() },
        About::NotTaken { party: Party::Development, reason: Some(secret()) },
        About::ConsentRefused { reason: secret() },
    ] {
        for side in [Side::Client, Side::Supplier] {
            let notice = notice(side, Language::En, Step::Investigating, about.clone());
            let letter = render(&notice, &links());
            assert!(!letter.text.contains("our fault") && !letter.html.contains("our fault"));
        }
    }
}

#[test]
fn only_what_a_person_wrote_is_no_automatic_mail() {
    for (name, notice, letter) in every_letter() {
        assert_eq!(letter.is_automatic, !notice.about.is_written_by_hand(), "{name}");
    }
}

#[test]
fn times_are_in_the_zone_of_the_reader() {
    let about = About::PromiseMissed { promised_at: at("2026-07-14T02:00:00Z") };
    let mut notice = notice(Side::Own, Language::En, Step::Investigating, about);
    notice.time_zone = "America/New_York".to_owned();
    let letter = render(&notice, &links());
    assert!(letter.text.contains("13 July 2026 22:00 EDT"), "{}", letter.text);
    assert!(letter.text.contains("America/New_York"), "{}", letter.text);
}

#[test]
fn a_clients_own_word_for_a_step_is_used_in_its_letters_only() {
    let about = About::Moved { from: Step::Reported, reason: None };
    let mut to_client = notice(Side::Client, Language::Nl, Step::Investigating, about);
    to_client.subject.step_word = Some("Wij zoeken".to_owned());
    let mut to_us = to_client.clone();
    to_us.side = Side::Own;
    let (to_client, to_us) = (render(&to_client, &links()), render(&to_us, &links()));
    assert!(to_client.text.contains("De stand is nu: Wij zoeken."), "{}", to_client.text);
    assert!(to_client.text.contains("Wij zoeken ●"), "{}", to_client.text);
    assert!(to_us.text.contains("In onderzoek ●"), "{}", to_us.text);
}

const HOSTILE: &str = "</div></td><script>alert(1)</script>{{ house }}\r\nBcc: all@example.com\n\n\u{202e}Q<img src=x onerror=alert(2)>";

#[test]
fn what_people_write_cannot_become_a_header_a_tag_or_a_template() {
    for language in Language::ALL {
        for (side, _) in SIDES {
            for (_, step, about) in hostile_samples() {
                let mut notice = notice(side, language, step, about);
                for field in [
                    &mut notice.name,
                    &mut notice.subject.summary,
                    &mut notice.subject.client,
                    &mut notice.subject.holder,
                ] {
                    HOSTILE.clone_into(field);
                }
                notice.subject.application = Some(HOSTILE.to_owned());
                notice.subject.step_word = Some(HOSTILE.to_owned());
                let letter = render(&notice, &links());
                assert!(!letter.subject.contains(char::is_control), "{}", letter.subject);
                assert!(letter.html.contains("&lt;script&gt;"), "{}", letter.html);
                for tag in ["<script", "<img"] {
                    assert!(!letter.html.contains(tag), "{}", letter.html);
                }
                for part in [&letter.subject, &letter.text, &letter.html] {
                    assert!(!part.contains('\u{202e}') && !part.contains('\r'));
                    assert!(part.contains("{{ house }}"), "{part}");
                }
                assert_eq!(
                    letter.html.matches("<div").count(),
                    letter.html.matches("</div>").count(),
                    "{}",
                    letter.html
                );
            }
        }
    }
}

/// Everything a letter can be about, with the worst that people can write.
fn hostile_samples() -> Vec<(&'static str, Step, About)> {
    let worst = || HOSTILE.to_owned();
    let soon = at("2026-07-14T03:06:00+02:00");
    vec![
        ("offered", Step::Assigning, About::Offered { reason: worst(), accept_by: soon }),
        (
            "message",
            Step::Investigating,
            About::Message {
                author: worst(),
                body: worst(),
                next_update_at: None,
                is_reminder: false,
            },
        ),
        (
            "client_wrote",
            Step::Investigating,
            About::ClientWrote { author: worst(), body: worst() },
        ),
        (
            "consent_asked",
            Step::Agreeing,
            About::ConsentAsked {
                version: 1,
                solution: worst(),
                risk: worst(),
                planned_at: None,
                is_reminder: false,
            },
        ),
        (
            "confirm_asked",
            Step::Resolved,
            About::ConfirmAsked {
                cause: worst(),
                solution: worst(),
                body: worst(),
                object_until: None,
            },
        ),
        (
            "closed",
            Step::Closed,
            About::Closed { cause: worst(), solution: worst(), prevention: vec![worst()] },
        ),
        ("cancelled", Step::Cancelled, About::Cancelled { reason: worst() }),
        ("reminder", Step::Investigating, About::Reminder { errand: worst() }),
    ]
}

#[test]
fn a_very_long_message_is_sent_whole() {
    let body = "Regel met tekst.\n".repeat(20_000);
    let about = About::Message {
        author: "Ilse".to_owned(),
        body: body.clone(),
        next_update_at: None,
        is_reminder: false,
    };
    let letter = render(&notice(Side::Client, Language::Nl, Step::Investigating, about), &links());
    assert!(letter.text.contains(body.trim_end()));
    assert_eq!(letter.html.matches("Regel met tekst.<br>").count(), 19_999);
}

#[test]
fn a_letter_without_links_has_no_button() {
    let links = Links { installation: "Bureau Waterlijn".to_owned(), ..Links::default() };
    let notice = notice(Side::Client, Language::Nl, Step::Reported, About::Received);
    let letter = render(&notice, &links);
    assert!(!letter.html.contains("<a ") && !letter.text.contains("https://"));
    assert!(letter.text.contains("INC-1042"));
}

#[test]
fn every_kind_of_letter_has_a_name_on_the_timeline() {
    for language in Language::ALL {
        for (_, _, about) in samples(language) {
            let name = Words::of(language).named("about", about.as_str());
            assert!(!name.starts_with("about-"), "{name}");
        }
    }
}
