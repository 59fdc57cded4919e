//! An agreement as the fields of a form, and back: what was typed stays as it was typed, and what
//! cannot be read is said at its field.

use std::collections::BTreeMap;
use std::str::FromStr;

use piket_core::calendar::{Weekly, Window};
use piket_core::key::AgreementKey;
use piket_core::priority::{Impact, Priority, PriorityMatrix, Urgency};
use piket_core::sla::{
    Agreement, AgreementKind, Band, CreditFigure, Credits, Maintenance, Metric, OnReopen, Percent,
    Target, Tier,
};
use piket_text::Words;

use crate::pages::typed::Typed;

/// The days of a week as fields name them.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What could not be read: a sentence for each field.
pub(super) type Wrong = BTreeMap<String, String>;

/// The fields of an agreement.
pub(super) fn of(it: &Agreement) -> Typed {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    put("name", it.name.clone());
    put("kind", it.kind.as_str().to_owned());
    put("party", it.party.as_ref().map(ToString::to_string).unwrap_or_default());
    put("tier", it.tier.as_str().to_owned());
    put("calendar", it.calendar.to_string());
    for target in &it.targets {
        put(&target_field(target.metric, target.priority), short(target.minutes));
    }
    let own = it.targets.iter().filter(|target| target.calendar.is_some());
    for (row, target) in own.enumerate() {
        put(&format!("h-metric-{row}"), target.metric.as_str().to_owned());
        put(&format!("h-priority-{row}"), u8::from(target.priority).to_string());
        let calendar = target.calendar.as_ref().map(ToString::to_string);
        put(&format!("h-calendar-{row}"), calendar.unwrap_or_default());
        if target.once_confirmed {
            put(&format!("h-confirmed-{row}"), "on".to_owned());
        }
    }
    put("availability", it.availability.map(|it| it.to_string()).unwrap_or_default());
    put("hours", it.hours_per_month.map(|it| it.to_string()).unwrap_or_default());
    put("margin", short(it.margin_minutes));
    put("managed", it.managed.join("\n"));
    put("exclusions", it.exclusions.join("\n"));
    for priority in &it.client_wait_pauses {
        put(&format!("pause-{}", u8::from(*priority)), "on".to_owned());
    }
    for (name, ticked) in
        [("fixes", it.minor_fixes_preapproved), ("workaround", it.resolution_by_workaround)]
    {
        if ticked {
            put(name, "on".to_owned());
        }
    }
    put("reopen", it.reopen_days.to_string());
    for (metric, then) in &it.on_reopen {
        put(&format!("reopen-{}", metric.as_str()), on_reopen(*then).to_owned());
    }
    let warn: Vec<String> = it.warn_percents.iter().map(ToString::to_string).collect();
    put("warn", warn.join(", "));
    let before: Vec<String> = it.warn_minutes.iter().map(ToString::to_string).collect();
    put("warn-before", before.join(", "));
    if let Some(maintenance) = &it.maintenance {
        put("maintenance", "on".to_owned());
        put("m-notice", maintenance.notice_hours.to_string());
        put("m-allowance", short(maintenance.allowance_minutes));
        for (day, windows) in DAYS.into_iter().zip(days(&maintenance.windows)) {
            let windows: Vec<String> = windows.iter().map(ToString::to_string).collect();
            put(&format!("m-{day}"), windows.join(", "));
        }
    }
    if let Some(credits) = &it.credits {
        put("credits", "on".to_owned());
        put(
            "c-fee",
            format!("{}.{:02}", credits.monthly_fee_cents / 100, credits.monthly_fee_cents % 100),
        );
        put("c-currency", credits.currency.clone());
        put("c-cap", credits.cap.to_string());
        put("c-exclusions", credits.exclusions.join("\n"));
        for (row, band) in credits.bands.iter().enumerate() {
            put(&format!("b-of-{row}"), figure(band.of).to_owned());
            put(&format!("b-below-{row}"), band.below.to_string());
            put(&format!("b-credit-{row}"), band.credit.to_string());
        }
    }
    let matrix = it.priority_matrix.unwrap_or_default();
    for impact in Impact::ALL {
        for urgency in Urgency::ALL {
            let priority = u8::from(matrix.priority(impact, urgency)).to_string();
            put(&matrix_field(impact, urgency), priority);
        }
    }
    Typed::new(fields)
}

/// The name of the field of a promise.
pub(super) fn target_field(metric: Metric, priority: Priority) -> String {
    format!("t-{}-{}", metric.as_str(), u8::from(priority))
}

/// The name of the field of a priority.
pub(super) fn matrix_field(impact: Impact, urgency: Urgency) -> String {
    format!("p-{}-{}", u8::from(impact), u8::from(urgency))
}

