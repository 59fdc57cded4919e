//! One conversation of the demo's mail server (RFC 5321), as far as a sender needs it.

use std::io;

use piket_core::time::Clock;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};

use super::PostBox;

/// The longest line that is read, the end of it included (RFC 5321 §4.5.3.1.6 asks for 1000).
const LINE: u64 = 64 * 1024;
/// The longest letter that is kept.
const LETTER: usize = 5_000_000;

/// What was said so far about the letter to come.
#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<String>,
}

/// Talks until the other side is done.
pub(super) async fn talk<S>(
    line: &mut BufStream<S>,
    post_box: &PostBox,
    clock: &dyn Clock,
) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    say(line, "220 demo.piket.example takes every letter and delivers none").await?;
    let mut envelope = Envelope::default();
    while let Some(said) = heard(line).await? {
        let said = String::from_utf8_lossy(&said).trim_end().to_owned();
        let (verb, rest) = said.split_once(' ').unwrap_or((&said, ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                envelope = Envelope::default();
                "250-demo.piket.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE 5000000"
            }
            "HELO" => "250 demo.piket.example",
            "MAIL" if envelope.from.is_some() => "503 5.5.1 one letter at a time",
            "MAIL" => match path(rest, "FROM:") {
                Some(from) => {
                    envelope.from = Some(from);
                    "250 2.1.0 ok"
                }
                None => "501 5.5.4 MAIL FROM:<address>",
            },
            "RCPT" if envelope.from.is_none() => "503 5.5.1 MAIL first",
            "RCPT" => match path(rest, "TO:").filter(|to| to.contains('@')) {
                Some(to) => {
                    envelope.to.push(to);
                    "250 2.1.5 ok"
                }
                None => "501 5.1.3 RCPT TO:<address>",
            },
            "DATA" if envelope.to.is_empty() => "503 5.5.1 RCPT first",
            "DATA" => {
                say(line, "354 end with a single dot").await?;
                let Some(content) = content(line).await? else { return Ok(()) };
                if content.len() > LETTER {
                    "552 5.3.4 too long"
                } else {
                    let Envelope { from, to } = std::mem::take(&mut envelope);
                    post_box.put(&from.unwrap_or_default(), &to, &content, clock.now());
                    "250 2.0.0 kept"
                }
            }
            "RSET" => {
                envelope = Envelope::default();
                "250 2.0.0 ok"
            }
            "NOOP" => "250 2.0.0 ok",
            "VRFY" => "252 2.5.0 everybody lives here",
            "QUIT" => return say(line, "221 2.0.0 bye").await,
            _ => "502 5.5.2 not here",
        };
        say(line, answer).await?;
    }
    Ok(())
}

async fn say<S>(line: &mut BufStream<S>, words: &str) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    line.write_all(words.as_bytes()).await?;
    line.write_all(b"\r\n").await?;
    line.flush().await
}

/// One line with its end; nothing when the other side has gone.
async fn heard<S>(line: &mut BufStream<S>) -> io::Result<Option<Vec<u8>>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut said = Vec::new();
    (&mut *line).take(LINE).read_until(b'\n', &mut said).await?;
    Ok(said.ends_with(b"\n").then_some(said))
}

/// A letter, up to the line with the single dot; nothing when the other side has gone.
async fn content<S>(line: &mut BufStream<S>) -> io::Result<Option<Vec<u8>>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut content = Vec::new();
    loop {
        let Some(said) = heard(line).await? else { return Ok(None) };
        if said == b".\r\n" || said == b".\n" {
            return Ok(Some(content));
        }
        // RFC 5321 §4.5.2: a dot at the start of a line was doubled.
        let said = said.strip_prefix(b".").unwrap_or(&said);
        if content.len() <= LETTER {
            content.extend_from_slice(said);
        }
    }
}

/// The address between angle brackets after `FROM:` or `TO:`.
fn path(rest: &str, word: &str) -> Option<String> {
    let (start, rest) = rest.trim().split_at_checked(word.len())?;
    let address = rest.trim().strip_prefix('<')?.split_once('>')?.0;
    start.eq_ignore_ascii_case(word).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use piket_engine::clock::SetClock;

    use super::*;

    /// What the server answers, and what it kept.
    async fn told(said: &str) -> (String, PostBox) {
        let (near, far) = tokio::io::duplex(1 << 20);
        let post_box = PostBox::default();
        let clock = SetClock::at(Timestamp::from_second(1_770_000_000).unwrap());
        let (mut reading, mut writing) = tokio::io::split(near);
        writing.write_all(said.as_bytes()).await.unwrap();
        writing.shutdown().await.unwrap();
        talk(&mut BufStream::new(far), &post_box, &clock).await.unwrap();
        let mut answers = String::new();
        reading.read_to_string(&mut answers).await.unwrap();
        (answers, post_box)
    }

    fn codes(answers: &str) -> Vec<&str> {
        answers.lines().filter(|line| line.get(3..4) == Some(" ")).map(|line| &line[..3]).collect()
    }

    #[tokio::test]
    async fn a_letter_is_kept_as_it_was_written_dots_included() {
        let (answers, post_box) = told(
            "EHLO desk\r\nMAIL FROM:<desk@a.example> BODY=8BITMIME\r\nRCPT TO:<fatima@b.example>\r\n\
             DATA\r\nSubject: Winkel\r\n\r\n..een punt\r\nklaar\r\n.\r\nNOOP\r\nQUIT\r\n",
        )
        .await;
        assert_eq!(codes(&answers), ["220", "250", "250", "250", "354", "250", "250", "221"]);
        let letter = post_box.newest(None, 1).remove(0);
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("fatima@b.example", "Winkel"));
        assert_eq!(letter.text.trim(), ".een punt\r\nklaar");
    }

    #[tokio::test]
    async fn what_comes_in_the_wrong_order_is_refused_and_nothing_is_kept() {
        let (answers, post_box) =
            told("DATA\r\nRCPT TO:<a@b.example>\r\nMAIL FROM:x\r\nRSET\r\nHELP\r\n").await;
        assert_eq!(codes(&answers), ["220", "503", "503", "501", "250", "502"]);
        assert!(post_box.newest(None, 1).is_empty());
    }

    #[tokio::test]
    async fn a_letter_that_is_cut_off_is_not_kept() {
        let (_, post_box) = told(
            "HELO desk\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\nSubject: half\r\n\r\nand",
        )
        .await;
        assert!(post_box.newest(None, 1).is_empty());
    }
}
