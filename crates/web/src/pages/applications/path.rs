//! The route as a map: the steps in order, what the client calls them, who has the ball at each,
//! and what happens by itself there.

use piket_core::directory::{Application, Language};
use piket_core::party::Party;
use piket_core::process::{Route, Step};
use piket_core::raci::{self, Activity, Matrix, Place};

use crate::pages::eye::Eye;
use crate::pages::parts::Station;

/// The steps that are stations of the map, each with the activity that says who has the ball.
const STOPS: [(Step, Activity); 9] = [
    (Step::Reported, Activity::ReceiveAndRegister),
    (Step::Assigning, Activity::AssignHolder),
    (Step::Investigating, Activity::Investigate),
    (Step::Developing, Activity::SecondLineAnalysis),
    (Step::Agreeing, Activity::AgreeFix),
    (Step::Implementing, Activity::ImplementAndTest),
    (Step::RollingOut, Activity::RollOut),
    (Step::Verifying, Activity::VerifyInProduction),
    (Step::Resolved, Activity::ConfirmAndClose),
];

/// The route of an application.
pub(super) struct Path {
    /// Its name.
    pub(super) name: String,
    /// The stations of the line.
    pub(super) stations: Vec<Station>,
    /// The same with all that is known of each.
    pub(super) stops: Vec<Stop>,
}

/// A step of the route.
pub(super) struct Stop {
    /// As the desk calls it.
    pub(super) name: String,
    /// As the client calls it, in every language.
    pub(super) client: Vec<(&'static str, String)>,
    /// Whether these are words of the route's own.
    pub(super) is_own: bool,
    /// Who does it, and who answers for it.
    pub(super) who: String,
    /// What happens by itself.
    pub(super) timer: String,
}

/// The route that holds now for an application.
pub(super) fn of(eye: &Eye<'_>, it: &Application) -> Path {
    let pin = eye.directory.route_for(Some(&it.key));
    let own = pin.as_ref().and_then(|pin| eye.directory.route(pin)).cloned();
    let route = own.unwrap_or_else(|| {
        Route::canonical("canonical".parse().expect("a short lower-case word is a key"))
    });
    let stops: Vec<Stop> =
        STOPS.iter().map(|(step, activity)| stop(eye, it, &route, *step, *activity)).collect();
    let stations = stops
        .iter()
        .map(|stop| Station {
            state: "done",
            label: stop.name.clone(),
            time: stop.who.clone(),
            gap: String::new(),
        })
        .collect();
    Path { name: route.name, stations, stops }
}

fn stop(eye: &Eye<'_>, it: &Application, route: &Route, step: Step, activity: Activity) -> Stop {
    let client = Language::ALL.map(|language| {
        let words = piket_text::Words::of(language);
        let said = words.step_for_client(step, route.word(step, language));
        (language.code(), said.into_owned())
    });
    Stop {
        name: eye.w.step(step).into_owned(),
        client: client.to_vec(),
        is_own: route.words.contains_key(&step),
        who: who(eye, it, activity),
        timer: timer(eye, route, step),
    }
}

/// Who has the ball: whoever agrees the fix is accountable for it, all else is done by who is
/// responsible.
fn who(eye: &Eye<'_>, it: &Application, activity: Activity) -> String {
    let matrices: Vec<&Matrix> =
        eye.directory.current_matrices().into_iter().map(|(_, matrix)| matrix).collect();
    let place = Place {
        client: Some(it.client.clone()),
        application: Some(it.key.clone()),
        ..Place::default()
    };
    let Some(resolved) = raci::resolve(&matrices, &place, activity) else {
        return String::new();
    };
    let asked: Option<&Party> = match activity {
        Activity::AgreeFix | Activity::ConfirmAndClose => resolved.row.accountable(),
        _ => resolved.row.responsible().first().copied(),
    };
    asked.map(|party| eye.party(party)).unwrap_or_default()
}

fn timer(eye: &Eye<'_>, route: &Route, step: Step) -> String {
    let length =
        |minutes: u32| eye.w.length(piket_core::calendar::WorkingTime::minutes(i64::from(minutes)));
    match step {
        Step::Assigning => eye.w.t1("path-accept", "time", length(route.accept_minutes)),
        Step::Investigating => {
            eye.w.t1("path-checkpoint", "time", length(route.checkpoint_minutes))
        }
        Step::Agreeing => eye.w.t1("path-consent", "time", length(route.consent_reminder_minutes)),
        Step::Verifying => {
            let time = length(route.watch_minutes);
            eye.w.t2("path-watch", "time", time, "count", route.watch_results)
        }
        Step::Resolved => eye.w.t1("path-confirm", "days", route.confirm_days),
        Step::Reported
        | Step::Developing
        | Step::Implementing
        | Step::RollingOut
        | Step::Reviewing
        | Step::Closed
        | Step::Cancelled => String::new(),
    }
}
