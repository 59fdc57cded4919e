//! Time spent, in words.

use std::borrow::Cow;

use piket_core::calendar::WorkingTime;
use piket_core::directory::Directory;
use piket_core::spent::{Stretch, TimeDeed, TimeRefusal, TimeStanding, TimeStep};

use crate::words::Words;

impl Words {
    /// How long somebody worked, as hours and minutes however long it is: `45 m`, `37 h 20 m`.
    /// Less than a minute is told in seconds.
    pub fn worked(&self, seconds: i64) -> String {
        if (1..60).contains(&seconds) {
            return self.span(seconds);
        }
        self.duration(WorkingTime::of_seconds(seconds))
    }

    /// When a stretch was: a day, with its times where these are known.
    pub fn worked_when(&self, stretch: &Stretch) -> String {
        match stretch {
            Stretch::On { day, .. } => self.weekday_and_day_short(*day),
            Stretch::Between { from, until } => {
                let is_one_day = self.local(*from).date() == self.local(*until).date();
                let end = if is_one_day { self.time(*until) } else { self.moment(*until) };
                self.t2("spent-from-until", "from", self.weekday_and_moment(*from), "until", end)
            }
        }
    }

    /// How an entry stands.
    pub fn time_standing(&self, standing: TimeStanding) -> Cow<'static, str> {
        self.named("spent-standing", standing.as_str())
    }

    /// Why time was not noted.
    pub fn time_refused(&self, refusal: TimeRefusal) -> Cow<'static, str> {
        self.named("spent-refused", refusal.as_str())
    }

    /// What was done to an entry, in a sentence.
    pub fn time_step(&self, step: &TimeStep, directory: &Directory) -> String {
        let who = directory.person_name(&step.by);
        let at = self.moment(step.at);
        let with_time = |key: &str, stretch: &Stretch| {
            let time = self.worked(stretch.seconds());
            let time = format!("{time} ({})", self.worked_when(stretch));
            self.tn(key, &[("who", &who), ("at", &at), ("time", &time)])
        };
        let plain = |key: &str| self.t2(key, "who", who, "at", at.as_str());
        let (sentence, reason) = match &step.deed {
            TimeDeed::Started => (plain("spent-deed-started"), ""),
            TimeDeed::Stopped { for_another: true, .. } => {
                (plain("spent-deed-stopped-for-another"), "")
            }
            TimeDeed::Stopped { note, .. } => (plain("spent-deed-stopped"), note.as_str()),
            TimeDeed::Typed { stretch, note } => {
                (with_time("spent-deed-typed", stretch), note.as_str())
            }
            TimeDeed::Changed { stretch, reason, .. } => {
                (with_time("spent-deed-changed", stretch), reason.as_str())
            }
            TimeDeed::Confirmed => (plain("spent-deed-confirmed"), ""),
            TimeDeed::Withdrawn { reason } => (plain("spent-deed-withdrawn"), reason.as_str()),
        };
        if reason.is_empty() {
            return sentence;
        }
        self.t2("spent-deed-why", "sentence", sentence, "reason", reason)
    }
}

#[cfg(test)]
mod tests {
    use piket_core::directory::Language;

    use super::*;

    fn words(language: Language) -> Words {
        Words::of(language).in_zone("Europe/Amsterdam")
    }

    #[test]
    fn time_is_told_in_hours_however_much_it_is() {
        let en = words(Language::En);
        for (seconds, told) in [(0, "0 m"), (40, "40 s"), (2_700, "45 m"), (134_400, "37 h 20 m")] {
            assert_eq!(en.worked(seconds), told);
        }
    }

    #[test]
    fn every_standing_refusal_and_deed_has_words() {
        let directory = Directory::default();
        let stretch = Stretch::Between {
            from: at("2026-03-31T20:00:00Z"),
            until: at("2026-03-31T23:00:00Z"),
        };
        let deeds = [
            TimeDeed::Started,
            TimeDeed::Stopped {
                until: at("2026-03-31T23:00:00Z"),
                note: "x".into(),
                for_another: false,
            },
            TimeDeed::Stopped {
                until: at("2026-03-31T23:00:00Z"),
                note: String::new(),
                for_another: true,
            },
            TimeDeed::Typed { stretch, note: String::new() },
            TimeDeed::Changed { stretch, note: String::new(), reason: "twice".into() },
            TimeDeed::Confirmed,
            TimeDeed::Withdrawn { reason: "not ours".into() },
        ];
        for language in Language::ALL {
            let w = words(language);
            for standing in TimeStanding::ALL {
                assert!(!w.time_standing(standing).contains("spent-"), "{standing:?}");
            }
            for refusal in TimeRefusal::ALL {
                assert!(!w.time_refused(refusal).contains("spent-"), "{refusal:?}");
            }
            for deed in &deeds {
                let by = "ilse".parse().unwrap();
                let at = at("2026-04-01T08:00:00Z");
                let step = TimeStep { seq: 1, at, by, is_late: false, deed: deed.clone() };
                let told = w.time_step(&step, &directory);
                assert!(told.contains("ilse") && !told.contains("spent-"), "{told}");
            }
        }
        let told = words(Language::En).worked_when(&stretch);
        assert_eq!(told, "Tue 31 Mar 22:00 to 1 Apr 01:00");
    }

    fn at(text: &str) -> jiff::Timestamp {
        text.parse().unwrap()
    }
}
