//! Feeds as they come, and as they should not.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn amsterdam() -> TimeZone {
    super::super::CalendarSpec::always_open("Europe/Amsterdam").zone().unwrap()
}

fn read_in(zone: &TimeZone, text: &str) -> Result<Read, NotACalendar> {
    read(text.as_bytes(), zone, date(2026, 1, 1), date(2028, 12, 31))
}

fn events(body: &str) -> Read {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}\r\nEND:VCALENDAR\r\n");
    read_in(&amsterdam(), &text).unwrap()
}

fn event(body: &str) -> Read {
    events(&format!("BEGIN:VEVENT\r\nSUMMARY:Feest\r\n{body}\r\nEND:VEVENT"))
}

fn days(read: &Read) -> Vec<(Date, u16)> {
    read.events.iter().map(|event| (event.on, event.days)).collect()
}

#[test]
fn an_all_day_event_is_a_local_date_wherever_the_calendar_is() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Kerst\n\
                END:VEVENT\nEND:VCALENDAR";
    for zone in ["Europe/Amsterdam", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"] {
        let zone = super::super::CalendarSpec::always_open(zone).zone().unwrap();
        assert_eq!(days(&read_in(&zone, text).unwrap()), [(date(2026, 12, 25), 1)]);
    }
}

#[test]
fn the_end_of_an_event_is_not_part_of_it() {
    let read = event("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260504");
    assert_eq!(days(&read), [(date(2026, 5, 1), 3)]);
    let read = event("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260501");
    assert_eq!(days(&read), [(date(2026, 5, 1), 1)], "some programs end a day where it begins");
    let read = event("DTSTART;VALUE=DATE:20260501\r\nDURATION:P2W");
    assert_eq!(days(&read), [(date(2026, 5, 1), 14)]);
}

#[test]
fn yearly_repeats_are_followed_within_the_years_that_were_asked_for() {
    let read = event("DTSTART;VALUE=DATE:20200229\r\nRRULE:FREQ=YEARLY");
    assert_eq!(days(&read), [(date(2028, 2, 29), 1)]);
    let read = event("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY;UNTIL=20261231");
    assert_eq!(days(&read), [(date(2026, 1, 1), 1)]);
    let read = event("DTSTART;VALUE=DATE:20251127\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH");
    assert_eq!(
        days(&read),
        [(date(2026, 11, 26), 1), (date(2027, 11, 25), 1), (date(2028, 11, 23), 1)]
    );
    let read = event(
        "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=2\r\nEXDATE;VALUE=DATE:20260101",
    );
    assert_eq!(days(&read), [(date(2027, 1, 1), 1)]);
}

#[test]
fn repeats_that_are_not_understood_are_told_and_never_guessed() {
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=YEARLY;BYSETPOS=1",
        "FREQ=YEARLY;INTERVAL=0",
    ] {
        let read = event(&format!("DTSTART;VALUE=DATE:20260101\r\nRRULE:{rule}"));
        assert_eq!((read.events.len(), read.odd), (0, 1), "{rule}");
    }
}

#[test]
fn an_event_with_times_closes_only_if_it_covers_whole_dates() {
    let read = event(
        "DTSTART;TZID=Europe/Amsterdam:20260501T000000\r\nDTEND;TZID=Europe/Amsterdam:20260502T000000",
    );
    assert_eq!(days(&read), [(date(2026, 5, 1), 1)]);
    let read = event("DTSTART:20260430T220000Z\r\nDTEND:20260502T220000Z");
    assert_eq!(days(&read), [(date(2026, 5, 1), 2)], "midnight in Amsterdam");
    for times in [
        "DTSTART:20260501T090000Z\r\nDTEND:20260501T170000Z",
        "DTSTART:20260501T000000Z\r\nDTEND:20260502T000000Z",
        "DTSTART;TZID=America/New_York:20260501T000000\r\nDTEND;TZID=America/New_York:20260502T000000",
        "DTSTART:20260501T000000",
    ] {
        let read = event(times);
        assert_eq!((read.events.len(), read.timed), (0, 1), "{times}");
    }
}

