//! The catalogue of words: looks sentences up by key, in the language and time zone of a reader.
//!
//! How moments and lengths of time read is told in [`crate::format`], how things of the domain are
//! called in [`crate::names`].

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use piket_core::directory::Language;

/// The words of one area of the product, in every language.
struct Area {
    name: &'static str,
    en: &'static str,
    nl: &'static str,
}

macro_rules! areas {
    ($($name:literal;)*) => {
        &[$(Area {
            name: $name,
            en: include_str!(concat!("../locales/en/", $name, ".ftl")),
            nl: include_str!(concat!("../locales/nl/", $name, ".ftl")),
        }),*]
    };
}

/// All areas: a file for each stands in every language. A new one is a new line here.
const AREAS: &[Area] = areas! {
    "agreements";
    "calendars";
    "clients";
    "clocks";
    "common";
    "corrections";
    "desk";
    "doors";
    "explain";
    "facts";
    "figures";
    "findings";
    "guards";
    "incident";
    "letters";
    "matrices";
    "monitoring";
    "natures";
    "parties";
    "parts";
    "people";
    "portal";
    "priorities";
    "refusals";
    "roles";
    "spent";
    "steps";
};

impl Area {
    fn source(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Nl => self.nl,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The words of a language, read once.
///
/// A line that cannot be read and a key that stands twice are left out here and named by the
/// tests, so that a slip in a sentence never takes the program down.
fn bundle(language: Language) -> &'static Bundle {
    static EN: OnceLock<Bundle> = OnceLock::new();
    static NL: OnceLock<Bundle> = OnceLock::new();
    let cell = match language {
        Language::En => &EN,
        Language::Nl => &NL,
    };
    cell.get_or_init(|| read(language).0)
}

/// Reads all areas of a language, and says what is wrong with them.
fn read(language: Language) -> (Bundle, Vec<String>) {
    let tag = language.code().parse().expect("the code of a language is a language tag");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    let mut wrong = Vec::new();
    // Pages and letters say the direction of their text; marks around every value would only be
    // noise in subjects and in what people copy.
    bundle.set_use_isolating(false);
    for area in AREAS {
        let source = area.source(language).to_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            wrong.extend(errors.iter().map(|error| format!("{}: {error}", area.name)));
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            wrong.extend(errors.iter().map(|error| format!("{}: {error}", area.name)));
        }
    }
    (bundle, wrong)
}

/// The words for one reader: a language, and the zone in which times are shown.
///
/// Cheap to clone; a page makes one and hands it to its parts.
#[derive(Debug, Clone)]
pub struct Words {
    language: Language,
    zone: TimeZone,
}

impl Words {
    /// The words of a language, with times in UTC.
    pub fn of(language: Language) -> Self {
        Self { language, zone: TimeZone::UTC }
    }

    /// The same with times in a zone by its IANA name; an unknown name changes nothing.
    #[must_use]
    pub fn in_zone(mut self, name: &str) -> Self {
        // Tables in the program, not those of the machine: two servers show the same times.
        static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        if let Ok(zone) = ZONES.get_or_init(TimeZoneDatabase::bundled).get(name) {
            self.zone = zone;
        }
        self
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The zone in which times are shown.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The sentence of a key. A key that is not there is shown as it is.
    pub fn t<'a>(&self, key: &'a str) -> Cow<'a, str> {
        self.find(key).unwrap_or(Cow::Borrowed(key))
    }

    /// The sentence of a key in which one thing is named: `w.t1("queue-count", "open", 3)`.
    pub fn t1(&self, key: &str, name: &str, value: impl Value) -> String {
        self.tn(key, &[(name, &value)])
    }

    /// The sentence of a key in which two things are named.
    pub fn t2(&self, key: &str, a: &str, of_a: impl Value, b: &str, of_b: impl Value) -> String {
        self.tn(key, &[(a, &of_a), (b, &of_b)])
    }

    /// The sentence of a key in which any number of things are named.
    pub fn tn(&self, key: &str, values: &[(&str, &dyn Value)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.as_value());
        }
        let bundle = bundle(self.language);
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return key.to_owned() };
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// The word for something of the domain: of an area and the name that the domain gives it, so
    /// `w.named("step", "rolling_out")` is the sentence `step-rolling-out`.
    pub fn named(&self, area: &str, name: &str) -> Cow<'static, str> {
        let key = key_of(area, name);
        self.find(&key).unwrap_or(Cow::Owned(key))
    }

    /// Whether there is a sentence of that key.
    pub fn has(&self, key: &str) -> bool {
        bundle(self.language).get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The sentence of a key that names nothing. One that does shows what it lacks as `{$name}`.
    fn find(&self, key: &str) -> Option<Cow<'static, str>> {
        let bundle = bundle(self.language);
        let pattern = bundle.get_message(key)?.value()?;
        Some(bundle.format_pattern(pattern, None, &mut Vec::new()))
    }
}

