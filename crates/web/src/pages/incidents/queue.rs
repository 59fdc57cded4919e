//! The queue: open incidents by deadline, with views and filters in the address, page by page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::incident::WaitsOn;
use piket_core::key::{ApplicationKey, ClientKey, Number};
use piket_core::policy::Who;
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_store::incidents::{ClockStanding, Cursor, Filter, Status};
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{Engineer, Now, Query, SignedIn};
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::rows::{self, Group, SOON};
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many incidents a page of the queue shows.
const PAGE: u32 = 40;
/// How many the list beside an incident shows.
const BESIDE: u32 = 10;
/// More than this is told as "99+".
const TOLD: u32 = 99;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    view: String,
    /// How its clocks stand: a view of its own.
    clock: String,
    client: String,
    application: String,
    step: String,
    priority: String,
    /// What we wait for, beside the step.
    waiting: String,
    after: String,
    /// The incident beside which the list stands.
    current: String,
}

/// A view of the queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum View {
    #[default]
    All,
    Mine,
    Unassigned,
    Due,
    Late,
    Answer,
    Waiting,
    Paused,
    NeverDue,
    Running,
    Closed,
}

impl View {
    const ALL: [Self; 11] = [
        Self::All,
        Self::Mine,
        Self::Unassigned,
        Self::Due,
        Self::Late,
        Self::Answer,
        Self::Waiting,
        Self::Paused,
        Self::NeverDue,
        Self::Running,
        Self::Closed,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Due => "due",
            Self::Late => "breached",
            Self::Answer => "answer",
            Self::Waiting => "waiting",
            Self::Paused => "paused",
            Self::NeverDue => "never_due",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    fn of(text: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.as_str() == text).unwrap_or_default()
    }

    /// Whether it stands in the address as `clock=…`.
    fn is_of_clocks(self) -> bool {
        matches!(self, Self::Late | Self::Paused | Self::NeverDue | Self::Running)
    }

    /// Whether it has a chip: on the page of the queue all that can hold something one would miss,
    /// beside an incident the few that people work from.
    fn has_chip(self, is_beside: bool, count: u32) -> bool {
        match self {
            Self::All | Self::Mine | Self::Unassigned | Self::Due | Self::Answer | Self::Closed => {
                true
            }
            Self::Waiting | Self::Paused => !is_beside,
            // There should be none of these, and then nobody needs to read that.
            Self::Late | Self::NeverDue => count > 0,
            Self::Running => false,
        }
    }

    fn filter(self, who: &Who, now: Timestamp) -> Filter {
        let filter = Filter::default();
        match self {
            Self::All => filter,
            Self::Mine => Filter { mine: Some(who.key.clone()), ..filter },
            Self::Unassigned => Filter { unassigned: true, ..filter },
            Self::Due => Filter { due_before: now.checked_add(SOON).ok(), ..filter },
            Self::Late => Filter { breached: true, ..filter },
            Self::Answer => Filter { client_waits: true, ..filter },
            Self::Waiting => Filter { waiting_on: Some(WaitsOn::Client), ..filter },
            Self::Paused => Filter { clock: Some(ClockStanding::Paused), ..filter },
            Self::NeverDue => Filter { clock: Some(ClockStanding::NeverDue), ..filter },
            Self::Running => Filter { clock: Some(ClockStanding::Running), ..filter },
            Self::Closed => Filter { status: Status::Closed, ..filter },
        }
    }
}

impl Asked {
    /// The filter of the store; words that name nothing are as if they were not there.
    fn filter(&self, who: &Who, now: Timestamp) -> Filter {
        let number = |text: &str| text.parse::<u8>().ok().and_then(|it| it.try_into().ok());
        let of_view = self.view().filter(who, now);
        let waiting = WaitsOn::ALL.into_iter().find(|kind| kind.as_str() == self.waiting);
        Filter {
            waiting_on: waiting.or(of_view.waiting_on),
            client: self.client.parse::<ClientKey>().ok(),
            application: self.application.parse::<ApplicationKey>().ok(),
            step: self.step.parse::<Step>().ok(),
            priority: number(&self.priority),
            ..of_view
        }
    }

    fn view(&self) -> View {
        let of_clocks = Some(View::of(&self.clock)).filter(|view| view.is_of_clocks());
        of_clocks.unwrap_or_else(|| View::of(&self.view))
    }

    fn cursor(&self) -> Option<Cursor> {
        self.after.parse().ok()
    }

