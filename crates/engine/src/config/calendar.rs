//! The calendar as a document of the configuration: a key and a name around its hours, and how a
//! new text of it continues the hours that were already counted with.
//!
//! What was counted is never counted anew: hours that change, change from now on.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use piket_core::calendar::{CalendarSpec, CalendarVersion, Feed, HORIZON_DAYS, HolidayPolicy};
use piket_core::key::CalendarKey;
use serde::{Deserialize, Serialize};

/// A calendar with its key and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarDocument {
    /// Its key.
    pub key: CalendarKey,
    /// Its name.
    pub name: String,
    /// Why it may be closed for a month or longer: a season.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_season_because: Option<String>,
    /// The IANA name of the zone in which the hours are read.
    pub tz: String,
    /// The versions in the order in which they took effect.
    pub versions: Vec<CalendarVersion>,
    /// Other people's calendars, and which of their events close this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<Feed>,
}

impl CalendarDocument {
    /// A calendar of this name with these hours.
    pub fn new(key: CalendarKey, name: impl Into<String>, spec: CalendarSpec) -> Self {
        let CalendarSpec { tz, versions } = spec;
        Self {
            key,
            name: name.into(),
            closed_season_because: None,
            tz,
            versions,
            feeds: Vec::new(),
        }
    }

    /// The hours alone, as the rules read them.
    pub fn spec(&self) -> CalendarSpec {
        CalendarSpec { tz: self.tz.clone(), versions: self.versions.clone() }
    }

    /// The document with the holidays of its versions as dates, as it is saved at `now`.
    #[must_use]
    pub fn resolved(mut self, now: Timestamp) -> Self {
        let spec = CalendarSpec { tz: self.tz, versions: self.versions };
        CalendarSpec { tz: self.tz, versions: self.versions } = spec.with_holidays_resolved(now);
        self
    }
}

/// What became of a new text of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Continued {
    /// The calendar to save.
    pub(super) document: CalendarDocument,
    /// What of the new text does not hold, for people.
    pub(super) ignored: Option<String>,
}

/// Why a new text cannot continue a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its zone was {before} and cannot become {after}: hours that were counted would move")]
pub(super) struct OtherZone {
    before: String,
    after: String,
}

/// The calendar that is saved at `now` when `stored` is there and `written` is asked for.
///
/// Versions that have taken effect stay. If the text wants other hours for today than hold today,
/// they become a new version that starts now; versions that lie ahead are as written.
pub(super) fn continued(
    stored: &CalendarDocument,
    written: CalendarDocument,
    now: Timestamp,
) -> Result<Continued, OtherZone> {
    if stored.tz != written.tz {
        return Err(OtherZone { before: stored.tz.clone(), after: written.tz });
    }
    let began = |version: &&CalendarVersion| version.effective_from.is_none_or(|at| at <= now);
    let mut versions: Vec<_> = stored.versions.iter().take_while(began).cloned().collect();
    let mut past: Vec<_> = written.versions.iter().take_while(began).cloned().collect();
    for version in &mut past {
        leave_to_feeds(version, versions.last(), &written.feeds);
    }
    let mut ignored = None;
    if let Some(wanted) = past.last() {
        let holds = versions.last().is_some_and(|current| holds_on(current, wanted, now));
        let retold = !tells_the_same(&versions, &past, now);
        if !holds {
            if wanted.effective_from.is_some_and(|at| at.as_second() < now.as_second()) {
                ignored = Some("hours that start in the past count from now on".to_owned());
            }
            start_now(&mut versions, wanted.clone(), now);
        } else if retold && past.len() > 1 {
            ignored = Some("hours of the past stay as they were counted".to_owned());
        }
    }
    let current = versions.last().cloned();
    let ahead = written.versions.iter().skip(past.len()).map(|version| {
        let mut version = version.clone();
        leave_to_feeds(&mut version, current.as_ref(), &written.feeds);
        let same = |old: &&CalendarVersion| {
            old.effective_from == version.effective_from && same_hours(old, &version)
        };
        stored.versions.iter().find(same).cloned().unwrap_or(version)
    });
    let ahead: Vec<_> = ahead.collect();
    versions.extend(ahead);
    let document = CalendarDocument { versions, ..written }.resolved(now);
    Ok(Continued { document, ignored })
}

/// What feeds close is theirs to say: a version that leaves it out keeps what they close now, as
/// long as there are any.
fn leave_to_feeds(
    version: &mut CalendarVersion,
    current: Option<&CalendarVersion>,
    feeds: &[Feed],
) {
    if feeds.is_empty() {
        version.from_feeds = None;
    } else if version.from_feeds.is_none() {
        version.from_feeds = current.and_then(|current| current.from_feeds.clone());
    }
}

/// Starts hours at `now`, to the second; they replace hours that started this very second.
fn start_now(versions: &mut Vec<CalendarVersion>, wanted: CalendarVersion, now: Timestamp) {
    let second = Timestamp::from_second(now.as_second()).unwrap_or(now);
    versions.pop_if(|last| last.effective_from.is_some_and(|at| at >= second));
    let since_ever = versions.is_empty();
    let effective_from = if since_ever { wanted.effective_from } else { Some(second) };
    versions.push(CalendarVersion { effective_from, ..wanted });
}

/// Whether what holds now is what is wanted, with holidays that reach far enough.
fn holds_on(current: &CalendarVersion, wanted: &CalendarVersion, now: Timestamp) -> bool {
    let by_rule = wanted.holidays.is_empty() && wanted.holiday_policy != HolidayPolicy::None;
    same_hours(current, wanted) && !(by_rule && holidays_run_out(current, now))
}

/// Whether two versions have the same hours; holidays that are left to the rule are those that
/// the rule has given.
fn same_hours(old: &CalendarVersion, new: &CalendarVersion) -> bool {
    let left_to_rule = new.holidays.is_empty() && new.holiday_policy != HolidayPolicy::None;
    let CalendarVersion { weekly, holiday_policy, early_close, closed_on, exceptions, .. } = old;
    let by_feeds = |it: &CalendarVersion| it.from_feeds.clone().unwrap_or_default();
    *weekly == new.weekly
        && by_feeds(old) == by_feeds(new)
        && *early_close == new.early_close
        && *holiday_policy == new.holiday_policy
        && *closed_on == new.closed_on
        && *exceptions == new.exceptions
        && (left_to_rule || old.holidays == new.holidays)
}

fn tells_the_same(old: &[CalendarVersion], new: &[CalendarVersion], now: Timestamp) -> bool {
    let same = |(old, new): (&CalendarVersion, &CalendarVersion)| {
        old.effective_from == new.effective_from
            && (same_hours(old, new) || holds_on(old, new, now))
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

fn holidays_run_out(version: &CalendarVersion, now: Timestamp) -> bool {
    let today = TimeZone::UTC.to_datetime(now).date();
    let ahead = today.saturating_add(HORIZON_DAYS.days());
    version.holidays.last_key_value().is_none_or(|(last, _)| *last < ahead)
}
