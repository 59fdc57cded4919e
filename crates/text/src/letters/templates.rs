//! Renders the words of a letter, once as text and once as HTML, from the same source.
//!
//! Paragraphs have an empty line between them. What people wrote only enters through filters, so
//! that nothing in it can become a paragraph, a heading or a tag of ours.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, escape_formatter,
};
use piket_core::directory::Language;

use super::clean;
use super::frame::Frame;
use super::sources::{SOURCES, Source};

/// Steps that one rendering may take; a letter takes some hundred.
const FUEL: u64 = 20_000;

const LAYOUT: &str = "layout.html";

/// What is named in a letter.
pub(super) type Values = BTreeMap<&'static str, Value>;

/// What stands within the frame of a letter.
#[derive(Debug)]
pub(super) struct Body {
    /// The subject, in one line.
    pub(super) subject: String,
    /// Paragraphs with an empty line between them.
    pub(super) text: String,
    /// The same as HTML, escaped.
    pub(super) html: String,
    /// The beginning, which mail programs show beside the subject.
    pub(super) preview: String,
}

impl Body {
    /// A letter of which nothing is left but its subject.
    pub(super) fn bare(subject: String) -> Self {
        let html = paragraph(&clean::html(&subject), true);
        Self { text: subject.clone(), html, preview: String::new(), subject }
    }
}

/// Renders the words of a letter in one language.
pub(super) fn body(source: &Source, language: Language, values: &Values) -> Result<Body, Error> {
    let name = source.name(language);
    let render =
        |kind: &str| environment()?.get_template(&format!("{name}.{kind}"))?.render(values);
    let as_text = render("txt")?;
    let (subject, text) = as_text.split_once('\n').ok_or_else(no_subject)?;
    let text = clean::lines(text).trim_start().to_owned();
    let as_html = render("html")?;
    let (_, html) = as_html.split_once('\n').ok_or_else(no_subject)?;
    let preview = clean::title(text.split("\n\n").next().unwrap_or_default());
    Ok(Body { subject: clean::line(subject), html: paragraphs(html), text, preview })
}

fn no_subject() -> Error {
    Error::new(ErrorKind::InvalidOperation, "a letter has its subject on the first line")
}

/// Puts the body into the frame, as HTML.
pub(super) fn layout(body: &Body, frame: &Frame) -> Result<String, Error> {
    let values = minijinja::context! {
        subject => body.subject.as_str(),
        preview => body.preview.as_str(),
        body => Value::from_safe_string(body.html.clone()),
        frame => Value::from(Serde(frame)),
    };
    environment()?.get_template(LAYOUT)?.render(values)
}

/// All templates, read once.
fn environment() -> Result<&'static Environment<'static>, Error> {
    static READ: OnceLock<Result<Environment<'static>, String>> = OnceLock::new();
    READ.get_or_init(|| read().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| Error::new(ErrorKind::SyntaxError, error.clone()))
}

fn read() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|name| {
        let kind = name.rsplit('.').next();
        if kind == Some("html") { AutoEscape::Html } else { AutoEscape::None }
    });
    environment.set_formatter(|out, state, value| {
        if value.is_safe() || !is_html(state) {
            return escape_formatter(out, state, value);
        }
        Ok(out.write_str(&clean::html(&value.to_string()))?)
    });
    environment.add_filter("words", words);
    environment.add_filter("quote", quote);
    environment.add_filter("heading", heading);
    environment.add_filter("bullets", bullets);
    for source in SOURCES {
        for language in Language::ALL {
            for kind in ["txt", "html"] {
                let name = format!("{}.{kind}", source.name(language));
                environment.add_template_owned(name, source.template(language))?;
            }
        }
    }
    environment.add_template(LAYOUT, include_str!("layout.html"))?;
    Ok(environment)
}

fn is_html(state: &State<'_, '_>) -> bool {
    matches!(state.auto_escape(), AutoEscape::Html)
}

/// What a person wrote, as the body of the letter.
fn words(state: &State<'_, '_>, text: &str) -> Value {
    let text = clean::lines(text);
    if !is_html(state) {
        return Value::from(text);
    }
    let paragraphs: String =
        text.split("\n\n").map(|part| paragraph(&escape_lines(part), false)).collect();
    Value::from_safe_string(paragraphs)
}

/// What a person wrote, quoted.
fn quote(state: &State<'_, '_>, text: &str) -> Value {
    let text = clean::lines(text);
    if !is_html(state) {
        let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
        return Value::from(lines.join("\n"));
    }
    let inside = escape_lines(&text);
    Value::from_safe_string(format!(
        "<div class=\"quote\" style=\"margin:0 0 16px;padding:2px 0 2px 14px;\
         border-left:3px solid #cfd3cb;color:#18211f;\">{inside}</div>"
    ))
}

/// A heading within the letter.
fn heading(state: &State<'_, '_>, text: &str) -> Value {
    if !is_html(state) {
        return Value::from(format!("{text}:"));
    }
    Value::from_safe_string(format!(
        "<p class=\"muted\" style=\"margin:0 0 4px;font-size:13px;color:#5a6562;\">{}</p>",
        clean::html(text)
    ))
}

/// A list of things in one line each.
#[expect(clippy::needless_pass_by_value, reason = "a filter is handed its own list")]
fn bullets(state: &State<'_, '_>, items: Vec<String>) -> Value {
    let items = items.iter().map(|item| clean::line(item));
    if !is_html(state) {
        return Value::from(items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"));
    }
    let items = items.map(|item| clean::html(&item)).collect::<Vec<_>>();
    let between = "</li><li style=\"margin:0 0 4px;\">";
    Value::from_safe_string(format!(
        "<ul style=\"margin:0 0 16px;padding-left:20px;\"><li style=\"margin:0 0 4px;\">{}</li></ul>",
        items.join(between)
    ))
}

fn escape_lines(text: &str) -> String {
    clean::html(text).replace('\n', "<br>")
}

/// Paragraphs of a rendered template. What a filter made stands as it is; everything else was
/// escaped, so that it cannot begin with `<`.
fn paragraphs(html: &str) -> String {
    let parts = html.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let mut is_first = true;
    parts
        .map(|part| {
            let lead = std::mem::take(&mut is_first);
            if part.starts_with('<') {
                return part.to_owned();
            }
            paragraph(&part.replace('\n', "<br>"), lead)
        })
        .collect()
}

fn paragraph(inside: &str, is_lead: bool) -> String {
    let style = if is_lead { "font-size:18px;line-height:1.4;font-weight:600;" } else { "" };
    format!("<p style=\"margin:0 0 16px;{style}\">{inside}</p>")
}
