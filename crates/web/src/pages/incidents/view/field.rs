//! Fields of the forms in the panel, as plain values: what is asked, what is filled in already,
//! what is wrong with what was typed.

use crate::pages::parts::Choice;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One line of text.
    #[default]
    Line,
    /// Several lines.
    Area,
    /// One of many.
    Select,
    /// Yes or no.
    Tick,
    /// Any of a few.
    Ticks,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Not shown: sent as it is.
    Hidden,
}

/// A field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    /// How it is filled in.
    pub(crate) kind: Kind,
    /// Under which name it is sent.
    pub(crate) name: &'static str,
    /// What is asked.
    pub(crate) label: String,
    /// What is filled in.
    pub(crate) value: String,
    /// Help below it.
    pub(crate) hint: String,
    /// What is wrong with it, and the way on.
    pub(crate) error: String,
    /// Whether it must be filled in.
    pub(crate) required: bool,
    /// What can be chosen.
    pub(crate) choices: Vec<Choice>,
    /// How many lines it shows.
    pub(crate) rows: u8,
    /// Whether it stands beside its neighbour where there is room.
    pub(crate) half: bool,
}

impl Field {
    /// One line that must be filled in.
    pub(crate) fn line(name: &'static str, label: impl Into<String>) -> Self {
        Self { name, label: label.into(), required: true, ..Self::default() }
    }

    /// Several lines that must be filled in.
    pub(crate) fn area(name: &'static str, label: impl Into<String>, rows: u8) -> Self {
        Self { kind: Kind::Area, rows, ..Self::line(name, label) }
    }

    /// One of many.
    pub(crate) fn select(
        name: &'static str,
        label: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Self {
        Self { kind: Kind::Select, choices, ..Self::line(name, label) }
    }

    /// Yes or no.
    pub(crate) fn tick(name: &'static str, label: impl Into<String>, ticked: bool) -> Self {
        let value = if ticked { "on".to_owned() } else { String::new() };
        Self { kind: Kind::Tick, value, required: false, ..Self::line(name, label) }
    }

    /// Sent as it is.
    pub(crate) fn hidden(name: &'static str, value: impl Into<String>) -> Self {
        Self { kind: Kind::Hidden, name, value: value.into(), ..Self::default() }
    }

    /// The same of another kind.
    #[must_use]
    pub(crate) fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The same, filled in.
    #[must_use]
    pub(crate) fn with(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same, with help below it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, which may stay empty.
    #[must_use]
    pub(crate) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same, beside its neighbour.
    #[must_use]
    pub(crate) fn half(mut self) -> Self {
        self.half = true;
        self
    }

    /// Puts in what was typed: the value, or what was chosen and ticked.
    pub(crate) fn fill(&mut self, typed: &crate::pages::typed::Typed) {
        match self.kind {
            Kind::Hidden => {}
            Kind::Tick => {
                let ticked = typed.is_ticked(self.name);
                self.value = if ticked { "on".to_owned() } else { String::new() };
            }
            Kind::Ticks | Kind::Select => {
                for choice in &mut self.choices {
                    choice.chosen = typed.all(self.name).any(|value| value == choice.value);
                }
            }
            Kind::Line | Kind::Area | Kind::Day | Kind::Moment => {
                if let Some(value) = typed.get(self.name) {
                    value.clone_into(&mut self.value);
                }
            }
        }
    }
}

/// A choice.
pub(crate) fn choice(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Choice {
    Choice { value: value.into(), label: label.into(), chosen }
}
