//! What somebody typed into a form: kept as it came, so that a page can show it again.

/// What somebody typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// The fields of a form as they came.
    pub(crate) fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The value of a field; `None` when the form did not have it.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// All values of a field that may come more than once.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The value without blanks around it; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        // Browsers send line ends as CR LF; texts are kept with LF.
        self.get(name).unwrap_or_default().trim().replace("\r\n", "\n")
    }

    /// The value, if it says anything.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Whether a box is ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The version of the incident that the page showed.
    pub(crate) fn seen(&self) -> Option<u32> {
        self.get("seen").or_else(|| self.get("version"))?.parse().ok()
    }

    /// What was written in words, longest first: what would be a loss.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self
            .0
            .iter()
            .filter(|(_, value)| value.contains(' '))
            .map(|(_, value)| value.as_str())
            .collect();
        words.sort_by_key(|value| std::cmp::Reverse(value.len()));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::new(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn line_ends_of_browsers_become_ours_and_blanks_around_go() {
        let typed = typed(&[("text", " one\r\ntwo \r\n"), ("none", "  ")]);
        assert_eq!(typed.text("text"), "one\ntwo");
        assert_eq!(typed.some("none"), None);
    }

    #[test]
    fn what_would_be_a_loss_is_what_was_written_in_words() {
        let typed = typed(&[("seen", "7"), ("reason", "not ours"), ("text", "the pool is empty")]);
        assert_eq!(typed.words(), ["the pool is empty", "not ours"]);
        assert_eq!(typed.seen(), Some(7));
    }
}
