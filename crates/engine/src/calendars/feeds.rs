//! Feeds of calendars: fetched when it is time, read, kept; what they close becomes a new version
//! of the calendar that counts from then on.
//!
//! A feed that fails keeps its last good answer and says why. Dates that have passed, and today,
//! stay as they were: what was counted is never counted anew.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use piket_agent::{Edition, FetchError, Fetched, Fetcher};
use piket_core::calendar::{
    CalendarVersion, Feed, FeedEvent, HolidayName, Read, closed_by, read_ical,
};
use piket_core::chance::Chance;
use piket_core::incident::Actor;
use piket_core::key::CalendarKey;
use piket_core::policy::{Action, Who};
use piket_store::feeds::{self, FeedState};
use piket_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::Sheet;
use crate::config::{self, ApplyError, Entry, Wish, Written};
use crate::configure::ConfigureError;
use crate::desk::Desk;

/// A good feed is read again after a day.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// Readings are spread over so many minutes, so that not all come at once.
const SPREAD_MINUTES: u64 = 120;
/// A feed that fails is tried after an hour, then two, then four, up to a day.
const FIRST_RETRY: SignedDuration = SignedDuration::from_hours(1);
/// So many feeds are read in one go, so that a lease outlives it.
const AT_ONCE: usize = 5;

/// No dates.
static NOTHING: BTreeMap<Date, HolidayName> = BTreeMap::new();

/// What a feed gave when it could last be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The events that cover whole dates.
    pub events: Vec<FeedEvent>,
    /// Events left out because they have a time of the day.
    pub timed: u32,
    /// Events left out because they lie in other years.
    pub far: u32,
    /// Events left out because they were not understood.
    pub odd: u32,
}

impl Given {
    /// What is kept of a feed.
    pub fn of(state: &FeedState) -> Self {
        serde_json::from_str(&state.events).unwrap_or_default()
    }
}

impl From<Read> for Given {
    fn from(read: Read) -> Self {
        let Read { events, timed, far, odd } = read;
        Self { events, timed, far, odd }
    }
}

/// Why a feed was not taken over: a code and what it is about.
struct Failure(String);

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self(format!("{} {}", error.code(), error.about()).trim().to_owned())
    }
}

impl Desk {
    /// What is known of all feeds, by calendar and name.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be read.
    pub async fn feed_states(&self) -> Result<Vec<FeedState>, StoreError> {
        self.store().read(feeds::all).await
    }

