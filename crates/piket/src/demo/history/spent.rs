//! The time that was spent on the incidents of the history: what whoever held one typed in when it
//! was over, and a timer that runs now.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use piket_core::incident::TicketKind;
use piket_core::policy::Who;
use piket_core::spent::Stretch;
use piket_engine::Desk;
use piket_engine::spent::TypedTime;
use piket_store::incidents::{Filter, IncidentRow, Status};

/// How many incidents are looked at.
const MOST: u32 = 500;
/// What was typed in, in minutes, one after the other.
const MINUTES: [i64; 9] = [25, 50, 15, 95, 40, 20, 130, 35, 70];
/// What was done in that time.
const NOTES: [&str; 5] = [
    "Logboek gelezen en de klant gebeld",
    "Oorzaak gezocht en hersteld",
    "Uitgerold en nagekeken",
    "Overleg met de leverancier",
    "",
];

/// Tells it, and answers what was wanted and refused.
pub(super) async fn tell(desk: &Desk, until: Timestamp) -> Vec<String> {
    let mut refused = Vec::new();
    let Some(manager) = who(desk, "marit") else { return refused };
    let filter = Filter { status: Status::All, ..Filter::default() };
    let rows = match desk.list(&manager, filter, None, MOST).await {
        Ok(page) => page.rows,
        Err(why) => return vec![format!("the incidents of the history: {why}")],
    };
    for (row, turn) in rows.iter().zip(0_usize..) {
        if let Err(why) = typed_in(desk, row, turn, until).await {
            refused.push(format!("time on {}: {why}", row.number));
        }
    }
    let open = rows.iter().find(|row| row.is_open && row.reported_at < until - HOUR);
    if let (Some(row), Some(tom)) = (open, who(desk, "tom"))
        && let Err(why) = desk.start_timer(&tom, row.number, until - HOUR / 2).await
    {
        refused.push(format!("a timer on {}: {why}", row.number));
    }
    refused
}

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn who(desk: &Desk, key: &str) -> Option<Who> {
    let directory = desk.directory();
    directory.people.get(&key.parse().ok()?).map(Who::from)
}

/// One or two stretches on the day of the report, or the day on which it was over.
async fn typed_in(
    desk: &Desk,
    row: &IncidentRow,
    turn: usize,
    until: Timestamp,
) -> Result<(), String> {
    let Some(closed_at) = row.closed_at else { return Ok(()) };
    let holder = row.holder_person.as_ref().map(ToString::to_string);
    let holder = holder.and_then(|key| who(desk, &key)).filter(|who| who.role.is_own());
    let Some(person) = holder.or_else(|| who(desk, "ilse")) else { return Ok(()) };
    let zone = TimeZone::get(&desk.directory().installation.time_zone).unwrap_or(TimeZone::UTC);
    let times = if row.ticket == TicketKind::Question { 1 } else { 1 + turn % 2 };
    for (at, turn) in [row.reported_at, closed_at].into_iter().zip(turn..).take(times) {
        let pick = |of: usize| turn.checked_rem(of).unwrap_or_default();
        let minutes = MINUTES.get(pick(MINUTES.len())).copied().unwrap_or(30);
        let note = NOTES.get(pick(NOTES.len())).copied().unwrap_or_default();
        let day = zone.to_datetime(at).date();
        // Of today, so much may not have passed yet.
        if day >= zone.to_datetime(until).date() {
            continue;
        }
        let stretch = Stretch::On { day, seconds: minutes * 60 };
        let once = Some(format!("history-{turn}"));
        let typed = TypedTime { stretch, note: note.to_owned(), once };
        desk.type_time(&person, row.number, typed, until).await.map_err(|why| why.to_string())?;
    }
    Ok(())
}
