//! What the shared parts of pages want to be told: plain values, ready to be shown.
//!
//! The templates beside it are in `parts/`. Nothing is decided or looked up here.

/// What the frame around a page shows: who reads it, where they are, what waits elsewhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// Title of the page, without the name of the house.
    pub title: String,
    /// Name of the agency, as it calls itself.
    pub house: String,
    /// Language of the reader: `nl` or `en`.
    pub language: String,
    /// What the reader chose: `auto`, `light` or `dark`.
    pub theme: String,
    /// The moment of the answer, RFC 3339: clocks in the page count from it.
    pub now: String,
    /// Time zone in which times are shown, an IANA name.
    pub zone: String,
    /// Address of the stream of changes; empty for a page that stands still.
    pub events: String,
    /// Whether the reader switched single keys off.
    pub keys_off: bool,
    /// Entry of the rail that is current: `home`, `incidents`, `monitoring`, `clients`,
    /// `agreements`, `people`; on the portal `applications` or `incidents`.
    pub place: String,
    /// What needs the reader now.
    pub count_home: u32,
    /// Open incidents.
    pub count_incidents: u32,
    /// Applications in trouble.
    pub count_down: u32,
    /// Whether the reader sees the places of administrators.
    pub is_administrator: bool,
    /// Whether the reader is on duty.
    pub on_duty: bool,
    /// The reader's timer that runs.
    pub timer: Option<RailTimer>,
    /// Name of the reader; empty for one who came by a link.
    pub my_name: String,
    /// Their initials.
    pub my_initials: String,
    /// Their tone: `teal`, `violet`, `rose`, `amber`, `blue` or `stone`.
    pub my_tone: String,
}

/// The reader's timer that runs, as the rail shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct RailTimer {
    /// The number of the incident on which it runs.
    pub on: String,
    /// How long.
    pub time: String,
    /// Whether it runs so long that it may have been forgotten.
    pub is_long: bool,
}

/// A station of the route, for `parts/route.html`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Station {
    /// `done`, `now`, `todo` or `skip`.
    pub state: &'static str,
    /// The step in the reader's words.
    pub label: String,
    /// When it was reached, since when it lasts, or when it is expected.
    pub time: String,
    /// How long the way to it took; empty when it was not walked.
    pub gap: String,
}

/// A row of a list of incidents, for `parts/row.html`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Where the incident is.
    pub address: String,
    /// Its number.
    pub number: String,
    /// What is the matter, in one line.
    pub summary: String,
    /// Client and application.
    pub about: String,
    /// 1 to 5.
    pub priority: u8,
    /// `warn`, `bad`, `paused`, `never`, `met` or empty.
    pub clock_tone: &'static str,
    /// Deadline of the nearest clock, RFC 3339.
    pub clock_due: String,
    /// How the clock reads at this moment; empty when none runs.
    pub clock_text: String,
    /// Which station it is at, from 1.
    pub step_at: usize,
    /// How many stations there are.
    pub steps: usize,
    /// Both in words: "Step 5 of 7: Fixing".
    pub step_label: String,
    /// State in one or two words.
    pub state: String,
    /// Whether it waits for somebody else.
    pub waits: bool,
    /// Whether something happened that the reader has not seen.
    pub unread: bool,
    /// Whether it is the one shown beside the list.
    pub current: bool,
    /// Who holds it; empty for nobody.
    pub holder_name: String,
    /// The holder's initials.
    pub holder_initials: String,
    /// The holder's tone.
    pub holder_tone: String,
}

/// One of several values to choose from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen already.
    pub chosen: bool,
}

impl Choice {
    /// A value, chosen if it is the one that the form has.
    pub(crate) fn of(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self { chosen: value == chosen, value, label: label.into() }
    }
}

/// A phase of a request, for `parts/evidence.html`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phase {
    /// `a` DNS, `b` connect, `c` TLS, `d` first byte, `e` transfer, or `bad`.
    pub class: &'static str,
    /// Where it begins, of 300.
    pub x: u16,
    /// How wide it is, of 300.
    pub width: u16,
    /// Its name.
    pub label: String,
    /// How long it took.
    pub time: String,
}

/// A line of a log, for `parts/evidence.html`.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogLine {
    /// Empty, `w` for a warning or `e` for an error.
    pub tone: &'static str,
    /// When it was written.
    pub time: String,
    /// The line.
    pub text: String,
}
