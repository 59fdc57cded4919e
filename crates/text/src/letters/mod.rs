//! Letters: what goes out by mail, as subject, text and HTML.
//!
//! The words of a letter stand in `<about>/<side>.<language>.txt`: the subject on the first line,
//! then what to do, then why. One frame goes around all of them: the way back to the incident, what
//! it is about, where it is on its route, and why the reader gets this. Addresses, headers and
//! sending are the engine's work.

mod clean;
mod context;
mod frame;
mod sources;
mod templates;

use piket_core::directory::Language;
use piket_core::notice::Notice;

use crate::words::Words;
use frame::Frame;

/// A letter, ready to be addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject, in one line.
    pub subject: String,
    /// The letter for readers of plain text.
    pub text: String,
    /// The same for readers of HTML.
    pub html: String,
    /// Whether no human wrote it, so that it is marked as automatic (RFC 3834).
    pub is_automatic: bool,
}

/// Who sends, and where the reader finds the incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// The name of the organisation that runs Piket.
    pub installation: String,
    /// The incident on the desk, for our own people.
    pub incident: Option<String>,
    /// The incident on the portal, for the client.
    pub portal: Option<String>,
}

/// What a letter about an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountLetter {
    /// Somebody forgot a password.
    ResetPassword,
    /// Somebody may sign in from now on.
    Invitation,
    /// The first administrator.
    WelcomeAdmin,
}

impl AccountLetter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ResetPassword, Self::Invitation, Self::WelcomeAdmin];

    /// The name of the letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::Invitation => "invitation",
            Self::WelcomeAdmin => "welcome_admin",
        }
    }
}

/// The letter that tells a notice to its addressee, in the addressee's language and time zone.
///
/// It never fails: should a template be broken, the reader still gets the subject, what it is
/// about and the way to the incident. Tests render every letter, so that it does not come to that.
pub fn render(notice: &Notice, links: &Links) -> Letter {
    let words = Words::of(notice.language).in_zone(&notice.time_zone);
    let source = sources::of_notice(notice.about.as_str(), notice.side);
    let values = context::of_notice(notice, links, &words);
    let frame = Frame::of_notice(notice, links, &words);
    let body = source
        .and_then(|source| templates::body(source, notice.language, &values).ok())
        .unwrap_or_else(|| templates::Body::bare(context::stable_subject(&notice.subject)));
    compose(body, &frame, !notice.about.is_written_by_hand())
}

/// A letter about an account, with the link that does what it is for.
pub fn account_letter(
    kind: AccountLetter,
    language: Language,
    name: &str,
    link: &str,
    installation: &str,
) -> Letter {
    let words = Words::of(language);
    let values = context::of_account(name, installation);
    let frame = Frame::of_account(kind, link, installation, &words);
    let body = sources::of_account(kind)
        .and_then(|source| templates::body(source, language, &values).ok())
        .unwrap_or_else(|| templates::Body::bare(clean::line(installation)));
    compose(body, &frame, true)
}

fn compose(body: templates::Body, frame: &Frame, is_automatic: bool) -> Letter {
    let text = frame.around_text(&body.text);
    let html = templates::layout(&body, frame).unwrap_or_default();
    Letter { subject: body.subject, text, html, is_automatic }
}