    /// The address of another view with the same filters, or of the next page.
    fn address(&self, view: View, after: Option<Cursor>) -> String {
        let mut words = url::form_urlencoded::Serializer::new(String::new());
        if view != View::All {
            let name = if view.is_of_clocks() { "clock" } else { "view" };
            words.append_pair(name, view.as_str());
        }
        for (name, value) in [
            ("client", &self.client),
            ("application", &self.application),
            ("step", &self.step),
            ("priority", &self.priority),
            ("waiting", &self.waiting),
        ] {
            if !value.is_empty() {
                words.append_pair(name, value);
            }
        }
        if let Some(after) = after {
            words.append_pair("after", &after.to_string());
        }
        let words = words.finish();
        if words.is_empty() { "/incidents".to_owned() } else { format!("/incidents?{words}") }
    }

    fn is_filtered(&self) -> bool {
        [&self.client, &self.application, &self.step, &self.priority, &self.waiting]
            .into_iter()
            .any(|value| !value.is_empty())
    }
}

/// A view as a link with its count.
#[derive(Debug, Clone)]
pub(crate) struct Chip {
    pub(crate) address: String,
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) is_current: bool,
    pub(crate) is_hot: bool,
}

/// The list, beside an incident or by itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    pub(crate) open: String,
    pub(crate) chips: Vec<Chip>,
    pub(crate) groups: Vec<Group>,
    /// Where the next page is; empty on the last one.
    pub(crate) next: String,
    /// Where the first page is; empty on it.
    pub(crate) first: String,
}

/// The list as one person sees it.
pub(crate) async fn list(
    app: &App,
    reader: &SignedIn,
    eye: &Eye<'_>,
    asked: &Asked,
    current: Option<Number>,
) -> Result<List, Problem> {
    let (desk, who) = (app.desk(), reader.who());
    let view = asked.view();
    let limit = if current.is_some() { BESIDE } else { PAGE };
    let filter = asked.filter(who, eye.now);
    let found = desk.list(who, filter, asked.cursor(), limit).await?;
    let mut chips = Vec::new();
    for it in View::ALL {
        // How many are closed is of no use to anybody, and would be the largest number.
        let count = match it {
            View::Closed => 0,
            View::Running => continue,
            _ => desk.count(who, it.filter(who, eye.now)).await?,
        };
        if it != view && !it.has_chip(current.is_some(), count) {
            continue;
        }
        chips.push(Chip {
            address: asked.address(it, None),
            label: eye.w.named("view", it.as_str()).into_owned(),
            count: if it == View::Closed { String::new() } else { told(count) },
            is_current: it == view,
            is_hot: matches!(it, View::Due | View::Answer | View::Late | View::NeverDue)
                && count > 0,
        });
    }
    Ok(List {
        open: chips.first().map(|chip| chip.count.clone()).unwrap_or_default(),
        chips,
        groups: rows::groups(eye, &found.rows, current),
        next: found.next.map(|after| asked.address(view, Some(after))).unwrap_or_default(),
        first: if asked.after.is_empty() { String::new() } else { asked.address(view, None) },
    })
}

/// A number that is counted no further than anybody reads.
fn told(count: u32) -> String {
    if count > TOLD { format!("{TOLD}+") } else { count.to_string() }
}

#[derive(Template)]
#[template(path = "incidents/queue.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    list: List,
    view: &'static str,
    view_name: &'static str,
    clients: Vec<Choice>,
    applications: Vec<Choice>,
    steps: Vec<Choice>,
    priorities: Vec<Choice>,
    waits: Vec<Choice>,
    is_filtered: bool,
    all: String,
}

/// `GET /incidents`: the queue.
pub(crate) async fn queue(
    State(app): State<App>,
    engineer: Engineer,
    Query(asked): Query<Asked>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let list = list(&app, &engineer, &eye, &asked, asked.current.parse().ok()).await?;
    let title = words.t("desk-incidents").into_owned();
    let page = Page {
        w: &words,
        frame: rail::frame(&app, &engineer, title, "incidents", now).await?,
        list,
        view: asked.view().as_str(),
        view_name: if asked.view().is_of_clocks() { "clock" } else { "view" },
        clients: clients(&eye, &asked.client),
        applications: applications(&eye, &asked.client, &asked.application),
        steps: steps(&eye, &asked.step),
        priorities: priorities(&eye, &asked.priority),
        waits: waits(&eye, &asked.waiting),
        is_filtered: asked.is_filtered(),
        all: Asked::default().address(asked.view(), None),
    };
    page::shown(&page)
}

