//! The frame around a page, for somebody who is signed in and for a visitor.

use jiff::Timestamp;
use piket_core::policy::Action;
use piket_text::Words;

use super::parts::Frame;
use crate::extract::SignedIn;

/// Tones of faces; a person keeps the same one everywhere.
const TONES: [&str; 6] = ["teal", "violet", "rose", "amber", "blue", "stone"];

/// The frame around a page of somebody who is signed in. Counts are the page's to fill in.
pub(crate) fn frame(reader: &SignedIn, title: String, place: &str, now: Timestamp) -> Frame {
    let installation = &reader.directory().installation;
    let person = reader.person();
    let ladder = &installation.ladder;
    Frame {
        title,
        house: installation.name.clone(),
        language: reader.words().language().code().to_owned(),
        theme: "auto".to_owned(),
        now: now.to_string(),
        zone: installation.time_zone.clone(),
        events: "/events".to_owned(),
        place: place.to_owned(),
        is_administrator: reader.who().may(Action::Administer),
        on_duty: ladder.first.as_ref() == Some(&person.key),
        my_name: person.name.clone(),
        my_initials: initials(&person.name),
        my_tone: tone(person.key.as_str()).to_owned(),
        ..Frame::default()
    }
}

/// The frame around a page for whoever is not known.
pub(crate) fn gate(words: &Words, house: &str, title: String, now: Timestamp) -> Frame {
    Frame {
        title,
        house: house.to_owned(),
        language: words.language().code().to_owned(),
        theme: "auto".to_owned(),
        now: now.to_string(),
        zone: words.zone().iana_name().unwrap_or("UTC").to_owned(),
        ..Frame::default()
    }
}

/// The first letters of the first and the last name.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The tone of a face: it follows from the key, so it stays.
pub(crate) fn tone(key: &str) -> &'static str {
    let sum = key.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31) + usize::from(byte));
    TONES[sum % TONES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        for (name, letters) in
            [("Sanne de Vries", "SV"), ("Noor", "N"), ("  élan  ", "É"), ("", "")]
        {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn a_face_keeps_its_tone() {
        assert_eq!(tone("sanne"), tone("sanne"));
        assert!(TONES.contains(&tone("")));
    }
}