/// The name of what becomes of a clock.
pub(super) fn on_reopen(it: OnReopen) -> &'static str {
    match it {
        OnReopen::Resume => "resume",
        OnReopen::Void => "void",
        OnReopen::NewCycle => "new_cycle",
    }
}

/// The name of a figure that credits hang on.
pub(super) fn figure(of: CreditFigure) -> &'static str {
    match of {
        CreditFigure::Availability => "availability",
        CreditFigure::Kept(metric) => metric.as_str(),
    }
}

fn days(weekly: &Weekly) -> [&Vec<Window>; 7] {
    let Weekly { mon, tue, wed, thu, fri, sat, sun } = weekly;
    [mon, tue, wed, thu, fri, sat, sun]
}

/// Minutes as they are typed: `30`, `4h`, `1h30`.
pub(super) fn short(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => minutes.to_string(),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes:02}"),
    }
}

/// Reads `30`, `4h`, `1h30`, `4 u` (of Dutch hours) and `1:30`.
fn minutes(text: &str) -> Option<u32> {
    let text: String = text.to_lowercase().split_whitespace().collect();
    let Some((hours, rest)) = text.split_once(['h', 'u', ':']) else {
        return text.trim_end_matches('m').parse().ok();
    };
    let rest = rest.trim_start_matches(char::is_alphabetic).trim_end_matches('m');
    let rest: u32 = if rest.is_empty() { 0 } else { rest.parse().ok()? };
    hours.parse::<u32>().ok()?.checked_mul(60)?.checked_add(rest)
}

/// What of the form is read, and what cannot be.
struct Reading<'a> {
    typed: &'a Typed,
    w: &'a Words,
    wrong: Wrong,
}

