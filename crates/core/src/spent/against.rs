//! Time spent against the hours of an agreement.

/// What was spent in a month, and the hours that were agreed for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Against {
    /// What was spent, in seconds.
    pub spent_s: i64,
    /// The hours of the agreement; nothing when it has none.
    pub agreed_hours: Option<u32>,
}

impl Against {
    /// What was agreed, in seconds.
    pub fn agreed_s(self) -> Option<i64> {
        self.agreed_hours.map(|hours| i64::from(hours) * 3_600)
    }

    /// What is left of it, in seconds; nothing left when it is used up.
    pub fn left_s(self) -> Option<i64> {
        self.agreed_s().map(|agreed| (agreed - self.spent_s).max(0))
    }

    /// How much more than agreed was spent, in seconds.
    pub fn over_s(self) -> i64 {
        self.agreed_s().map_or(0, |agreed| (self.spent_s - agreed).max(0))
    }

    /// The share that is used, in percent, rounded down. Of no hours at all, everything is.
    pub fn percent(self) -> Option<i64> {
        let agreed = self.agreed_s()?;
        match (agreed, self.spent_s) {
            (0, 0) => Some(0),
            (0, _) => Some(100),
            (agreed, spent) => Some(spent.saturating_mul(100) / agreed),
        }
    }
}