/// The key of a sentence that is named after something of the domain.
pub(crate) fn key_of(area: &str, name: &str) -> String {
    format!("{area}-{}", name.replace('_', "-"))
}

/// What can be named in a sentence: texts and whole numbers, by themselves or behind references,
/// as templates hand them over.
pub trait Value {
    /// The same as the catalogue takes it.
    fn as_value(&self) -> FluentValue<'_>;
}

impl<T: Value + ?Sized> Value for &T {
    fn as_value(&self) -> FluentValue<'_> {
        (**self).as_value()
    }
}

impl Value for str {
    fn as_value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Value for String {
    fn as_value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl Value for Cow<'_, str> {
    fn as_value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_ref())
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Value for $number {
            fn as_value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use fluent_bundle::FluentMessage;

    use super::*;

    fn folder(language: Language) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.code())
    }

    #[test]
    fn every_file_of_words_can_be_read_and_no_key_stands_twice() {
        for language in Language::ALL {
            assert_eq!(read(language).1, Vec::<String>::new(), "{}", language.code());
        }
    }

    #[test]
    fn every_file_of_words_is_an_area() {
        let areas: BTreeSet<String> =
            AREAS.iter().map(|area| format!("{}.ftl", area.name)).collect();
        for language in Language::ALL {
            let files: BTreeSet<String> = fs::read_dir(folder(language))
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            assert_eq!(files, areas, "{}", language.code());
        }
    }

    /// Keys with the variables that each names.
    fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for area in AREAS {
            let mut current = String::new();
            for line in area.source(language).lines().filter(|line| !line.starts_with('#')) {
                let begins = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
                if let (true, Some((key, _))) = (begins, line.split_once('=')) {
                    key.trim().clone_into(&mut current);
                    found.entry(current.clone()).or_default();
                }
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                for after in line.split('$').skip(1) {
                    let name: String = after.chars().take_while(|c| is_name(*c)).collect();
                    found.entry(current.clone()).or_default().insert(name);
                }
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_keys_and_name_the_same_things() {
        let (en, nl) = (variables(Language::En), variables(Language::Nl));
        assert!(!en.is_empty());
        for key in en.keys().chain(nl.keys()) {
            assert_eq!(en.get(key), nl.get(key), "{key}");
        }
    }

    #[test]
    fn every_key_is_lower_case_with_hyphens_and_has_a_sentence() {
        for language in Language::ALL {
            for key in variables(language).keys() {
                let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                assert!(key.chars().all(allowed), "{key}");
                let message = bundle(language).get_message(key);
                assert!(message.as_ref().and_then(FluentMessage::value).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn no_sentence_shouts() {
        for area in AREAS {
            for language in Language::ALL {
                for line in area.source(language).lines().filter(|line| !line.starts_with('#')) {
                    assert!(!line.contains('!'), "{}: {line}", area.name);
                }
            }
        }
    }

    #[test]
    fn a_key_that_is_not_there_is_shown_as_it_is() {
        let words = Words::of(Language::Nl);
        assert_eq!(words.t("no-such-key"), "no-such-key");
        assert_eq!(words.t1("no-such-key", "name", 1), "no-such-key");
        assert_eq!(words.named("no", "such_key"), "no-such-key");
        assert!(!words.has("no-such-key"));
    }
}