impl Reading<'_> {
    fn fault(&mut self, field: &str, key: &'static str) {
        self.wrong.insert(field.to_owned(), self.w.t(key).into_owned());
    }

    fn parsed<T: FromStr>(&mut self, field: &str, key: &'static str) -> Option<T> {
        let read = self.typed.some(field)?.parse().ok();
        if read.is_none() {
            self.fault(field, key);
        }
        read
    }

    fn minutes(&mut self, field: &str) -> Option<u32> {
        let read = minutes(&self.typed.some(field)?);
        if read.is_none() {
            self.fault(field, "agreements-wrong-time");
        }
        read
    }

    fn percent(&mut self, field: &str) -> Option<Percent> {
        let text = self.typed.some(field)?.replace(',', ".");
        let read = text.trim_end_matches('%').trim().parse::<f64>().ok();
        let read = read.and_then(|number| Percent::try_from(number).ok());
        if read.is_none() {
            self.fault(field, "agreements-wrong-percent");
        }
        read
    }

    fn lines(&self, field: &str) -> Vec<String> {
        let text = self.typed.text(field);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn targets(&mut self) -> Vec<Target> {
        let mut targets = Vec::new();
        for metric in Metric::ALL {
            for priority in Priority::ALL {
                if let Some(minutes) = self.minutes(&target_field(metric, priority)) {
                    targets.push(Target::new(metric, priority, minutes));
                }
            }
        }
        for row in rows(self.typed, "h-calendar-") {
            let Some(calendar) =
                self.parsed(&format!("h-calendar-{row}"), "agreements-wrong-calendar")
            else {
                continue;
            };
            let metric = self.typed.text(&format!("h-metric-{row}"));
            let priority = self.typed.text(&format!("h-priority-{row}"));
            let target = targets.iter_mut().find(|it| {
                it.metric.as_str() == metric && u8::from(it.priority).to_string() == priority
            });
            match target {
                Some(target) => {
                    target.calendar = Some(calendar);
                    target.once_confirmed = self.typed.is_ticked(&format!("h-confirmed-{row}"));
                }
                None => self.fault(&format!("h-calendar-{row}"), "agreements-wrong-row"),
            }
        }
        targets
    }

    fn warnings(&mut self) -> Vec<u8> {
        self.numbers("warn", "agreements-wrong-warnings")
    }

    fn warnings_before(&mut self) -> Vec<u32> {
        self.numbers("warn-before", "agreements-wrong-warnings-before")
    }

    /// Numbers with a comma or a space between them, and a sign behind them if one likes.
    fn numbers<N: FromStr>(&mut self, field: &str, wrong: &'static str) -> Vec<N> {
        let text = self.typed.text(field);
        let parts = text.split([',', ';', ' ']).map(|it| it.trim_end_matches('%'));
        let read: Option<Vec<N>> =
            parts.filter(|it| !it.is_empty()).map(|it| it.parse().ok()).collect();
        if read.is_none() {
            self.fault(field, wrong);
        }
        read.unwrap_or_default()
    }

    fn maintenance(&mut self) -> Option<Maintenance> {
        if !self.typed.is_ticked("maintenance") {
            return None;
        }
        let [mon, tue, wed, thu, fri, sat, sun] = DAYS.map(|day| {
            let field = format!("m-{day}");
            let text = self.typed.text(&field);
            let windows = text.split([',', ';']).map(str::trim).filter(|it| !it.is_empty());
            let read: Result<Vec<Window>, _> = windows.map(str::parse).collect();
            if read.is_err() {
                self.fault(&field, "agreements-wrong-hours");
            }
            read.unwrap_or_default()
        });
        Some(Maintenance {
            notice_hours: self.parsed("m-notice", "agreements-wrong-number").unwrap_or(0),
            windows: Weekly { mon, tue, wed, thu, fri, sat, sun },
            allowance_minutes: self.minutes("m-allowance").unwrap_or(0),
        })
    }

    fn credits(&mut self) -> Option<Credits> {
        if !self.typed.is_ticked("credits") {
            return None;
        }
        let mut bands = Vec::new();
        for row in rows(self.typed, "b-below-") {
            let (below, credit) = (format!("b-below-{row}"), format!("b-credit-{row}"));
            if self.typed.some(&below).is_none() && self.typed.some(&credit).is_none() {
                continue;
            }
            let of = self.typed.text(&format!("b-of-{row}"));
            let metric = Metric::ALL.into_iter().find(|it| it.as_str() == of);
            let of = metric.map_or(CreditFigure::Availability, CreditFigure::Kept);
            match (self.percent(&below), self.percent(&credit)) {
                (Some(below), Some(credit)) => bands.push(Band { of, below, credit }),
                (None, _) => self.fault(&below, "agreements-wrong-percent"),
                (_, None) => self.fault(&credit, "agreements-wrong-percent"),
            }
        }
        Some(Credits {
            monthly_fee_cents: self.cents("c-fee"),
            currency: self.typed.some("c-currency").unwrap_or_else(|| "EUR".to_owned()),
            cap: self.percent("c-cap").unwrap_or(Percent::HUNDRED),
            bands,
            exclusions: self.lines("c-exclusions"),
        })
    }

    /// An amount such as `1250`, `1250.50` or `1250,50`.
    fn cents(&mut self, field: &str) -> u64 {
        let Some(text) = self.typed.some(field) else { return 0 };
        let text = text.replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((text.as_str(), ""));
        let part = format!("{part:0<2}");
        let read = whole
            .parse::<u64>()
            .ok()
            .zip(part.parse::<u64>().ok())
            .filter(|_| part.len() == 2)
            .and_then(|(whole, part)| whole.checked_mul(100)?.checked_add(part));
        if read.is_none() {
            self.fault(field, "agreements-wrong-amount");
        }
        read.unwrap_or(0)
    }

    fn matrix(&mut self) -> Option<PriorityMatrix> {
        let rows = Impact::ALL.map(|impact| {
            Urgency::ALL.map(|urgency| {
                let typed = self.typed.text(&matrix_field(impact, urgency));
                let usual = PriorityMatrix::USUAL.priority(impact, urgency);
                typed.parse::<u8>().ok().and_then(|it| it.try_into().ok()).unwrap_or(usual)
            })
        });
        match PriorityMatrix::try_from(rows) {
            Ok(matrix) => Some(matrix).filter(|matrix| *matrix != PriorityMatrix::USUAL),
            Err(why) => {
                let said = self.w.tn(
                    "agreements-wrong-matrix",
                    &[
                        ("impact", &u32::from(u8::from(why.at.0))),
                        ("urgency", &u32::from(u8::from(why.at.1))),
                        ("worse", &why.worse.to_string()),
                        ("better", &why.better.to_string()),
                    ],
                );
                self.wrong.insert("matrix".to_owned(), said);
                None
            }
        }
    }
}

/// The rows of which there is a field that begins so, from 0.
pub(super) fn rows(typed: &Typed, beginning: &str) -> std::ops::Range<usize> {
    let count =
        (0..200).take_while(|row| typed.get(&format!("{beginning}{row}")).is_some()).count();
    0..count
}

