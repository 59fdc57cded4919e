//! What is open today: how far each case is, told backwards from now, so that the visitor finds
//! something at every step of the route.

use jiff::{SignedDuration, Timestamp};

use super::story::Act;
use super::world::When;

/// When a case of today began, and what was done since.
pub(super) fn beats(key: &str, now: Timestamp) -> (Timestamp, Vec<(When, Act)>) {
    let (begun, acts): (i64, &[(i64, Act)]) = match key {
        "permit-stuck" => {
            (95, &[(88, Act::Classify), (86, Act::Take), (84, Act::Hello), (31, Act::Note)])
        }
        "reminders" => (
            27 * 60,
            &[
                (27 * 60 - 9, Act::Classify),
                (27 * 60 - 14, Act::Take),
                (27 * 60 - 16, Act::Hello),
                (26 * 60, Act::Note),
                (26 * 60 - 3, Act::Involve),
                (26 * 60 - 21, Act::Join),
                (5 * 60, Act::Update),
                (3 * 60, Act::Propose),
            ],
        ),
        "currency" => (
            22 * 60,
            &[
                (22 * 60 - 20, Act::Classify),
                (22 * 60 - 26, Act::Take),
                (22 * 60 - 28, Act::Hello),
                (20 * 60, Act::Ask),
            ],
        ),
        "scanner" => (12, &[]),
        "parcels" => (
            8 * 60,
            &[
                (8 * 60 - 14, Act::Classify),
                (8 * 60 - 20, Act::Take),
                (8 * 60 - 22, Act::Hello),
                (7 * 60, Act::Note),
                (7 * 60 - 4, Act::Offer),
                (7 * 60 - 5, Act::AskSupplier),
                (5 * 60, Act::SupplierTakes),
            ],
        ),
        "basket" => (
            49 * 60,
            &[
                (49 * 60 - 12, Act::Classify),
                (49 * 60 - 18, Act::Take),
                (49 * 60 - 20, Act::Hello),
                (47 * 60, Act::Note),
                (47 * 60 - 2, Act::Involve),
                (47 * 60 - 19, Act::Join),
                (26 * 60, Act::Update),
            ],
        ),
        "council" => (
            9 * 60,
            &[
                (9 * 60 - 11, Act::Classify),
                (9 * 60 - 15, Act::Take),
                (9 * 60 - 17, Act::Hello),
                (6 * 60, Act::Note),
                (4 * 60, Act::Solve),
            ],
        ),
        "pickup" => (34, &[(9, Act::HandOver)]),
        _ => (
            31 * 60,
            &[
                (31 * 60 - 13, Act::Classify),
                (31 * 60 - 19, Act::Take),
                (31 * 60 - 21, Act::Hello),
                (29 * 60, Act::Note),
                (28 * 60, Act::Propose),
                (24 * 60, Act::Agree),
                (25, Act::RollOut),
            ],
        ),
    };
    let ago = |minutes: i64| now - SignedDuration::from_mins(minutes);
    let acts = acts.iter().map(|(minutes, act)| (When::At(ago(*minutes)), *act)).collect();
    (ago(begun), acts)
}
