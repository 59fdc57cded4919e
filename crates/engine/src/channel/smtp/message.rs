//! A letter as bytes for a mail server (RFC 5322): headers, text, and the same with markup.
//!
//! Names and subjects come from people and from the internet; whatever they hold, they stay inside
//! their own header.

use std::time::SystemTime;

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use super::conversation::Fault;
use crate::channel::Mail;

/// How much of a name or subject goes into a header.
const HEADER_CHARS: usize = 200;

/// How much of an id is used; with what goes around it, a MIME boundary has at most 70 characters.
const ID_CHARS: usize = 66;

/// Who sends.
pub(super) struct Sender {
    pub(super) name: String,
    pub(super) address: Address,
}

/// The bytes of a letter.
pub(super) fn compose(sender: &Sender, mail: &Mail, to: &Address) -> Result<Vec<u8>, Fault> {
    let domain = sender.address.domain();
    let mut message = Message::builder()
        .from(mailbox(&from_name(sender, mail), &sender.address))
        .to(mailbox(&mail.to.name, to))
        .subject(one_line(&mail.subject))
        .date(SystemTime::try_from(mail.at).unwrap_or(SystemTime::UNIX_EPOCH))
        .message_id(Some(format!("<{}@{domain}>", id(&mail.id))));
    if let Some(thread) = &mail.thread {
        let root = format!("<{}@{domain}>", id(thread));
        message = message.in_reply_to(root.clone()).references(root);
    }
    if mail.is_automatic {
        // RFC 3834 §5, and the same for Exchange: no answer by a machine is wanted.
        message = message
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"));
    }
    let text = SinglePart::plain(mail.text.clone());
    let built = match &mail.html {
        None => message.singlepart(text),
        Some(html) => message.multipart(
            MultiPart::alternative()
                .boundary(format!("=_{}", id(&mail.id)))
                .singlepart(text)
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    built
        .map(|message| message.formatted())
        .map_err(|_| Fault::of_letter("the letter cannot be put together"))
}

/// What people wrote goes out under their own name, with ours behind it.
fn from_name(sender: &Sender, mail: &Mail) -> String {
    match &mail.author {
        Some(author) => format!("{author} via {}", sender.name),
        None => sender.name.clone(),
    }
}

fn mailbox(name: &str, address: &Address) -> Mailbox {
    let name = one_line(name);
    Mailbox::new(Some(name).filter(|name| !name.is_empty()), address.clone())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A text without line breaks, control characters and marks that turn the reading direction.
fn one_line(text: &str) -> String {
    let is_odd =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let spaced: String = text.chars().map(|c| if is_odd(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(HEADER_CHARS).collect()
}

/// The left part of a message id: what RFC 5322 allows there, and nothing else.
fn id(text: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '.' };
    let id: String = text.chars().take(ID_CHARS).map(allowed).collect();
    id.trim_matches('.').replace("..", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender() -> Sender {
        Sender { name: "Noordwerk".to_owned(), address: "desk@noordwerk.example".parse().unwrap() }
    }

    fn mail() -> Mail {
        Mail {
            id: "0190-3-asked".to_owned(),
            thread: Some("incident-7.own".to_owned()),
            to: crate::channel::Mailbox {
                name: "Sanne de Vries".to_owned(),
                email: "sanne@noordwerk.example".to_owned(),
            },
            author: None,
            subject: "[INC-1042] Webshop: bestellen niet mogelijk".to_owned(),
            text: "Er is een storing.\n".to_owned(),
            html: Some("<p>Er is een storing.</p>".to_owned()),
            at: "2026-03-06T15:00:00Z".parse().unwrap(),
            is_automatic: true,
        }
    }

    fn composed(mail: &Mail) -> String {
        let to = mail.to.email.parse().unwrap();
        String::from_utf8(compose(&sender(), mail, &to).unwrap()).unwrap()
    }

    /// The headers of a letter, unfolded.
    fn headers(letter: &str) -> Vec<String> {
        let head = letter.split("\r\n\r\n").next().unwrap();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_automatic_letter_has_the_headers_of_its_thread_and_asks_for_no_answer_by_a_machine() {
        let headers = headers(&composed(&mail()));
        for wanted in [
            "From: Noordwerk <desk@noordwerk.example>",
            "To: \"Sanne de Vries\" <sanne@noordwerk.example>",
            "Subject: [INC-1042] Webshop: bestellen niet mogelijk",
            "Date: Fri, 06 Mar 2026 15:00:00 +0000",
            "Message-ID: <0190-3-asked@noordwerk.example>",
            "In-Reply-To: <incident-7.own@noordwerk.example>",
            "References: <incident-7.own@noordwerk.example>",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ] {
            assert!(headers.iter().any(|header| header == wanted), "{wanted}\n{headers:#?}");
        }
    }

    #[test]
    fn what_a_person_wrote_goes_out_under_the_own_name_and_is_no_automatic_mail() {
        let mail = Mail { author: Some("Jan Bos".to_owned()), is_automatic: false, ..mail() };
        let headers = headers(&composed(&mail));
        assert!(headers[0].contains("\"Jan Bos via Noordwerk\""), "{headers:#?}");
        assert!(!headers.iter().any(|header| header.contains("Auto")), "{headers:#?}");
    }

    #[test]
    fn the_same_letter_is_the_same_bytes_however_often_it_is_tried() {
        assert_eq!(composed(&mail()), composed(&mail()));
    }

    #[test]
    fn nothing_that_stands_in_a_name_or_subject_becomes_a_header_of_its_own() {
        for hostile in [
            "Sanne\r\nBcc: all@example.nl",
            "Sanne\nBcc: all@example.nl",
            "\" <all@example.nl>, \"",
            "é\r\nBcc: all@example.nl",
            "Sanne\u{2028}Bcc: all@example.nl",
            "=?utf-8?q?x=0ABcc:_all@example.nl?=",
            "x\r\n\r\n<script>",
        ] {
            let mut mail = mail();
            hostile.clone_into(&mut mail.to.name);
            mail.author = Some(hostile.to_owned());
            hostile.clone_into(&mut mail.subject);
            hostile.clone_into(&mut mail.id);
            mail.thread = Some(hostile.to_owned());
            let letter = composed(&mail);
            let names: Vec<String> = headers(&letter)
                .iter()
                .map(|header| header.split(':').next().unwrap().to_owned())
                .collect();
            assert_eq!(
                names,
                [
                    "From",
                    "To",
                    "Subject",
                    "Date",
                    "Message-ID",
                    "In-Reply-To",
                    "References",
                    "Auto-Submitted",
                    "X-Auto-Response-Suppress",
                    "MIME-Version",
                    "Content-Type"
                ],
                "{letter}"
            );
        }
    }

    #[test]
    fn a_letter_of_any_words_is_sent_as_ascii_with_short_lines() {
        let mail = Mail {
            subject: "Ünïcödé ✓ ".repeat(20),
            text: format!("{}\n.\n..\nregel ✓\n", "é".repeat(3_000)),
            ..mail()
        };
        let letter = composed(&mail);
        assert!(letter.is_ascii());
        assert!(letter.lines().all(|line| line.len() <= 998));
    }
}
