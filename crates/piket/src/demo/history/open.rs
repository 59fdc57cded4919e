//! What is open today: how far each case is, told backwards from now, so that the visitor finds
//! something at every step of the route.

use jiff::Timestamp;

use super::story::{Act, Wait};
use super::world::When;

/// How long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ago {
    /// Minutes on the clock.
    Minutes(i64),
    /// Minutes of office hours: 480 is a day of work.
    Office(i64),
}

use Ago::{Minutes, Office};

/// When somebody acts: so long ago, or soon after the act before.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Ago(Ago),
    Soon(i64, i64),
}

const fn at(ago: Ago, act: Act) -> (Moment, Act) {
    (Moment::Ago(ago), act)
}

const fn soon(low: i64, high: i64, act: Act) -> (Moment, Act) {
    (Moment::Soon(low, high), act)
}

/// Somebody of the client reported it, it was taken, and the client knows.
const TAKEN: [(Moment, Act); 3] =
    [soon(5, 12, Act::Classify), soon(3, 8, Act::Take), soon(1, 3, Act::Hello)];

/// When a case of today began, and what was done since.
pub(super) fn beats(
    key: &str,
    instant: &dyn Fn(Ago) -> Timestamp,
) -> (Timestamp, Vec<(When, Act)>) {
    let (begun, rest) = since(key);
    let is_taken = !matches!(key, "scanner" | "pickup");
    let told = TAKEN.iter().filter(|_| is_taken).copied().chain(rest);
    let when = |moment| match moment {
        Moment::Ago(ago) => When::At(instant(ago)),
        Moment::Soon(low, high) => When::After(Wait::Minutes(low, high)),
    };
    (instant(begun), told.map(|(moment, act)| (when(moment), act)).collect())
}

/// When it began, and what followed after it was taken.
fn since(key: &str) -> (Ago, Vec<(Moment, Act)>) {
    match key {
        // Investigating, the next word promised soon.
        "permit-stuck" => (Minutes(95), vec![at(Minutes(31), Act::Note)]),
        // The client is asked to agree.
        "reminders" => (
            Office(640),
            vec![
                at(Office(560), Act::Note),
                soon(1, 3, Act::Involve),
                soon(6, 15, Act::Join),
                at(Office(300), Act::Update),
                at(Office(110), Act::Propose),
            ],
        ),
        // The client was asked something.
        "currency" => (Office(420), vec![at(Office(330), Act::Ask)]),
        // Nobody has looked yet.
        "scanner" => (Minutes(12), Vec::new()),
        // The supplier has the ball.
        "parcels" => (
            Office(380),
            vec![
                at(Office(310), Act::Note),
                soon(1, 4, Act::Offer),
                soon(0, 1, Act::AskSupplier),
                soon(20, 55, Act::SupplierTakes),
            ],
        ),
        // The development team works on it, and a promise was missed.
        "basket" => (
            Office(1_150),
            vec![
                at(Office(1_040), Act::Note),
                soon(1, 3, Act::Involve),
                soon(6, 15, Act::Join),
                at(Office(620), Act::Update),
            ],
        ),
        // Solved, and the client may object.
        "council" => (Office(450), vec![at(Office(330), Act::Note), at(Office(250), Act::Solve)]),
        // Offered to a colleague.
        "pickup" => (Minutes(34), vec![at(Minutes(9), Act::HandOver)]),
        // Rolled out, and to be proved.
        _ => (
            Office(800),
            vec![
                at(Office(690), Act::Note),
                at(Office(600), Act::Propose),
                at(Office(400), Act::Agree),
                at(Minutes(25), Act::RollOut),
            ],
        ),
    }
}
