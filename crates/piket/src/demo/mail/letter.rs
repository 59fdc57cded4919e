//! A letter as the demo keeps it: read once when it comes in.

use jiff::Timestamp;
use mail_parser::MessageParser;
use piket_engine::channel::Mail;
use serde::Serialize;

/// A letter that came in.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// Its number, rising.
    pub number: u64,
    /// When it came in.
    pub at: Timestamp,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same with markup.
    pub html: Option<String>,
    /// Its bytes as they came.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

impl Letter {
    /// A letter from its bytes.
    pub(super) fn read(number: u64, at: Timestamp, from: &str, to: &str, raw: Vec<u8>) -> Self {
        // Bytes of a stranger: a parser that breaks down on them costs this letter its words only.
        let parsed = std::panic::catch_unwind(|| {
            let message = MessageParser::default().parse(&raw)?;
            let subject = message.subject().unwrap_or_default().to_owned();
            let text = message.body_text(0).unwrap_or_default().into_owned();
            let has_html = message.html_body_count() > 0
                && message.html_part(0).is_some_and(mail_parser::MessagePart::is_text_html);
            let html = has_html.then(|| message.body_html(0).unwrap_or_default().into_owned());
            Some((subject, text, html))
        });
        let (subject, text, html) = parsed.ok().flatten().unwrap_or_default();
        Self { number, at, from: from.to_owned(), to: to.to_owned(), subject, text, html, raw }
    }

    /// A letter that was written but never went over a line: those of the history.
    pub(super) fn unsent(number: u64, mail: &Mail) -> Self {
        Self {
            number,
            at: mail.at,
            from: String::new(),
            to: mail.to.email.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            raw: Vec::new(),
        }
    }
}
