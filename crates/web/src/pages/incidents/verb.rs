//! The verbs of an incident's page: what a form there can ask, by the last part of its address.

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $sign:literal;)*) => {
        /// What a form on an incident's page asks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Verb { $($(#[$doc])* $name),* }

        impl Verb {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The last part of the address, and the name in the catalogue of words.
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// The sign beside its title.
            pub(crate) fn sign(self) -> &'static str {
                match self { $(Self::$name => $sign),* }
            }

            /// The verb of an address; `None` when there is none of that name.
            pub(crate) fn from_address(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

verbs! {
    /// Write to the client, to a party or to ourselves.
    Say = "say", "send";
    /// "Action! Who?": I.
    Take = "take", "user-check";
    /// "Action! Who?": somebody else.
    Offer = "offer", "user-share";
    /// Take the ball that was offered.
    Accept = "accept", "check";
    /// Give back the ball that was offered.
    Refuse = "refuse", "x";
    /// Set nature, impact and urgency.
    Classify = "classify", "tag";
    /// Say which application it is about.
    Application = "application", "apps";
    /// Let another version of its agreement hold for it.
    Migrate = "migrate", "file-certificate";
    /// Note a telephone call.
    Call = "call", "phone";
    /// Write down what a supplier or a team answered.
    Hear = "hear", "message";
    /// Take a question to the client back.
    Withdraw = "withdraw", "player-play";
    /// The client agreed to a later moment.
    Defer = "defer", "player-pause";
    /// What was deferred goes on.
    Resume = "resume", "player-play";
    /// Say what we wait for while the clocks go on.
    Await = "await", "player-pause";
    /// That is awaited no longer.
    GoOn = "go-on", "player-play";
    /// Write down what was found.
    Finding = "finding", "search";
    /// Ask the second line to take it.
    Development = "development", "code";
    /// Propose a solution to the client.
    Propose = "propose", "bulb";
    /// Record the client's consent.
    Consent = "consent", "thumb-up";
    /// Record the client's refusal.
    Decline = "decline", "thumb-down";
    /// The fix is made.
    Implement = "implement", "tool";
    /// The fix is in production.
    RollOut = "roll-out", "rocket";
    /// There is proof by hand.
    Verify = "verify", "shield-check";
    /// It is solved: cause, fix and report in one act.
    Solve = "solve", "circle-check";
    /// Record that the client confirms.
    Confirm = "confirm", "thumb-up";
    /// Plan a preventive action.
    Plan = "plan", "umbrella";
    /// Say why no preventive action is needed.
    Waive = "waive", "umbrella-off";
    /// Close it.
    Close = "close", "lock-check";
    /// Go a step back.
    StepBack = "step-back", "arrow-back-up";
    /// Leave by the side door.
    Cancel = "cancel", "door-exit";
    /// Open it again.
    Reopen = "reopen", "rotate";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_found_by_its_address() {
        for verb in Verb::ALL {
            assert_eq!(Verb::from_address(verb.as_str()), Some(*verb));
        }
        assert_eq!(Verb::from_address("delete"), None);
    }
}
