//! An explanation in a few figures, for who has no room for all of its lines: a letter, a tile.

use serde::{Deserialize, Serialize};

use super::{Explanation, Line};
use crate::calendar::{DayRule, HolidayName, WorkingTime};

/// What the lines of an explanation come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// How much open time counted.
    pub used: WorkingTime,
    /// How much open time did not, because the clock waited.
    pub spared: WorkingTime,
    /// How often it waited.
    pub pauses: u32,
    /// The holidays on which nothing counted, or will until the deadline, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<HolidayName>,
}

impl Explanation {
    /// What the lines come to.
    pub fn so_far(&self) -> SoFar {
        let mut sum = SoFar::default();
        for line in &self.lines {
            sum.add(line);
        }
        sum
    }
}

impl SoFar {
    fn add(&mut self, line: &Line) {
        if let Line::Counted { spent, .. } = line {
            self.used += *spent;
        } else if let Line::Paused { spared, .. } = line {
            self.spared += *spared;
            self.pauses += 1;
        } else if let Line::Folded { counted, spared, pauses, holidays, .. } = line {
            self.used += *counted;
            self.spared += *spared;
            self.pauses += pauses;
            self.holidays.extend(holidays.iter().cloned());
        } else if let Line::SkippedDays { reason: DayRule::Holiday(name), .. } = line {
            self.holidays.push(name.clone());
        }
    }
}