/// The agreement that the form describes.
///
/// # Errors
///
/// What cannot be read, by field.
pub(super) fn read(typed: &Typed, key: AgreementKey, w: &Words) -> Result<Agreement, Wrong> {
    let mut form = Reading { typed, w, wrong: Wrong::new() };
    let word = |field: &str| typed.text(field);
    let (kind, tier) = (word("kind"), word("tier"));
    let kind = AgreementKind::ALL.into_iter().find(|it| it.as_str() == kind).unwrap_or_default();
    let tier = Tier::ALL.into_iter().find(|it| it.as_str() == tier).unwrap_or(Tier::Bronze);
    let name = word("name");
    if name.is_empty() {
        form.fault("name", "agreements-wrong-name");
    }
    let calendar = form.parsed("calendar", "agreements-wrong-calendar");
    if calendar.is_none() {
        form.fault("calendar", "agreements-wrong-calendar");
    }
    let party = form.parsed("party", "agreements-wrong-party");
    let pauses = Priority::ALL.into_iter();
    let pauses = pauses.filter(|it| typed.is_ticked(&format!("pause-{}", u8::from(*it))));
    let reopening = Metric::ALL.into_iter().filter_map(|metric| {
        let then = typed.text(&format!("reopen-{}", metric.as_str()));
        let all = [OnReopen::Void, OnReopen::NewCycle];
        Some((metric, all.into_iter().find(|it| on_reopen(*it) == then)?))
    });
    let agreement = Agreement {
        key,
        name,
        kind,
        party: if kind == AgreementKind::Sla { None } else { party },
        tier,
        calendar: calendar.unwrap_or_else(no_calendar),
        warn_percents: form.warnings(),
        warn_minutes: form.warnings_before(),
        client_wait_pauses: pauses.collect(),
        minor_fixes_preapproved: typed.is_ticked("fixes"),
        resolution_by_workaround: typed.is_ticked("workaround"),
        reopen_days: form.parsed("reopen", "agreements-wrong-number").unwrap_or(0),
        on_reopen: reopening.collect(),
        managed: form.lines("managed"),
        exclusions: form.lines("exclusions"),
        maintenance: form.maintenance(),
        availability: form.percent("availability"),
        credits: form.credits(),
        hours_per_month: form.parsed("hours", "agreements-wrong-number"),
        margin_minutes: form.minutes("margin").unwrap_or(0),
        priority_matrix: form.matrix(),
        targets: form.targets(),
    };
    if form.wrong.is_empty() { Ok(agreement) } else { Err(form.wrong) }
}

/// Stands in for a calendar that could not be read; what is made with it is thrown away.
fn no_calendar() -> piket_core::key::CalendarKey {
    "x".parse().expect("a letter is a key")
}

#[cfg(test)]
mod tests {
    use piket_core::directory::Language;

    use super::*;
    use crate::pages::example::Example;

    fn full() -> Agreement {
        let example = Example::reported();
        let pin = example.directory.agreement_for(None, None).unwrap();
        let mut it = example.directory.agreement(&pin).unwrap().clone();
        it.targets[0].calendar = Some("always".parse().unwrap());
        it.targets[0].once_confirmed = true;
        it.targets[3].minutes = 90;
        it.availability = Some(Percent::of_thousandths(99_950));
        it.hours_per_month = Some(8);
        it.margin_minutes = 30;
        it.managed = vec!["The shop".to_owned(), "Its database".to_owned()];
        it.on_reopen.insert(Metric::Resolution, OnReopen::Void);
        it.maintenance = Some(Maintenance {
            notice_hours: 72,
            windows: Weekly { sun: vec!["22:00-06:00".parse().unwrap()], ..Weekly::default() },
            allowance_minutes: 240,
        });
        it.credits = Some(Credits {
            monthly_fee_cents: 125_050,
            currency: "EUR".to_owned(),
            cap: Percent::of_thousandths(50_000),
            bands: vec![Band {
                of: CreditFigure::Kept(Metric::Restore),
                below: Percent::of_thousandths(95_000),
                credit: Percent::of_thousandths(10_000),
            }],
            exclusions: vec!["What your own people changed".to_owned()],
        });
        it.priority_matrix = serde_json::from_str("[[1,1,3],[2,3,4],[3,4,5]]").ok();
        it
    }

    #[test]
    fn an_agreement_reads_back_from_its_form() {
        let it = full();
        let w = Words::of(Language::En);
        assert_eq!(read(&of(&it), it.key.clone(), &w), Ok(it));
    }

    #[test]
    fn times_read_as_people_write_them() {
        for (text, expected) in [
            ("30", Some(30)),
            ("4h", Some(240)),
            ("4 uur", Some(240)),
            ("1h30", Some(90)),
            ("1:30", Some(90)),
            ("45m", Some(45)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        let it = full();
        let mut fields = vec![
            ("name".to_owned(), " ".to_owned()),
            ("t-reaction-1".to_owned(), "soon".to_owned()),
            ("availability".to_owned(), "101".to_owned()),
            ("p-1-1".to_owned(), "5".to_owned()),
            ("calendar".to_owned(), "always".to_owned()),
        ];
        fields.push(("warn".to_owned(), "half".to_owned()));
        let w = Words::of(Language::Nl);
        let wrong = read(&Typed::new(fields), it.key, &w).unwrap_err();
        let at: Vec<&str> = wrong.keys().map(String::as_str).collect();
        assert_eq!(at, ["availability", "matrix", "name", "t-reaction-1", "warn"]);
    }
}
