//! The holidays of Luxembourg: article L. 232-2 of its labour code.

use super::rule::{Row, Rule};

pub(super) const TABLE: &[Row] = &[
    Row::new(Rule::On(5, 1), "Dag van de Arbeid", "Labour Day"),
    Row::new(Rule::On(5, 9), "Europadag", "Europe Day").since(2019),
    Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    Row::new(Rule::Easter(1), "Paasmaandag", "Easter Monday"),
    Row::new(Rule::Easter(39), "Hemelvaartsdag", "Ascension Day"),
    Row::new(Rule::Easter(50), "Pinkstermaandag", "Whit Monday"),
    Row::new(Rule::On(6, 23), "Nationale feestdag van Luxemburg", "Luxembourg National Day"),
    Row::new(Rule::On(8, 15), "Maria-Hemelvaart", "Assumption Day"),
    Row::new(Rule::On(11, 1), "Allerheiligen", "All Saints' Day"),
    Row::new(Rule::On(12, 25), "Eerste kerstdag", "Christmas Day"),
    Row::new(Rule::On(12, 26), "Tweede kerstdag", "Saint Stephen's Day"),
];