fn any(eye: &Eye<'_>, key: &str, chosen: &str) -> Choice {
    Choice { value: String::new(), label: eye.w.t(key).into_owned(), chosen: chosen.is_empty() }
}

/// All clients, and "any".
pub(crate) fn clients(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![any(eye, "filter-client", chosen)];
    choices.extend(eye.directory.clients.values().map(|client| Choice {
        value: client.key.to_string(),
        label: client.name.clone(),
        chosen: client.key.as_str() == chosen,
    }));
    choices
}

fn applications(eye: &Eye<'_>, client: &str, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![any(eye, "filter-application", chosen)];
    let all = eye.directory.applications.values();
    let theirs = all.filter(|it| client.is_empty() || it.client.as_str() == client);
    choices.extend(theirs.map(|application| Choice {
        value: application.key.to_string(),
        label: application.name.clone(),
        chosen: application.key.as_str() == chosen,
    }));
    choices
}

fn steps(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![any(eye, "filter-step", chosen)];
    choices.extend(Step::ALL.iter().map(|step| Choice {
        value: step.as_str().to_owned(),
        label: eye.w.step(*step).into_owned(),
        chosen: step.as_str() == chosen,
    }));
    choices
}

fn priorities(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![any(eye, "filter-priority", chosen)];
    choices.extend(Priority::ALL.into_iter().map(|priority| {
        let value = u8::from(priority).to_string();
        Choice { label: eye.w.priority(priority).into_owned(), chosen: value == chosen, value }
    }));
    choices
}

fn waits(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![any(eye, "filter-waiting", chosen)];
    choices.extend(WaitsOn::ALL.into_iter().map(|kind| Choice {
        value: kind.as_str().to_owned(),
        label: eye.w.waits_on(kind).into_owned(),
        chosen: kind.as_str() == chosen,
    }));
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn views_keep_the_filters_and_forget_the_page() {
        let asked = Asked {
            client: "molen".into(),
            after: "o1_x".into(),
            priority: "1".into(),
            ..Asked::default()
        };
        let address = asked.address(View::Mine, None);
        assert_eq!(address, "/incidents?view=mine&client=molen&priority=1");
        assert_eq!(Asked::default().address(View::All, None), "/incidents");
    }

    #[test]
    fn what_stands_still_and_what_never_comes_due_have_addresses_of_their_own() {
        let example = Example::reported();
        for (text, wanted) in [
            ("paused", ClockStanding::Paused),
            ("never_due", ClockStanding::NeverDue),
            ("running", ClockStanding::Running),
        ] {
            let asked = Asked { clock: text.to_owned(), ..Asked::default() };
            let filter = asked.filter(&example.who, example.now);
            assert_eq!(filter.clock, Some(wanted));
            assert_eq!(asked.address(asked.view(), None), format!("/incidents?clock={text}"));
        }
        let late = Asked { clock: "breached".to_owned(), ..Asked::default() };
        assert!(late.filter(&example.who, example.now).breached);
        let none = Asked { clock: "mine".to_owned(), ..Asked::default() };
        assert_eq!(none.view(), View::All);
    }

    #[test]
    fn what_is_waited_for_is_a_filter_that_goes_with_every_view() {
        let example = Example::reported();
        for kind in WaitsOn::ALL {
            let asked = Asked { waiting: kind.as_str().to_owned(), ..Asked::default() };
            assert_eq!(asked.filter(&example.who, example.now).waiting_on, Some(kind));
        }
        let asked = Asked { waiting: "supplier".into(), ..Asked::default() };
        assert_eq!(asked.address(View::Mine, None), "/incidents?view=mine&waiting=supplier");
        assert!(asked.is_filtered());
        let client = Asked { view: "waiting".into(), waiting: "moon".into(), ..Asked::default() };
        let filter = client.filter(&example.who, example.now);
        assert_eq!(filter.waiting_on, Some(WaitsOn::Client));
    }

    #[test]
    fn words_that_name_nothing_are_as_if_they_were_not_there() {
        let example = Example::reported();
        let asked = Asked {
            view: "everything".into(),
            step: "limbo".into(),
            priority: "9".into(),
            after: "nowhere".into(),
            ..Asked::default()
        };
        let filter = asked.filter(&example.who, example.now);
        assert_eq!(filter, Filter::default());
        assert_eq!(asked.cursor(), None);
    }

    #[test]
    fn numbers_beyond_what_anybody_reads_are_cut() {
        assert_eq!((told(7), told(99), told(100)), ("7".into(), "99".into(), "99+".into()));
    }
}