#[test]
fn what_lies_in_other_years_is_counted_and_left_out() {
    for start in ["99991231", "00010101", "20250101"] {
        let read = event(&format!("DTSTART;VALUE=DATE:{start}"));
        assert_eq!((read.events.len(), read.far), (0, 1), "{start}");
    }
    assert_eq!(event("DTSTART;VALUE=DATE:20261399").odd, 1);
    assert_eq!(event("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270101").odd, 1);
    assert_eq!(event("DESCRIPTION:no start").odd, 1);
}

#[test]
fn titles_are_read_over_folded_lines_and_escapes_and_cut_where_they_are_too_long() {
    let read = events(
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY;LANGUAGE=\"nl:x\":Dag van\\, de \r\n \
         Arbeid\\nvrij\r\nCATEGORIES:Holiday,Vrij\r\nBEGIN:VALARM\r\nSUMMARY:Alarm\r\nEND:VALARM\r\nEND:VEVENT",
    );
    assert_eq!(read.events[0].title, "Dag van, de Arbeid vrij");
    assert_eq!(read.events[0].categories, ["Holiday", "Vrij"]);
    let long = "é".repeat(70_000);
    let read = event(&format!("DTSTART;VALUE=DATE:20260501\r\nSUMMARY:{long}"));
    assert_eq!(read.events[0].title.chars().count(), MAX_TITLE);
}

#[test]
fn cancelled_events_and_second_copies_close_nothing_more() {
    assert_eq!(event("DTSTART;VALUE=DATE:20260501\r\nSTATUS:CANCELLED"), Read::default());
    let one = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:Feest\r\nEND:VEVENT";
    assert_eq!(events(&format!("{one}\r\n{one}")).events.len(), 1);
}

#[test]
fn what_is_no_calendar_is_refused_by_its_kind() {
    let of = |text: &str| read_in(&amsterdam(), text);
    assert_eq!(of("  \r\n"), Err(NotACalendar::Empty));
    assert_eq!(of("<!DOCTYPE html><html>Sign in</html>"), Err(NotACalendar::WebPage));
    assert_eq!(of("{\"error\": 1}"), Err(NotACalendar::Foreign));
    assert_eq!(of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026"), Err(NotACalendar::CutOff));
    assert_eq!(of("\u{feff}BEGIN:VCALENDAR\nEND:VCALENDAR"), Ok(Read::default()));
    let latin = read(b"BEGIN:VCALENDAR\nX:\xe9\nEND:VCALENDAR", &amsterdam(), Date::MIN, Date::MAX);
    assert_eq!(latin, Err(NotACalendar::NotText));
    let many = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nEND:VEVENT\n".repeat(100_000);
    assert_eq!(of(&format!("BEGIN:VCALENDAR\n{many}END:VCALENDAR")), Err(NotACalendar::TooMany));
}

proptest! {
    #[test]
    fn whatever_a_feed_says_it_is_read_or_refused_in_bounds(
        start in "[0-9]{6,10}(T[0-9]{6}Z?)?",
        rule in "(FREQ=(YEARLY|DAILY);)?((INTERVAL|COUNT|BYMONTH|BYDAY|UNTIL)=[-0-9A-Z]{1,9};?){0,3}",
        noise in "[ -~\r\n\t]{0,80}",
    ) {
        let text = format!(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:{start}\nDTEND:{start}\nRRULE:{rule}\n{noise}\nEND:VEVENT\nEND:VCALENDAR"
        );
        if let Ok(read) = read_in(&amsterdam(), &text) {
            for event in read.events {
                prop_assert!(event.on <= date(2028, 12, 31) && i32::from(event.days) <= MAX_DAYS);
            }
        }
    }
}
