//! Availability: which share of the agreed hours of a period the service was there (domain §2.11).
//!
//! One function of a period, a calendar and what was seen. What counts as an outage, and which
//! planned work the agreement lets pass, is decided before.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::spans::{Span, Spans};
use crate::calendar::{Calendar, WorkingTime};
use crate::sla::Percent;

/// A period of which more than this was not measured is flagged.
pub const UNMEASURED_LIMIT: Percent = Percent::of_thousandths(1_000);

/// A hundred percent in the unit of [`Percent`].
const WHOLE: i64 = 100_000;

/// What was seen of a service during a period. Time outside the period does not matter, and
/// overlaps count once.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    /// The service was away: from the first failing check to the first good one that stayed.
    pub outages: Spans,
    /// The service was there, but bad. An outage at the same time outweighs it.
    pub degraded: Spans,
    /// How much of degraded time counts as lost; usually none.
    pub degraded_weight: Option<Percent>,
    /// Planned work that the agreement lets pass: announced in time, inside its windows and within
    /// its allowance. What exceeds these belongs to the service time and is not given here.
    pub maintenance: Spans,
    /// Nobody can tell, because we did not look: the monitor was away. Not part of the service
    /// time, and so never an outage; what is known by other evidence must be left out of this.
    pub unmeasured: Spans,
}

/// What a period came to, in open time of the agreed calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// The agreed service time: open, without planned work and without what was not measured.
    pub agreed: WorkingTime,
    /// How much of it the service was away.
    pub down: WorkingTime,
    /// How much of it the service was bad, but there.
    pub degraded: WorkingTime,
    /// Open time outside planned work that nobody measured. It is not part of `agreed`.
    pub unmeasured: WorkingTime,
    /// Open time of planned work. It is not part of `agreed`.
    pub maintenance: WorkingTime,
    /// What counts as lost: `down`, and `degraded` by its weight; in hundred-thousandths of a
    /// second, so that nothing is rounded.
    lost: i64,
}

/// What the service came to in `period` by the hours of `calendar`.
///
/// For a period in which the calendar or the agreement changed, ask for each part and add them.
pub fn availability(period: Span, calendar: &Calendar, observed: &Observed) -> Availability {
    let period = Spans::from(period);
    let planned = period.within(&observed.maintenance);
    let measurable = period.without(&planned);
    let unmeasured = measurable.within(&observed.unmeasured);
    let agreed = measurable.without(&unmeasured);
    let down = agreed.within(&observed.outages);
    let degraded = agreed.within(&observed.degraded).without(&down);

    let [agreed, down, degraded, unmeasured, maintenance] =
        [agreed, down, degraded, unmeasured, planned].map(|spans| spans.open_time(calendar));
    let weight = observed.degraded_weight.map_or(0, |weight| i64::from(weight.thousandths()));
    let lost = down.seconds() * WHOLE + degraded.seconds() * weight;
    Availability { agreed, down, degraded, unmeasured, maintenance, lost }
}

impl Availability {
    /// The availability in percent, unrounded; nothing if there was no service time, which is not
    /// the same as a hundred.
    #[expect(clippy::cast_precision_loss, reason = "periods are far below 2^53 units")]
    pub fn percent(&self) -> Option<f64> {
        let agreed = self.agreed.seconds().checked_mul(WHOLE).filter(|agreed| *agreed > 0)?;
        Some((agreed - self.lost) as f64 / agreed as f64 * 100.0)
    }

    /// The availability in percent, rounded down to so many decimals (at most 6), as a text with a
    /// decimal point: 99.996 with two decimals is `99.99`. Never more than it is.
    pub fn floored(&self, decimals: u32) -> Option<String> {
        let scale = 10_i128.pow(decimals.min(6));
        let shown = self.share_of(100 * scale)?;
        let (whole, part) = (shown.div_euclid(scale), shown.rem_euclid(scale));
        Some(match decimals.min(6) {
            0 => whole.to_string(),
            decimals => format!("{whole}.{part:0width$}", width = decimals as usize),
        })
    }

    /// Whether the service was there as much as promised; exactly as much is enough. Nothing if
    /// there was no service time.
    pub fn keeps(&self, promised: Percent) -> Option<bool> {
        let agreed = i128::from(self.agreed.seconds());
        if agreed <= 0 {
            return None;
        }
        let there = agreed * i128::from(WHOLE) - i128::from(self.lost);
        Some(there >= agreed * i128::from(promised.thousandths()))
    }

