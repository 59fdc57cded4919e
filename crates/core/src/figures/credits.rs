//! What the client gets back for a month that was not as promised: a proposal, by the agreement's
//! table. Whether it is given is for the person who answers for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kept::Kept;
use super::{Availability, Tally};
use crate::sla::{Band, CreditFigure, Credits, Metric, Percent};

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The figures that are below a band, each with what it gives.
    pub lines: Vec<CreditLine>,
    /// The share of the fee, after the cap.
    pub percent: Percent,
    /// Whether the cap made it less.
    pub is_capped: bool,
    /// The amount in cents; a part of a cent is given whole.
    pub amount_cents: u64,
    /// The fee of the month, in cents.
    pub fee_cents: u64,
    /// The currency, by its code in ISO 4217.
    pub currency: String,
    /// What does not give a right to credits, for whoever decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
}

/// A figure that is below a band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditLine {
    /// Which figure.
    pub of: CreditFigure,
    /// What it was, in percent, rounded down to three decimals.
    pub was: String,
    /// What it is below.
    pub below: Percent,
    /// The share of the fee.
    pub credit: Percent,
}

/// The proposal by a table, for the corrected figures of a month.
pub(super) fn proposal(
    table: &Credits,
    availability: Option<&Availability>,
    kept: &BTreeMap<Metric, Kept>,
) -> Proposal {
    let mut lines: Vec<CreditLine> = Vec::new();
    for figure in figures(table) {
        let of_figure = table.bands.iter().filter(|band| band.of == figure);
        let fits = of_figure.filter_map(|band| Some((band, fitting(band, availability, kept)?)));
        if let Some((band, was)) = fits.min_by_key(|(band, _)| band.below) {
            lines.push(CreditLine { of: figure, was, below: band.below, credit: band.credit });
        }
    }
    let sum: u32 = lines.iter().map(|line| line.credit.thousandths()).fold(0, u32::saturating_add);
    let percent = Percent::of_thousandths(sum).min(table.cap);
    let whole = u64::from(Percent::HUNDRED.thousandths());
    let share = u128::from(table.monthly_fee_cents) * u128::from(percent.thousandths());
    Proposal {
        lines,
        percent,
        is_capped: sum > table.cap.thousandths(),
        amount_cents: u64::try_from(share.div_ceil(u128::from(whole))).unwrap_or(u64::MAX),
        fee_cents: table.monthly_fee_cents,
        currency: table.currency.clone(),
        exclusions: table.exclusions.clone(),
    }
}

fn figures(table: &Credits) -> Vec<CreditFigure> {
    let mut figures: Vec<CreditFigure> = table.bands.iter().map(|band| band.of).collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}

/// What the figure of a band was, if it is below the band. A figure that is "n/a" is below none.
fn fitting(
    band: &Band,
    availability: Option<&Availability>,
    kept: &BTreeMap<Metric, Kept>,
) -> Option<String> {
    match band.of {
        CreditFigure::Availability => {
            let measured = availability?;
            let is_below = measured.keeps(band.below).map(|keeps| !keeps)?;
            measured.floored(3).filter(|_| is_below)
        }
        CreditFigure::Kept(metric) => {
            let tally = kept.get(&metric).map_or(Tally::default(), |kept| kept.corrected);
            tally.floored(3).filter(|_| tally.is_below(band.below) == Some(true))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::try_from(text.parse::<f64>().unwrap()).unwrap()
    }

    fn band(of: CreditFigure, below: &str, credit: &str) -> Band {
        Band { of, below: percent(below), credit: percent(credit) }
    }

    /// 1 000 euro a month; up to a quarter of it back.
    fn table() -> Credits {
        Credits {
            monthly_fee_cents: 100_001,
            currency: "EUR".to_owned(),
            cap: percent("25"),
            bands: vec![
                band(CreditFigure::Availability, "99.9", "5"),
                band(CreditFigure::Availability, "99", "10"),
                band(CreditFigure::Availability, "95", "20"),
                band(CreditFigure::Kept(Metric::Restore), "90", "10"),
            ],
            exclusions: vec!["Planned work".to_owned()],
        }
    }

    /// So many of a thousand seconds down, as the JSON of a kept figure.
    fn down(seconds: i64) -> Availability {
        let json = format!(
            r#"{{"agreed":1000,"down":{seconds},"degraded":0,"unmeasured":0,"maintenance":0,"lost":{}}}"#,
            seconds * 100_000
        );
        serde_json::from_str(&json).unwrap()
    }

    fn restore(met: u32, missed: u32) -> BTreeMap<Metric, Kept> {
        let corrected = Tally { met, missed };
        BTreeMap::from([(Metric::Restore, Kept { corrected, ..Kept::default() })])
    }

    #[test]
    fn of_the_bands_of_a_figure_the_lowest_that_fits_counts() {
        // 98.0 %: below 99.9 and below 99, so 10 %. 10 % of 1 000.01 is 100.001: 100.01 euro.
        let found = proposal(&table(), Some(&down(20)), &BTreeMap::new());
        assert_eq!(found.lines.len(), 1);
        assert_eq!(found.lines[0].below, percent("99"));
        assert_eq!(found.percent, percent("10"));
        assert_eq!(found.amount_cents, 10_001);
        assert!(!found.is_capped);
    }

    #[test]
    fn figures_add_up_to_the_cap_and_no_further() {
        // 94 % gives 20 %, and 8 of 10 restored in time gives 10 %: 30 %, of which 25 % is given.
        let found = proposal(&table(), Some(&down(60)), &restore(8, 2));
        assert_eq!(found.lines.len(), 2);
        assert_eq!(found.percent, percent("25"));
        assert!(found.is_capped);
    }

    #[test]
    fn exactly_as_promised_gives_nothing_and_what_is_not_known_gives_nothing() {
        // 1 of 1 000 seconds is 99.9 %; 9 of 10 is 90 %.
        let found = proposal(&table(), Some(&down(1)), &restore(9, 1));
        assert_eq!((found.lines.len(), found.amount_cents), (0, 0));
        let unknown = proposal(&table(), None, &BTreeMap::new());
        assert_eq!(unknown.amount_cents, 0);
    }
}
