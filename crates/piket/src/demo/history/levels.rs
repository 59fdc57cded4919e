//! What was done with the months of the past: planned work was announced, months that were over
//! were published, and an outage that the client had caused was excused after that.

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp, ToSpan};
use piket_core::figures::{ExcuseCategory, Month, NoteCommand, NoteKind, Noted, Outage};
use piket_core::key::ApplicationKey;
use piket_core::policy::Who;
use piket_engine::Desk;

/// The application of which the most is told.
const SHOP: &str = "demolen-shop";
/// Months are published so long after their end.
const PUBLISHED_AFTER: SignedDuration = SignedDuration::from_hours(34);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Tells it, and answers what was wanted and refused.
pub(super) async fn tell(desk: &Desk, from: Timestamp, until: Timestamp) -> Vec<String> {
    let mut levels = Levels { desk, from, until, refused: Vec::new() };
    let (Some(engineer), Some(manager)) = (levels.who("ilse"), levels.who("marit")) else {
        return Vec::new();
    };
    levels.planned_work(&engineer).await;
    levels.published(&engineer, &manager).await;
    levels.refused
}

struct Levels<'a> {
    desk: &'a Desk,
    from: Timestamp,
    until: Timestamp,
    refused: Vec<String>,
}

impl Levels<'_> {
    fn who(&self, key: &str) -> Option<Who> {
        let directory = self.desk.directory();
        directory.people.get(&key.parse().ok()?).map(Who::from)
    }

    fn note(&mut self, what: &str, done: Result<(), String>) {
        if let Err(why) = done {
            self.refused.push(format!("{what}: {why}"));
        }
    }

    /// One work that is done, and one that is to come.
    async fn planned_work(&mut self, engineer: &Who) {
        let past = self.until - 17 * DAY;
        let works = [
            (past, past - 4 * DAY, "Nieuwe databaseserver: de winkel is even niet bereikbaar."),
            (self.until + 3 * DAY, self.until - DAY, "Beveiligingsupdates van de webserver."),
        ];
        let Ok(shop) = SHOP.parse::<ApplicationKey>() else { return };
        let zone = self.desk.directory().calendars.values().next().map(|it| it.zone().clone());
        let Some(zone) = zone else { return };
        for (after, announced, text) in works {
            if announced < self.from {
                continue;
            }
            let mut day = zone.to_datetime(after).date();
            while day.weekday() != Weekday::Thursday {
                day = day.saturating_add(1.day());
            }
            let evening = zone.to_ambiguous_timestamp(day.at(20, 0, 0, 0)).compatible();
            let Ok(begin) = evening else { continue };
            let noted = Noted {
                kind: NoteKind::Maintenance,
                from: begin,
                until: begin + SignedDuration::from_mins(75),
                components: Vec::new(),
                text: text.to_owned(),
                evidence: String::new(),
                category: None,
            };
            let done = self.desk.write_note(engineer, &shop, noted, announced).await;
            self.note("planned work", done.map(drop).map_err(|why| why.to_string()));
        }
    }

    /// Months that are over and lie in the past that is told.
    async fn published(&mut self, engineer: &Who, manager: &Who) {
        let keys: Vec<ApplicationKey> =
            self.desk.directory().applications.keys().cloned().collect();
        for key in keys {
            let zone = self.desk.directory().client_of(&key).map(|_| jiff::tz::TimeZone::UTC);
            let Some(zone) = zone else { continue };
            let last = self.desk.current_month(&key, self.until);
            for month in last.previous().back(3) {
                let span = month.span(&zone);
                let at = span.to + PUBLISHED_AFTER;
                if span.from < self.from || at > self.until {
                    continue;
                }
                let done = self.desk.freeze_month(manager, &key, month, "", at).await;
                self.note("a month", done.map(drop).map_err(|why| why.to_string()));
                if key.as_str() == SHOP {
                    self.excused(engineer, manager, &key, month, at + 3 * DAY).await;
                }
            }
        }
    }

    /// The longest outage of the month was caused by the client, as it turned out.
    async fn excused(
        &mut self,
        engineer: &Who,
        manager: &Who,
        key: &ApplicationKey,
        month: Month,
        at: Timestamp,
    ) {
        if at > self.until {
            return;
        }
        let Ok(seen) = self.desk.month(manager, key, month, at).await else { return };
        let longest = seen.figures.outages.iter().max_by_key(|outage| outage.cost);
        let Some(Outage { from, until: Some(until), incidents, .. }) = longest else { return };
        let evidence = incidents.first().map(ToString::to_string).unwrap_or_default();
        let noted = Noted {
            kind: NoteKind::Excuse,
            from: *from,
            until: *until,
            components: Vec::new(),
            text: "De Molen zette zelf een nieuwe versie van de kassakoppeling live.".to_owned(),
            evidence,
            category: Some(ExcuseCategory::ClientCaused),
        };
        let note = match self.desk.write_note(engineer, key, noted, at).await {
            Ok(note) => note,
            Err(why) => return self.refused.push(format!("an excuse: {why}")),
        };
        let agreed = at + SignedDuration::from_hours(5);
        let done = self.desk.change_note(manager, key, note.id, NoteCommand::Agree, agreed).await;
        self.note("an excuse", done.map(drop).map_err(|why| why.to_string()));
        let why = "De klant veroorzaakte de langste storing zelf; in overleg verontschuldigd.";
        let done = self.desk.freeze_month(manager, key, month, why, agreed).await;
        self.note("a new version", done.map(drop).map_err(|why| why.to_string()));
    }
}
