//! Lines of what happens beside the route: corrections, merged and linked incidents.

use piket_core::incident::Fact;
use piket_core::key::Number;

use super::Teller;

impl Teller<'_> {
    /// What was asked to be corrected, and what became of it.
    pub(super) fn corrected(&self) -> String {
        match &self.entry.fact {
            Fact::CorrectionRequested(correction) => {
                let what = self.words.corrected(&correction.what);
                let values: &[(&str, &dyn super::Value)] =
                    &[("number", &correction.number), ("what", &what)];
                let said = self.tell("fact-correction-requested", values);
                self.because(said, Some(&correction.reason))
            }
            Fact::CorrectionApproved { correction, note, is_alone } => {
                let key = if *is_alone {
                    "fact-correction-approved-alone"
                } else {
                    "fact-correction-approved"
                };
                self.because(self.tell(key, &[("number", correction)]), Some(note))
            }
            Fact::CorrectionRefused { correction, reason } => {
                let said = self.tell("fact-correction-refused", &[("number", correction)]);
                self.because(said, Some(reason))
            }
            Fact::CorrectionWithdrawn { correction } => {
                self.tell("fact-correction-withdrawn", &[("number", correction)])
            }
            Fact::BreachRefuted { metric, by, .. } => {
                let metric = self.words.metric_in_sentence(*metric);
                self.tell("fact-breach-refuted", &[("metric", &metric), ("by", by)])
            }
            _ => String::new(),
        }
    }

    /// With which others the incident goes on.
    pub(super) fn together(&self) -> String {
        match &self.entry.fact {
            Fact::MergedInto { into, reason, .. } => {
                let said = self.tell("fact-merged-into", &[("into", &into.to_string())]);
                self.because(said, Some(reason))
            }
            Fact::MergeUndone { from } => {
                self.tell("fact-merge-undone", &[("from", &from.to_string())])
            }
            Fact::Absorbed(absorbed) => {
                self.tell("fact-absorbed", &[("number", &absorbed.number.to_string())])
            }
            Fact::Released { number } => {
                self.tell("fact-released", &[("number", &number.to_string())])
            }
            Fact::Linked { number, link, .. } => {
                let key = match link {
                    piket_core::incident::Link::Parent => "fact-linked-parent",
                    piket_core::incident::Link::Child => "fact-linked-child",
                    piket_core::incident::Link::Related => "fact-linked-related",
                    piket_core::incident::Link::FollowUpOf => "fact-linked-follow-up-of",
                    piket_core::incident::Link::FollowedUpBy => "fact-linked-followed-up-by",
                };
                self.tell(key, &[("number", &number.to_string())])
            }
            Fact::SaidInMerged { of, .. } => {
                self.tell("fact-said-in-merged", &[("of", &of.to_string())])
            }
            Fact::Unlinked { number, .. } => {
                self.tell("fact-unlinked", &[("number", &number.to_string())])
            }
            Fact::ChildrenTold { children, left_out } => {
                let said = self.tell("fact-children-told", &[("children", &listed(children))]);
                if left_out.is_empty() {
                    return said;
                }
                let values: &[(&str, &dyn super::Value)] =
                    &[("sentence", &said), ("left", &listed(left_out))];
                self.words.tn("fact-children-told-but", values)
            }
            _ => String::new(),
        }
    }
}

fn listed(numbers: &[Number]) -> String {
    let numbers: Vec<String> = numbers.iter().map(Number::to_string).collect();
    numbers.join(", ")
}
