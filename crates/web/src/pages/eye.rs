//! Who looks, in which words, at which moment: what every page of the desk is drawn with.
//!
//! It calls people, parties and moments by their names. It looks nothing up and decides nothing.

use jiff::{Timestamp, Unit};
use piket_core::directory::Directory;
use piket_core::incident::{Actor, Holder};
use piket_core::key::{ApplicationKey, ClientKey, PersonKey};
use piket_core::party::Party;
use piket_core::policy::Who;
use piket_text::Words;

use super::frame::{initials, tone};

/// Below this a countdown shows its seconds, as the script does.
const SECONDS_BELOW: i64 = 600;

/// Who looks at a page.
#[derive(Clone, Copy)]
pub(crate) struct Eye<'a> {
    /// The words and the zone of the reader.
    pub(crate) w: &'a Words,
    /// What was agreed.
    pub(crate) directory: &'a Directory,
    /// Who reads.
    pub(crate) who: &'a Who,
    /// When.
    pub(crate) now: Timestamp,
}

/// Somebody as shown: a name, its initials, and the tone that stays theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Face {
    /// The name; empty for nobody.
    pub(crate) name: String,
    /// Two letters of it.
    pub(crate) initials: String,
    /// The tone.
    pub(crate) tone: String,
}

impl Face {
    fn of(name: &str, key: &str) -> Self {
        Self { name: name.to_owned(), initials: initials(name), tone: tone(key).to_owned() }
    }
}

impl Eye<'_> {
    /// A person.
    pub(crate) fn person(&self, key: &PersonKey) -> Face {
        Face::of(self.directory.person_name(key), key.as_str())
    }

    /// A party as a heading or label: "Development team", or the supplier's name.
    pub(crate) fn party(&self, party: &Party) -> String {
        self.w.party_label(party, self.directory).into_owned()
    }

    /// A party as a face.
    pub(crate) fn party_face(&self, party: &Party) -> Face {
        Face::of(&self.party(party), &party.to_string())
    }

    /// Who has the ball: the person, else the party.
    pub(crate) fn holder(&self, holder: &Holder) -> Face {
        match &holder.person {
            Some(person) => self.person(person),
            None => self.party_face(&holder.party),
        }
    }

    /// Who did it.
    pub(crate) fn actor(&self, actor: &Actor) -> Face {
        match actor {
            Actor::Piket => Face::of("Piket", "piket"),
            Actor::Person(key) => self.person(key),
            Actor::Party(party) => self.party_face(party),
            Actor::Check(key) => {
                let name = self.directory.checks.get(key).map_or(key.as_str(), |it| &it.name);
                Face::of(name, key.as_str())
            }
            Actor::Program(name) => Face::of(name, name),
        }
    }

    /// Client and application in one line.
    pub(crate) fn about(&self, client: &ClientKey, application: Option<&ApplicationKey>) -> String {
        let client = self.directory.client_name(client);
        match application {
            Some(key) => format!("{client} · {}", self.directory.application_name(key)),
            None => client.to_owned(),
        }
    }

    /// The reader's own face.
    pub(crate) fn me(&self) -> Face {
        self.person(&self.who.key)
    }

    /// Whether the reader stands in a party.
    pub(crate) fn is_in(&self, party: &Party) -> bool {
        self.who.parties.contains(party)
    }

    /// How far an instant is, as a countdown shows it: late with a minus.
    pub(crate) fn countdown(&self, due: Timestamp) -> String {
        let seconds = due.as_second() - self.now.as_second();
        let sign = if seconds < 0 { "−" } else { "" };
        let length = seconds.abs();
        if (60..SECONDS_BELOW).contains(&length) {
            let seconds = self.w.t1("span-seconds", "seconds", length % 60);
            return format!(
                "{sign}{} {seconds}",
                self.w.t1("span-minutes", "minutes", length / 60)
            );
        }
        format!("{sign}{}", self.w.span(length))
    }

    /// A moment as the timeline shows it.
    pub(crate) fn when(&self, at: Timestamp) -> String {
        self.w.when_short(at, self.now)
    }

    /// A moment in a sentence.
    pub(crate) fn at(&self, at: Timestamp) -> String {
        self.w.when(at, self.now)
    }

    /// An instant as a field of a form shows it, in the zone of the desk.
    pub(crate) fn local_field(&self, at: Timestamp) -> String {
        let local = self.w.local(at);
        let minute = local.round(Unit::Minute).unwrap_or(local);
        minute.strftime("%Y-%m-%dT%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_countdown_shows_seconds_only_when_little_is_left_and_a_minus_when_late() {
        let example = crate::pages::example::Example::reported();
        let eye = example.eye();
        let in_seconds = |seconds: i64| eye.now + jiff::SignedDuration::from_secs(seconds);
        for (seconds, expected) in
            [(40, "40 s"), (252, "4 m 12 s"), (4_380, "1 h 13 m"), (-912, "−15 m")]
        {
            assert_eq!(eye.countdown(in_seconds(seconds)), expected);
        }
    }
}
