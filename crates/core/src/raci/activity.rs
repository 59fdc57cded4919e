//! Activities: the fixed catalogue of what is done in the six steps of the route.
//!
//! An activity says *what*; the matrix says *who*, and the process says *when*.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! activities {
    ($($(#[$doc:meta])* $name:ident = $step:literal, $code:literal, $text:literal;)*) => {
        /// Something that is done in a step of the route, for which a matrix has a row.
        ///
        /// Ordered as on the route. In files and in the API an activity is its code, `"2.1"`.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub enum Activity { $($(#[$doc])* $name),* }

        impl Activity {
            /// All activities, in the order of the route.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The step of the route to which it belongs, 1 to 6.
            pub fn step(self) -> u8 {
                match self { $(Self::$name => $step),* }
            }

            /// The code by which a matrix names it: `2.1`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The name for catalogues of words and for logs: `assign_holder`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

activities! {
    /// The report is received and registered.
    ReceiveAndRegister = 1, "1.1", "receive_and_register";
    /// The client gets a first answer from a human.
    FirstResponse = 1, "1.2", "first_response";
    /// Impact, urgency and nature are settled.
    Classify = 1, "1.3", "classify";
    /// The live status is kept.
    LiveStatus = 1, "1.4", "live_status";
    /// Action! Who? A holder is assigned.
    AssignHolder = 2, "2.1", "assign_holder";
    /// The supplier is engaged, and accepts.
    EngageSupplier = 2, "2.2", "engage_supplier";
    /// Status pages, logs and changes are looked at.
    Investigate = 3, "3.1", "investigate";
    /// Logs, data and access are supplied.
    SupplyEvidence = 3, "3.2", "supply_evidence";
    /// A way around it is found, or service is restored.
    Restore = 3, "3.3", "restore";
    /// The second line analyses.
    SecondLineAnalysis = 4, "4.1", "second_line_analysis";
    /// The fix is built.
    BuildFix = 4, "4.2", "build_fix";
    /// The fix is agreed with the client.
    AgreeFix = 5, "5.1", "agree_fix";
    /// The client's stakeholders are told what is coming.
    InformStakeholders = 5, "5.2", "inform_stakeholders";
    /// The fix is implemented and tested.
    ImplementAndTest = 5, "5.3", "implement_and_test";
    /// The release is approved.
    ApproveRelease = 5, "5.4", "approve_release";
    /// The fix is rolled out to production.
    RollOut = 5, "5.5", "roll_out";
    /// The fix is verified in production.
    VerifyInProduction = 5, "5.6", "verify_in_production";
    /// The client is told what it was and what was done.
    ReportBack = 6, "6.1", "report_back";
    /// The client confirms and the incident is closed.
    ConfirmAndClose = 6, "6.2", "confirm_and_close";
    /// The incident is reviewed, without blame.
    Review = 6, "6.3", "review";
    /// Actions are taken so that it does not come back.
    Prevent = 6, "6.4", "prevent";
}

impl Activity {
    /// Whether the client's clocks can still run while it is done: everything up to reporting back.
    ///
    /// These are the rows that serve a P1 incident at night; confirming, reviewing and preventing
    /// can wait for the morning.
    pub fn is_under_the_clock(self) -> bool {
        self <= Self::ReportBack
    }
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a text does not name an activity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an activity: use a code from 1.1 to 6.4")]
pub struct NotAnActivity(pub String);

impl FromStr for Activity {
    type Err = NotAnActivity;

    /// Reads the code and the name.
    fn from_str(text: &str) -> Result<Self, NotAnActivity> {
        Self::ALL
            .iter()
            .copied()
            .find(|activity| activity.code() == text || activity.as_str() == text)
            .ok_or_else(|| NotAnActivity(text.to_owned()))
    }
}

impl TryFrom<String> for Activity {
    type Error = NotAnActivity;

    fn try_from(text: String) -> Result<Self, NotAnActivity> {
        text.parse()
    }
}

impl From<Activity> for String {
    fn from(activity: Activity) -> Self {
        activity.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_its_twenty_one_activities_in_the_order_of_the_route() {
        let codes: Vec<_> = Activity::ALL.iter().map(|activity| activity.code()).collect();
        assert_eq!(codes.len(), 21);
        assert!(codes.is_sorted());
        assert!(Activity::ALL.is_sorted());
        for activity in Activity::ALL {
            assert_eq!(activity.code().split_once('.').unwrap().0, activity.step().to_string());
        }
    }

    #[test]
    fn an_activity_reads_back_from_its_code_and_from_its_name() {
        for activity in Activity::ALL {
            assert_eq!(activity.code().parse(), Ok(*activity));
            assert_eq!(activity.as_str().parse(), Ok(*activity));
            assert_eq!(
                serde_json::to_value(activity).unwrap(),
                serde_json::Value::from(activity.code())
            );
        }
        assert_eq!("7.1".parse::<Activity>(), Err(NotAnActivity("7.1".to_owned())));
    }

    #[test]
    fn after_reporting_back_nothing_has_to_be_done_at_night() {
        assert!(Activity::ReportBack.is_under_the_clock());
        assert!(!Activity::ConfirmAndClose.is_under_the_clock());
    }
}
