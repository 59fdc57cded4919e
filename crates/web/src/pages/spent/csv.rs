//! A month of time spent as a file for a spreadsheet: one row for what of an entry lies in it.

use axum::extract::State;
use axum::response::Response;
use piket_core::figures::Month;
use piket_core::spent::Stretch;
use piket_store::spent::Exported;

use super::act;
use super::month::Wish;
use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::pages::csv;
use crate::pages::eye::Eye;
use crate::problem::Problem;

/// The names of the columns.
const COLUMNS: [&str; 12] = [
    "month",
    "client",
    "application",
    "incident",
    "person",
    "day",
    "from",
    "until",
    "seconds",
    "hours",
    "note",
    "changed_after_freeze",
];

/// `GET /time.csv`: a month, of all clients or of one.
pub(super) async fn download(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let (month, client) = (wish.month(&app, now)?, wish.client()?);
    let name = match &client {
        Some(client) => format!("time-{client}-{month}.csv"),
        None => format!("time-{month}.csv"),
    };
    let found = app.desk().export_time(eye.who, month, client).await.map_err(act::problem)?;
    Ok(csv::download(&name, text(&eye, month, &found)))
}

fn text(eye: &Eye<'_>, month: Month, found: &[Exported]) -> String {
    let lines = found.iter().map(|it| row(eye, month, it));
    [csv::line(COLUMNS)].into_iter().chain(lines).collect()
}

fn row(eye: &Eye<'_>, month: Month, it: &Exported) -> String {
    let (day, from, until) = match &it.stretch {
        Some(Stretch::On { day, .. }) => (day.to_string(), String::new(), String::new()),
        Some(Stretch::Between { from, until }) => {
            (eye.w.local(*from).date().to_string(), from.to_string(), until.to_string())
        }
        None => (String::new(), String::new(), String::new()),
    };
    let application = it.application.as_ref().map(ToString::to_string).unwrap_or_default();
    csv::line([
        month.to_string(),
        it.client.to_string(),
        application,
        it.number.to_string(),
        csv::words(eye.directory.person_name(&it.person)),
        day,
        from,
        until,
        it.seconds.to_string(),
        hours(it.seconds),
        csv::words(&it.note),
        it.is_late.to_string(),
    ])
}

/// Hours with four decimals, rounded down: seconds are the figure that adds up.
fn hours(seconds: i64) -> String {
    let parts = seconds * 10_000 / 3_600;
    format!("{}.{:04}", parts / 10_000, parts % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_a_point_and_four_decimals() {
        for (seconds, told) in [(0, "0.0000"), (5_400, "1.5000"), (1_513, "0.4202")] {
            assert_eq!(hours(seconds), told);
        }
    }
}
