//! The holidays of Belgium: the ten of the law of 4 January 1974, and the two Sundays that belong
//! to them.

use super::rule::{Row, Rule};

pub(super) const TABLE: &[Row] = &[
    Row::new(Rule::On(5, 1), "Dag van de Arbeid", "Labour Day"),
    Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    Row::new(Rule::Easter(0), "Pasen", "Easter Sunday"),
    Row::new(Rule::Easter(1), "Paasmaandag", "Easter Monday"),
    Row::new(Rule::Easter(39), "Onze-Lieve-Heer-Hemelvaart", "Ascension Day"),
    Row::new(Rule::Easter(49), "Pinksteren", "Whit Sunday"),
    Row::new(Rule::Easter(50), "Pinkstermaandag", "Whit Monday"),
    Row::new(Rule::On(7, 21), "Nationale feestdag van België", "Belgian National Day"),
    Row::new(Rule::On(8, 15), "Onze-Lieve-Vrouw-Hemelvaart", "Assumption Day"),
    Row::new(Rule::On(11, 1), "Allerheiligen", "All Saints' Day"),
    Row::new(Rule::On(11, 11), "Wapenstilstand", "Armistice Day"),
    Row::new(Rule::On(12, 25), "Kerstmis", "Christmas Day"),
];