    /// Reads the feeds whose time has come, and lets calendars follow them. Answers how many were
    /// read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn read_feeds(&self, fetcher: &Fetcher, now: Timestamp) -> Result<usize, StoreError> {
        self.refresh().await?;
        let sheets = self.calendars().await?;
        let known = self.feed_states().await?;
        self.forget_feeds(&sheets, &known).await?;
        let due: Vec<(Sheet, Feed, FeedState)> = sheets
            .iter()
            .flat_map(|sheet| sheet.document.feeds.iter().map(move |feed| (sheet, feed)))
            .filter_map(|(sheet, feed)| {
                let state = state_of(&known, sheet, feed, now)?;
                (state.next_at <= now).then(|| (sheet.clone(), feed.clone(), state))
            })
            .take(AT_ONCE)
            .collect();
        let count = due.len();
        for (sheet, _, state) in due {
            self.read_feed(fetcher, &sheet, state, now).await?;
        }
        self.follow_feeds(now).await?;
        Ok(count)
    }

    async fn read_feed(
        &self,
        fetcher: &Fetcher,
        sheet: &Sheet,
        mut state: FeedState,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let zone = sheet.document.spec().zone().unwrap_or(TimeZone::UTC);
        let have = Edition { etag: state.etag.clone(), last_modified: state.last_modified.clone() };
        let fetched = fetcher.fetch(&state.url, &have, now).await;
        let outcome = match fetched {
            Ok(Fetched::Same) => Ok(None),
            Ok(Fetched::Document { body, edition }) => {
                taken_over(&body, &zone, &state, now).map(|given| Some((given, edition)))
            }
            Err(error) => Err(error.into()),
        };
        state.tried_at = Some(now);
        let wait = match outcome {
            Ok(news) => {
                state.fetched_at = Some(now);
                state.failures = 0;
                state.failure = None;
                if let Some((given, edition)) = news {
                    state.events = json(&given)?;
                    state.etag = edition.etag;
                    state.last_modified = edition.last_modified;
                }
                AGAIN_AFTER
            }
            Err(Failure(why)) => {
                tracing::warn!(
                    calendar.key = %state.calendar,
                    "The feed {} of {} was not taken over ({why}); its last good answer stays",
                    state.name, state.calendar
                );
                state.failures = state.failures.saturating_add(1);
                state.failure = Some(why);
                let times = 1_i32 << (state.failures - 1).min(5);
                (FIRST_RETRY * times).min(AGAIN_AFTER)
            }
        };
        let next = now.checked_add(wait + spread(self.chance().as_ref())).unwrap_or(Timestamp::MAX);
        state.next_at = next;
        self.store().write(move |tx: &mut Tx<'_>| feeds::put(tx, &state)).await
    }

    async fn forget_feeds(&self, sheets: &[Sheet], known: &[FeedState]) -> Result<(), StoreError> {
        let wanted: BTreeSet<(&str, &str)> = sheets
            .iter()
            .flat_map(|sheet| {
                let key = sheet.document.key.as_str();
                sheet.document.feeds.iter().map(move |feed| (key, feed.name.as_str()))
            })
            .collect();
        let gone: Vec<(String, String)> = known
            .iter()
            .filter(|state| !wanted.contains(&(state.calendar.as_str(), state.name.as_str())))
            .map(|state| (state.calendar.clone(), state.name.clone()))
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let forget = move |tx: &mut Tx<'_>| {
            gone.iter().try_for_each(|(calendar, name)| feeds::forget(tx, calendar, name))
        };
        self.store().write(forget).await
    }

    /// Lets every calendar be closed on the dates that its feeds close, from tomorrow on.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub(crate) async fn follow_feeds(&self, now: Timestamp) -> Result<(), StoreError> {
        let known = self.feed_states().await?;
        if known.is_empty() {
            return Ok(());
        }
        for sheet in self.calendars().await? {
            let Some(document) = followed(&sheet, &known, now) else { continue };
            let key = document.key.clone();
            let entry = Entry::Calendar(Box::new(document));
            let written = vec![Written { entry, spot: None }];
            let wish = Wish::default();
            match config::save(self.store(), written, wish, &Actor::Piket, now).await {
                Ok(_) => tracing::info!(calendar.key = %key, "Calendar {key} follows its feeds"),
                Err(ApplyError::Store(error)) => return Err(error),
                Err(error) => {
                    tracing::warn!(calendar.key = %key, "{key} cannot follow its feeds: {error}");
                }
            }
        }
        self.refresh().await
    }

    /// Keeps the events of a file as those of a feed without an address, and lets the calendar
    /// follow. The calendar must name such a feed already.
    ///
    /// # Errors
    ///
    /// [`ConfigureError`]; nothing is changed then.
    pub async fn import_events(
        &self,
        who: &Who,
        calendar: &CalendarKey,
        feed: &str,
        read: Read,
        now: Timestamp,
    ) -> Result<(), ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let mut state = FeedState::unread(calendar.as_str(), feed, "", now);
        state.events = json(&Given::from(read))?;
        state.fetched_at = Some(now);
        state.next_at = Timestamp::MAX;
        self.store().write(move |tx: &mut Tx<'_>| feeds::put(tx, &state)).await?;
        self.follow_feeds(now).await?;
        self.nudge();
        Ok(())
    }

    /// Reads a feed at once, whenever it was to be read.
    ///
    /// # Errors
    ///
    /// [`ConfigureError`].
    pub async fn read_feed_soon(
        &self,
        who: &Who,
        calendar: &CalendarKey,
        feed: &str,
        now: Timestamp,
    ) -> Result<(), ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let (calendar, feed) = (calendar.to_string(), feed.to_owned());
        let soon = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            if let Some(mut state) = feeds::of(tx, &calendar, &feed)? {
                state.next_at = state.next_at.min(now);
                feeds::put(tx, &state)?;
            }
            Ok(())
        };
        self.store().write(soon).await?;
        Ok(())
    }
}

