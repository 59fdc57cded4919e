//! Figures as they are kept, compared and configured.

use super::made::{Made, clock, outage};
use crate::directory::{DownWhen, HowMany};
use crate::figures::*;
use crate::sla::{ClockState, Metric};

#[test]
fn the_figures_can_be_kept_and_read_again() {
    let mut made = Made::october();
    made.incidents = vec![IncidentFigures {
        clocks: vec![clock(
            Metric::Restore,
            ClockState::Met,
            "2026-10-05T08:00:00Z",
            Some("2026-10-05T09:00:00Z"),
        )],
        ..outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))
    }];
    let found = made.figures();
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Figures>(&text).unwrap(), found);
}

#[test]
fn what_changed_between_two_versions_is_told_figure_by_figure() {
    let mut made = Made::october();
    let before = made.figures();
    assert_eq!(changes(&before, &before), []);
    made.incidents = vec![outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))];
    let told: Vec<Told> = changes(&before, &made.figures()).iter().map(|it| it.what).collect();
    let expected =
        [Told::Availability, Told::CorrectedAvailability, Told::Outages, Told::Incidents];
    assert_eq!(told, expected);
}

#[test]
fn a_formula_is_written_in_words_or_as_a_number() {
    for (text, fails) in [
        ("fails = \"any\"", HowMany::Any),
        ("fails = \"all\"", HowMany::All),
        ("fails = 2", HowMany::AtLeast(2)),
        ("", HowMany::Any),
    ] {
        let formula: DownWhen = toml::from_str(text).unwrap();
        assert_eq!(formula.fails, fails, "{text}");
    }
    assert!(toml::from_str::<DownWhen>("fails = \"most\"").is_err());
}