    /// Whether so much was not measured that the figure should say so: more than
    /// [`UNMEASURED_LIMIT`] of the time that could have been.
    pub fn is_poorly_measured(&self) -> bool {
        let unmeasured = i128::from(self.unmeasured.seconds());
        let measurable = unmeasured + i128::from(self.agreed.seconds());
        unmeasured * i128::from(WHOLE) > measurable * i128::from(UNMEASURED_LIMIT.thousandths())
    }

    /// So many of `parts` were there, rounded down.
    fn share_of(&self, parts: i128) -> Option<i128> {
        let agreed = i128::from(self.agreed.seconds()) * i128::from(WHOLE);
        (agreed > 0).then(|| ((agreed - i128::from(self.lost)) * parts).div_euclid(agreed))
    }
}

impl Add for Availability {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            agreed: self.agreed + other.agreed,
            down: self.down + other.down,
            degraded: self.degraded + other.degraded,
            unmeasured: self.unmeasured + other.unmeasured,
            maintenance: self.maintenance + other.maintenance,
            lost: self.lost.saturating_add(other.lost),
        }
    }
}

impl Sum for Availability {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::{CalendarSpec, CalendarVersion, Weekly};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span::new(at(from), at(to)).unwrap()
    }

    fn spans(spans: &[(&str, &str)]) -> Spans {
        spans.iter().map(|(from, to)| span(from, to)).collect()
    }

    /// Monday to Friday from nine to five in Amsterdam.
    fn office() -> Calendar {
        let weekly = Weekly::workdays(&["09:00-17:00".parse().unwrap()]);
        let version = CalendarVersion { weekly, ..CalendarVersion::default() };
        Calendar::compile(CalendarSpec::single("Europe/Amsterdam", version)).unwrap()
    }

    fn always() -> Calendar {
        Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap()
    }

    /// Monday 15 June 2026 from midnight to midnight in Amsterdam.
    fn monday() -> Span {
        span("2026-06-15T00:00:00+02:00", "2026-06-16T00:00:00+02:00")
    }

    #[test]
    fn an_outage_at_night_costs_nothing_in_office_hours() {
        let observed = Observed {
            outages: spans(&[
                ("2026-06-15T02:00:00+02:00", "2026-06-15T06:00:00+02:00"),
                ("2026-06-15T16:00:00+02:00", "2026-06-15T20:00:00+02:00"),
            ]),
            ..Observed::default()
        };
        let found = availability(monday(), &office(), &observed);
        assert_eq!((found.agreed, found.down), (WorkingTime::hours(8), WorkingTime::hours(1)));
        assert_eq!(found.percent(), Some(87.5));
    }

    #[test]
    fn two_outages_at_once_are_one() {
        let observed = Observed {
            outages: spans(&[
                ("2026-06-15T10:00:00+02:00", "2026-06-15T12:00:00+02:00"),
                ("2026-06-15T11:00:00+02:00", "2026-06-15T13:00:00+02:00"),
            ]),
            ..Observed::default()
        };
        assert_eq!(availability(monday(), &office(), &observed).down, WorkingTime::hours(3));
    }

    #[test]
    fn planned_work_is_not_service_time_and_an_outage_in_it_is_none() {
        let observed = Observed {
            outages: spans(&[("2026-06-15T10:30:00+02:00", "2026-06-15T12:00:00+02:00")]),
            maintenance: spans(&[("2026-06-15T10:00:00+02:00", "2026-06-15T11:00:00+02:00")]),
            ..Observed::default()
        };
        let found = availability(monday(), &office(), &observed);
        assert_eq!(found.agreed, WorkingTime::hours(7));
        assert_eq!(found.down, WorkingTime::hours(1));
        assert_eq!(found.maintenance, WorkingTime::hours(1));
    }

    #[test]
    fn what_was_not_measured_is_left_out_and_said() {
        let hour = [("2026-06-15T10:00:00+02:00", "2026-06-15T11:00:00+02:00")];
        let observed = Observed {
            outages: spans(&[("2026-06-15T10:30:00+02:00", "2026-06-15T11:30:00+02:00")]),
            unmeasured: spans(&hour),
            ..Observed::default()
        };
        let found = availability(monday(), &office(), &observed);
        assert_eq!(found.agreed, WorkingTime::hours(7));
        assert_eq!(found.unmeasured, WorkingTime::hours(1));
        assert_eq!(found.down, WorkingTime::minutes(30));
        assert!(found.is_poorly_measured());
    }

    #[test]
    fn a_hundredth_unmeasured_is_not_yet_poor() {
        let found = |unmeasured| Availability {
            agreed: WorkingTime::of_seconds(9_900),
            unmeasured: WorkingTime::of_seconds(unmeasured),
            ..Availability::default()
        };
        assert!(!found(100).is_poorly_measured());
        assert!(found(101).is_poorly_measured());
    }

    #[test]
    fn degraded_time_counts_by_its_weight_and_an_outage_outweighs_it() {
        let mut observed = Observed {
            outages: spans(&[("2026-06-15T11:00:00+02:00", "2026-06-15T12:00:00+02:00")]),
            degraded: spans(&[("2026-06-15T10:00:00+02:00", "2026-06-15T13:00:00+02:00")]),
            ..Observed::default()
        };
        let without_weight = availability(monday(), &office(), &observed);
        assert_eq!(without_weight.degraded, WorkingTime::hours(2));
        assert_eq!(without_weight.percent(), Some(87.5));

        observed.degraded_weight = Some(Percent::of_thousandths(50_000));
        assert_eq!(availability(monday(), &office(), &observed).percent(), Some(75.0));
    }

    #[test]
    fn a_period_without_service_time_has_no_availability() {
        let sunday = span("2026-06-14T00:00:00+02:00", "2026-06-15T00:00:00+02:00");
        let found = availability(sunday, &office(), &Observed::default());
        assert_eq!(found.percent(), None);
        assert_eq!(found.floored(2), None);
        assert_eq!(found.keeps(Percent::HUNDRED), None);
        assert!(!found.is_poorly_measured());
    }

    #[test]
    fn the_night_on_which_the_clocks_go_back_has_an_hour_more() {
        let night = span("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00");
        let found = availability(night, &always(), &Observed::default());
        assert_eq!(found.agreed, WorkingTime::hours(25));
        assert_eq!(found.floored(2).as_deref(), Some("100.00"));
    }

    #[test]
    fn a_percentage_is_never_rounded_up_and_is_compared_unrounded() {
        let found = Availability {
            agreed: WorkingTime::of_seconds(100_000),
            down: WorkingTime::of_seconds(4),
            lost: 4 * WHOLE,
            ..Availability::default()
        };
        assert_eq!(found.floored(2).as_deref(), Some("99.99"));
        assert_eq!(found.floored(3).as_deref(), Some("99.996"));
        assert_eq!(found.floored(0).as_deref(), Some("99"));
        assert_eq!(found.keeps(Percent::of_thousandths(99_996)), Some(true), "exactly is enough");
        assert_eq!(found.keeps(Percent::of_thousandths(99_997)), Some(false));
    }

    #[test]
    fn all_down_is_zero() {
        let observed = Observed { outages: monday().into(), ..Observed::default() };
        let found = availability(monday(), &office(), &observed);
        assert_eq!(found.percent(), Some(0.0));
        assert_eq!(found.floored(1).as_deref(), Some("0.0"));
    }

    fn any_spans() -> impl Strategy<Value = Spans> {
        prop::collection::vec((0..3 * 86_400_i64, 0..40_000_i64), 0..6).prop_map(|spans| {
            let monday = monday().from.as_second();
            let second = |offset: i64| Timestamp::from_second(monday + offset).unwrap();
            spans
                .into_iter()
                .map(|(from, length)| Span { from: second(from), to: second(from + length) })
                .collect()
        })
    }

    proptest! {
        /// Whatever was seen: all open time is somewhere, and nothing is more than the whole.
        #[test]
        fn open_time_is_agreed_planned_or_unmeasured(
            outages in any_spans(),
            degraded in any_spans(),
            maintenance in any_spans(),
            unmeasured in any_spans(),
            weight in 0..=100_000_u32,
            cut in 0..3 * 86_400_i64,
        ) {
            let weight = Some(Percent::of_thousandths(weight));
            let observed =
                Observed { outages, degraded, degraded_weight: weight, maintenance, unmeasured };
            let from = monday().from;
            let second = |offset| Timestamp::from_second(from.as_second() + offset).unwrap();
            let whole = Span { from, to: second(3 * 86_400) };
            let found = availability(whole, &office(), &observed);

            let open = office().elapsed(whole.from, whole.to).unwrap();
            prop_assert_eq!(found.agreed + found.maintenance + found.unmeasured, open);
            prop_assert!(found.down + found.degraded <= found.agreed);
            if let Some(percent) = found.percent() {
                prop_assert!((0.0..=100.0).contains(&percent));
                let shown: f64 = found.floored(4).unwrap().parse().unwrap();
                prop_assert!(shown <= percent + 1e-9 && percent < shown + 0.000_1 + 1e-9);
            }

            // A period in two parts comes to the same.
            let parts = [Span { from, to: second(cut) }, Span { from: second(cut), to: whole.to }];
            let sum: Availability =
                parts.into_iter().map(|part| availability(part, &office(), &observed)).sum();
            prop_assert_eq!(sum, found);
        }
    }
}
