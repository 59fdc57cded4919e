//! The frame of the desk with its counts: what waits at each place of the rail.

use jiff::Timestamp;
use piket_core::spent::DOUBTED_AFTER_S;
use piket_engine::Desk;
use piket_store::incidents::Filter;

use super::frame;
use super::parts::{Frame, RailTimer};
use super::rows::NOW;
use crate::app::App;
use crate::extract::SignedIn;
use crate::problem::Problem;

/// The frame around a page of the desk, with what waits elsewhere.
pub(crate) async fn frame(
    app: &App,
    reader: &SignedIn,
    title: String,
    place: &str,
    now: Timestamp,
) -> Result<Frame, Problem> {
    let desk = app.desk();
    let who = reader.who();
    let mine_soon = Filter {
        mine: Some(who.key.clone()),
        due_before: now.checked_add(NOW).ok(),
        ..Filter::default()
    };
    let nobodys = Filter { unassigned: true, ..Filter::default() };
    let mine = desk.count(who, mine_soon).await?;
    let nobodys = desk.count(who, nobodys).await?;
    let timer = desk.running_timer(who).await?.map(|row| {
        let runs_s = Desk::runs_s(&row, now);
        RailTimer {
            on: row.place.number.to_string(),
            time: reader.words().worked(runs_s),
            is_long: runs_s > DOUBTED_AFTER_S,
        }
    });
    Ok(Frame {
        timer,
        count_home: mine + nobodys,
        count_incidents: desk.count(who, Filter::default()).await?,
        ..frame::frame(reader, title, place, now)
    })
}
