//! What differs between two versions of a matrix, in plain words.

use piket_core::raci::{Activity, Change};

use crate::names::Names;
use crate::words::{Value, Words};

impl Words {
    /// An activity with its code: `2.1 Action! Who?`.
    pub fn coded(&self, activity: Activity) -> String {
        format!("{} {}", activity.code(), self.activity(activity))
    }

    /// What changes, in one sentence: `3.3 Restore, Development team: C becomes R`.
    pub fn matrix_change(&self, change: &Change, names: &dyn Names) -> String {
        match change {
            Change::Name { from, to } => self.t2("matrix-change-name", "from", from, "to", to),
            Change::Scope => self.t("matrix-change-scope").into_owned(),
            Change::RowLeft(activity) => {
                self.t1("matrix-change-left", "activity", self.coded(*activity))
            }
            Change::Cell { activity, party, from, to } => {
                let key = match (from, to) {
                    (Some(_), Some(_)) => "matrix-change-cell",
                    (None, _) => "matrix-change-new",
                    (Some(_), None) => "matrix-change-gone",
                };
                let (activity, party) = (self.coded(*activity), self.party_label(party, names));
                let letters = [("from", from), ("to", to)].map(|(name, cell)| {
                    (name, cell.as_ref().map(ToString::to_string).unwrap_or_default())
                });
                let letters = letters.iter().map(|(name, text)| (*name, text as &dyn Value));
                let told: [(&str, &dyn Value); 2] = [("activity", &activity), ("party", &party)];
                let values: Vec<(&str, &dyn Value)> = told.into_iter().chain(letters).collect();
                self.tn(key, &values)
            }
        }
    }
}