/// The years whose events are read: the past one, to the fifth ahead.
pub fn years(zone: &TimeZone, now: Timestamp) -> (Date, Date) {
    let year = zone.to_datetime(now).year();
    let first = Date::new(year.saturating_sub(1), 1, 1).unwrap_or(Date::MIN);
    (first, Date::new(year.saturating_add(5), 12, 31).unwrap_or(Date::MAX))
}

/// What is read off a body; a feed that had events and has none any more is not believed.
fn taken_over(
    body: &[u8],
    zone: &TimeZone,
    state: &FeedState,
    now: Timestamp,
) -> Result<Given, Failure> {
    let (first, last) = years(zone, now);
    let read = read_ical(body, zone, first, last).map_err(|why| Failure(why.code().to_owned()))?;
    let had_events = !Given::of(state).events.is_empty();
    if read.events.is_empty() && had_events {
        return Err(Failure("no-events".to_owned()));
    }
    Ok(read.into())
}

/// What is known of a feed that has an address; a feed at another address is another feed.
fn state_of(known: &[FeedState], sheet: &Sheet, feed: &Feed, now: Timestamp) -> Option<FeedState> {
    let url = feed.url.as_deref()?;
    let key = sheet.document.key.as_str();
    let mut own = known.iter().filter(|it| it.calendar == key && it.name == feed.name);
    let same = own.find(|it| it.url == url).cloned();
    Some(same.unwrap_or_else(|| FeedState::unread(key, &feed.name, url, now)))
}

/// The calendar as its feeds want it from now on; nothing if it is so already.
fn followed(
    sheet: &Sheet,
    known: &[FeedState],
    now: Timestamp,
) -> Option<config::CalendarDocument> {
    let document = &sheet.document;
    let zone = document.spec().zone()?;
    let today = zone.to_datetime(now).date();
    let wanted = wanted(document, known);
    let began = |it: &&CalendarVersion| it.effective_from.is_none_or(|at| at <= now);
    let current = document.versions.iter().take_while(began).count().checked_sub(1)?;
    let mut versions = document.versions.clone();
    let mut is_other = false;
    for version in versions.iter_mut().skip(current + 1) {
        if version.from_feeds.as_ref().unwrap_or(&NOTHING) != &wanted {
            version.from_feeds = Some(wanted.clone());
            is_other = true;
        }
    }
    let mut next = versions.get(current)?.clone();
    let before = next.from_feeds.unwrap_or_default();
    let mut closed = before.clone();
    closed.retain(|date, _| *date <= today);
    closed.extend(wanted.into_iter().filter(|(date, _)| *date > today));
    if closed != before {
        next.from_feeds = Some(closed);
        next.effective_from = Timestamp::from_second(now.as_second()).ok();
        versions.insert(current + 1, next);
        is_other = true;
    }
    is_other.then(|| config::CalendarDocument { versions, ..document.clone() })
}

/// All dates that the feeds of a calendar close, as far as is known.
fn wanted(document: &config::CalendarDocument, known: &[FeedState]) -> BTreeMap<Date, HolidayName> {
    let mut wanted = BTreeMap::new();
    for feed in &document.feeds {
        let key = document.key.as_str();
        let state = known.iter().find(|it| it.calendar == key && it.name == feed.name);
        let Some(state) = state else { continue };
        for (date, name) in closed_by(&Given::of(state).events, &feed.close) {
            wanted.entry(date).or_insert(name);
        }
    }
    wanted
}

fn json(given: &Given) -> Result<String, StoreError> {
    serde_json::to_string(given).map_err(|why| StoreError::Broken(why.to_string()))
}

/// Some minutes, by chance.
fn spread(chance: &dyn Chance) -> SignedDuration {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    let minutes = u64::from_le_bytes(bytes) % SPREAD_MINUTES;
    SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(0))
}
