//! Time spent for the client: what months came to against the hours of its agreements, and by
//! incident. Who worked and what was noted is ours alone.

use piket_core::figures::Month;
use piket_core::key::Number;
use serde::Deserialize;

use crate::app::App;
use crate::pages::eye::Eye;
use crate::pages::spent::problem;
use crate::pages::spent::sum::{IncidentLine, SumRow, incident_line, sum_row};
use crate::problem::Problem;

/// How many months are looked at; those in which nothing was spent are left out.
const MONTHS: u32 = 12;
/// How many incidents stand on a page.
const INCIDENTS: u32 = 50;

/// Which month the incidents are of, and where the page before ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    month: String,
    before: String,
}

/// A month under an agreement.
pub(super) struct MonthRow {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) is_so_far: bool,
    pub(super) row: SumRow,
}

/// Time spent for the client.
pub(super) struct Time {
    pub(super) months: Vec<MonthRow>,
    pub(super) chosen: String,
    pub(super) incidents: Vec<IncidentLine>,
    pub(super) next: String,
}

/// The client's months; nothing if no hours were agreed, or if the reader is limited to some of its
/// applications.
pub(super) async fn of(app: &App, eye: &Eye<'_>, wish: &Wish) -> Result<Option<Time>, Problem> {
    let Some(client) = eye.who.client.as_ref().filter(|it| eye.who.sees_time_of(it)) else {
        return Ok(None);
    };
    let desk = app.desk();
    let present = desk.this_month(eye.now);
    let found = desk.client_time(eye.who, client, present, MONTHS, eye.now).await;
    let found = found.map_err(problem)?;
    let months: Vec<MonthRow> = found
        .iter()
        .rev()
        .filter(|it| it.month == present || it.agreements.iter().any(|it| it.against.spent_s > 0))
        .flat_map(|it| it.agreements.iter().map(move |row| (it.month, row)))
        .map(|(month, row)| MonthRow {
            name: eye.w.month_and_year(month.first_day()),
            address: format!("/portal/figures?month={month}#time"),
            is_so_far: month == present,
            row: sum_row(eye.w, eye.directory, row),
        })
        .collect();
    if months.is_empty() {
        return Ok(None);
    }
    let month: Month = wish.month.parse().unwrap_or(present);
    let page = (wish.before.parse::<Number>().ok(), INCIDENTS);
    let incidents = desk.client_incidents(eye.who, client, month, page, eye.now).await;
    let (incidents, next) = incidents.map_err(problem)?;
    let next = next.map(|it| format!("/portal/figures?month={month}&before={}#time", it.0));
    Ok(Some(Time {
        months,
        chosen: eye.w.t1("spent-portal-on", "month", eye.w.month_and_year(month.first_day())),
        incidents: incidents.iter().map(|it| incident_line(eye.w, eye.directory, it)).collect(),
        next: next.unwrap_or_default(),
    }))
}
