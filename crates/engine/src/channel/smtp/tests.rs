//! Letters to real mail servers of a few lines each, which answer as a test tells them.

use std::sync::{Arc, Mutex};

use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::channel::Mailbox;
use crate::secret::Secret;

/// What a server answers to a command; nothing for the usual answer.
type Answer = fn(&str) -> Option<&'static str>;

/// A mail server that writes down what it hears.
struct Server {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

#[derive(Clone, Default)]
struct Manners {
    answer: Option<Answer>,
    /// Lets STARTTLS be used.
    tls: Option<TlsAcceptor>,
    /// Hangs up after this many letters on one connection.
    letters: Option<usize>,
}

impl Server {
    async fn with(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                notes.lock().unwrap().push("(connected)".to_owned());
                let (manners, notes) = (manners.clone(), Arc::clone(&notes));
                tokio::spawn(async move { serve(line, manners, notes).await });
            }
        });
        Self { port, heard, task }
    }

    async fn answering(answer: Answer) -> Self {
        Self::with(Manners { answer: Some(answer), ..Manners::default() }).await
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn count(&self, wanted: &str) -> usize {
        self.heard().iter().filter(|line| line.starts_with(wanted)).count()
    }

    fn settings(&self) -> Settings {
        Settings {
            host: "127.0.0.1".to_owned(),
            port: Some(self.port),
            security: Security::None,
            username: None,
            password: None,
            from_name: "Noordwerk".to_owned(),
            from_address: "desk@noordwerk.example".to_owned(),
            helo: Some("piket.noordwerk.example".to_owned()),
            timeout_seconds: 30,
            ca_file: None,
            accept_invalid: false,
        }
    }

    fn smtp(&self) -> Smtp {
        Smtp::new(&self.settings()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

async fn serve(line: impl Line + 'static, manners: Manners, heard: Arc<Mutex<Vec<String>>>) {
    let mut line: BufReader<Box<dyn Line>> = BufReader::new(Box::new(line));
    let mut is_private = false;
    let mut letters = 0;
    let asked = |command: &str| manners.answer.and_then(|answer| answer(command));
    say(&mut line, asked("(greeting)").unwrap_or("220 mail.example ready")).await;
    while let Some(command) = hear(&mut line).await {
        heard.lock().unwrap().push(command.clone());
        if let Some(answer) = asked(&command) {
            say(&mut line, answer).await;
            continue;
        }
        match command.split(' ').next().unwrap() {
            "EHLO" if manners.tls.is_some() && !is_private => {
                say(&mut line, "250-mail.example\r\n250 STARTTLS").await;
            }
            "EHLO" => say(&mut line, "250-mail.example\r\n250 AUTH PLAIN").await,
            "STARTTLS" => {
                say(&mut line, "220 go ahead").await;
                let private = manners.tls.as_ref().unwrap().accept(line.into_inner()).await;
                let Ok(private) = private else { return };
                line = BufReader::new(Box::new(private));
                is_private = true;
            }
            "DATA" => {
                say(&mut line, "354 go on").await;
                while let Some(text) = hear(&mut line).await.filter(|text| text != ".") {
                    heard.lock().unwrap().push(format!("| {text}"));
                }
                let taken = asked("(letter)").unwrap_or("250 taken");
                say(&mut line, taken).await;
                letters += 1;
                if manners.letters == Some(letters) {
                    return;
                }
            }
            "QUIT" => return say(&mut line, "221 bye").await,
            _ => say(&mut line, "250 fine").await,
        }
    }
}

async fn say(line: &mut BufReader<Box<dyn Line>>, words: &str) {
    // Whoever hung up hears nothing.
    drop(line.write_all(format!("{words}\r\n").as_bytes()).await);
    drop(line.flush().await);
}

async fn hear(line: &mut BufReader<Box<dyn Line>>) -> Option<String> {
    let mut words = String::new();
    let read = line.read_line(&mut words).await.ok()?;
    (read > 0).then(|| words.trim_end().to_owned())
}

fn mail(id: &str) -> Mail {
    Mail {
        id: id.to_owned(),
        thread: None,
        to: Mailbox {
            name: "Sanne de Vries".to_owned(),
            email: "sanne@noordwerk.example".to_owned(),
        },
        author: None,
        subject: "[INC-1042] Webshop: bestellen niet mogelijk".to_owned(),
        text: "Er is een storing.\n.\n.. en nog een punt\n".to_owned(),
        html: None,
        at: "2026-03-06T15:00:00Z".parse().unwrap(),
        is_automatic: true,
    }
}

#[tokio::test]
async fn the_letters_of_a_round_go_over_one_connection_which_is_closed_when_it_is_over() {
    let server = Server::with(Manners::default()).await;
    let smtp = server.smtp();

    assert_eq!(smtp.send(&mail("first")).await, Outcome::Sent);
    assert_eq!(smtp.send(&mail("second")).await, Outcome::Sent);
    smtp.rest().await;

    let heard = server.heard();
    assert_eq!(heard[1], "EHLO piket.noordwerk.example");
    assert_eq!(heard[2], "MAIL FROM:<desk@noordwerk.example>");
    assert_eq!(heard[3], "RCPT TO:<sanne@noordwerk.example>");
    assert_eq!(heard[4], "DATA");
    assert_eq!(server.count("(connected)"), 1);
    assert_eq!(server.count("| Message-ID:"), 2);
    assert_eq!(heard.last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_line_that_begins_with_a_dot_does_not_end_the_letter() {
    let server = Server::with(Manners::default()).await;
    assert_eq!(server.smtp().send(&mail("dots")).await, Outcome::Sent);
    let heard = server.heard();
    assert!(heard.contains(&"| ..".to_owned()), "{heard:#?}");
    assert!(heard.contains(&"| ... en nog een punt".to_owned()), "{heard:#?}");
}

#[tokio::test]
async fn a_refused_recipient_or_letter_is_final_and_the_reason_is_kept() {
    let unknown = Server::answering(|said| said.starts_with("RCPT").then_some("550 no such box"));
    let spam = Server::answering(|said| (said == "(letter)").then_some("554 not this letter"));
    let closed = Server::answering(|said| (said == "DATA").then_some("554 no"));
    for (server, reason) in [
        (unknown.await, "the mail server says 550 no such box"),
        (spam.await, "the mail server says 554 not this letter"),
        (closed.await, "the mail server says 554 no"),
    ] {
        assert_eq!(server.smtp().send(&mail("x")).await, Outcome::Never(reason.to_owned()));
    }
}

#[tokio::test]
async fn what_may_pass_and_what_is_our_own_mistake_is_tried_again_later() {
    let greylist = Server::answering(|said| said.starts_with("RCPT").then_some("451 come back"));
    let full = Server::answering(|said| (said == "(letter)").then_some("452 disk full"));
    let sender = Server::answering(|said| said.starts_with("MAIL").then_some("550 who are you"));
    let closed = Server::answering(|said| (said == "(greeting)").then_some("554 closed today"));
    let hello = Server::answering(|said| said.starts_with("EHLO").then_some("550 go away"));
    for (server, reason) in [
        (greylist.await, "451 come back"),
        (full.await, "452 disk full"),
        (sender.await, "550 who are you"),
        (closed.await, "554 closed today"),
        (hello.await, "550 go away"),
    ] {
        let reason = format!("the mail server says {reason}");
        assert_eq!(server.smtp().send(&mail("x")).await, Outcome::Later(reason));
    }
}

#[tokio::test]
async fn a_password_that_is_refused_is_our_own_mistake_and_never_part_of_the_reason() {
    let server = Server::answering(|said| said.starts_with("AUTH").then_some("535 wrong")).await;
    let smtp = Smtp::new(&Settings {
        username: Some("desk".to_owned()),
        password: Some(Secret::new("zomerregen")),
        ..server.settings()
    })
    .unwrap();
    let outcome = smtp.send(&mail("x")).await;
    assert_eq!(outcome, Outcome::Later("the mail server says 535 wrong".to_owned()));
    assert_eq!(server.count("MAIL"), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_or_says_nothing_is_tried_again_later() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = Server::with(Manners::default()).await;
    let mut silent = Smtp::new(&Settings { port: Some(port), ..server.settings() }).unwrap();
    silent.timeout = Duration::from_millis(20);
    let outcome = silent.send(&mail("x")).await;
    assert!(matches!(&outcome, Outcome::Later(why) if why.contains("did not answer")));

    drop(listener);
    let absent = Smtp::new(&Settings { port: Some(port), ..server.settings() }).unwrap();
    let outcome = absent.send(&mail("x")).await;
    assert!(matches!(&outcome, Outcome::Later(why) if why.contains("cannot be reached")));
    assert!(absent.greet().await.is_err());
    assert_eq!(server.smtp().greet().await, Ok(()));
}

#[tokio::test]
async fn when_the_server_has_hung_up_between_letters_the_next_one_goes_over_a_new_connection() {
    let server = Server::with(Manners { letters: Some(1), ..Manners::default() }).await;
    let smtp = server.smtp();
    for id in ["first", "second", "third"] {
        assert_eq!(smtp.send(&mail(id)).await, Outcome::Sent);
    }
    assert_eq!(server.count("(connected)"), 3);
    for id in ["first", "second", "third"] {
        assert_eq!(server.count(&format!("| Message-ID: <{id}@")), 1);
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_asking_anybody() {
    let server = Server::with(Manners::default()).await;
    for address in ["", "sanne", "sanne@x> RCPT TO:<all@example.nl", "sanne@x\r\nDATA"] {
        let mut mail = mail("x");
        address.clone_into(&mut mail.to.email);
        let outcome = server.smtp().send(&mail).await;
        assert_eq!(outcome, Outcome::Never("the address is not a mail address".to_owned()));
    }
    assert_eq!(server.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_is_said_over_a_line_that_the_server_does_not_make_private() {
    let server = Server::with(Manners::default()).await;
    let smtp = Smtp::new(&Settings {
        security: Security::StartTls,
        username: Some("desk".to_owned()),
        password: Some(Secret::new("zomerregen")),
        ..server.settings()
    })
    .unwrap();
    assert!(matches!(smtp.send(&mail("x")).await, Outcome::Later(_)));
    assert_eq!((server.count("AUTH"), server.count("MAIL")), (0, 0));
}

/// A certificate for `127.0.0.1` that nobody signed, and a server that shows it.
fn private() -> (String, TlsAcceptor) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    (made.cert.pem(), TlsAcceptor::from(Arc::new(config)))
}

#[tokio::test]
async fn over_a_private_line_we_sign_in_and_send_if_we_trust_the_certificate() {
    let (pem, tls) = private();
    let server = Server::with(Manners { tls: Some(tls), ..Manners::default() }).await;
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    std::fs::write(&ca_file, pem).unwrap();
    let settings = Settings {
        security: Security::StartTls,
        username: Some("desk".to_owned()),
        password: Some(Secret::new("zomerregen")),
        ..server.settings()
    };

    let stranger = Smtp::new(&settings).unwrap();
    assert!(matches!(stranger.send(&mail("x")).await, Outcome::Later(_)));
    assert_eq!(server.count("AUTH"), 0);

    for settings in [
        Settings { ca_file: Some(ca_file), ..settings.clone() },
        Settings { accept_invalid: true, ..settings },
    ] {
        assert_eq!(Smtp::new(&settings).unwrap().send(&mail("x")).await, Outcome::Sent);
    }
    assert_eq!(server.count("AUTH PLAIN"), 2);
}
