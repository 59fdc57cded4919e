//! How a notice becomes a letter: worded by `piket_text`, with the links and the thread that its
//! reader's side of the desk is given.

use jiff::Timestamp;
use piket_core::notice::{About, Addressee, Notice, Side};
use piket_store::outbox::Letter;
use piket_text::letters::{Links, render};

use super::pace::Weight;
use crate::channel::{Mail, Mailbox};

/// The letter as the channel takes it; nothing when there is no address.
pub(super) fn mail(letter: &Letter, house: &str, public_url: &str, now: Timestamp) -> Option<Mail> {
    let notice = &letter.notice;
    let email = notice.email.as_deref().map(str::trim).filter(|email| !email.is_empty())?;
    let words = render(notice, &links(notice, house, public_url));
    Some(Mail {
        id: format!("{}.{}", notice.about.as_str(), letter.id),
        thread: Some(thread(notice)),
        to: Mailbox { name: notice.name.clone(), email: email.to_owned() },
        author: author(&notice.about),
        subject: words.subject,
        text: words.text,
        html: Some(words.html).filter(|html| !html.is_empty()),
        at: now,
        is_automatic: words.is_automatic,
    })
}

/// A supplier has no room of its own yet, and is shown no other.
fn links(notice: &Notice, house: &str, public_url: &str) -> Links {
    let number = notice.subject.number;
    let link = |path: &str| Some(format!("{public_url}{path}{number}"));
    let is_reachable = !public_url.is_empty();
    Links {
        installation: house.to_owned(),
        incident: link("/incidents/").filter(|_| is_reachable && notice.side == Side::Own),
        portal: link("/portal/incidents/").filter(|_| is_reachable && notice.side == Side::Client),
    }
}

/// Mail programs show the letters of an incident together, but one side never shares a thread
/// with another.
fn thread(notice: &Notice) -> String {
    let incident = notice.subject.incident;
    match (notice.side, &notice.to) {
        (Side::Own, _) => format!("{incident}.own"),
        (Side::Client, _) => format!("{incident}.client"),
        (Side::Supplier, Addressee::Desk(key)) => format!("{incident}.{key}"),
        (Side::Supplier, Addressee::Person(_)) => format!("{incident}.supplier"),
    }
}

fn author(about: &About) -> Option<String> {
    match about {
        About::Message { author, .. } => Some(author.clone()),
        _ => None,
    }
}

impl Weight {
    /// What kind of letter it is to whoever gets it.
    pub(super) fn of(about: &About) -> Self {
        match about {
            about if about.is_written_by_hand() => Self::ByHand,
            About::Asked { .. }
            | About::NobodyTook { .. }
            | About::Offered { .. }
            | About::NotTaken { .. }
            | About::ClientWrote { .. }
            | About::ConsentAsked { .. }
            | About::ConsentRefused { .. }
            | About::Reopened { .. }
            | About::Breach { .. }
            | About::ResponseVoided => Self::Errand,
            _ => Self::News,
        }
    }
}
