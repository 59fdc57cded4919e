//! What each verb asks, with all that is known filled in.

use jiff::ToSpan;
use piket_core::directory::{Component, Role};
use piket_core::incident::{Awaited, Evidence, State};
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::raci::{Activity, Letter};
use piket_engine::view::Seen;

use super::field::{Field, Kind, choice};
use super::{composer, evidence, parties};
use crate::pages::eye::Eye;
use crate::pages::incidents::command::back_steps;
use crate::pages::incidents::verb::Verb;
use crate::pages::parts::Choice;

/// In how many days a preventive action is due, unless somebody says otherwise.
const PREVENTION_DAYS: i64 = 14;

/// The fields of a verb.
pub(crate) fn fields(eye: &Eye<'_>, seen: &Seen, verb: Verb) -> Vec<Field> {
    let state = &seen.state;
    let t = |key: &str| eye.w.t(key).into_owned();
    match verb {
        Verb::Take => {
            vec![Field::line("reason", t("field-why-ours")).with(why_ours(eye, state)).optional()]
        }
        Verb::Offer => vec![
            Field::select("to", t("field-to"), offer_choices(eye, state)),
            Field::line("reason", t("field-why-theirs")).hint(t("hint-why-theirs")),
        ],
        Verb::Accept | Verb::Confirm | Verb::Close => Vec::new(),
        Verb::Refuse => vec![Field::line("reason", t("field-reason"))],
        Verb::Classify => classify(eye, state),
        Verb::Application => {
            vec![Field::select("application", t("field-application"), applications(eye, state))]
        }
        Verb::Migrate => vec![
            Field::select("agreement", t("field-agreement-version"), versions(eye, state)),
            Field::line("with", t("field-agreed-with")).hint(t("hint-agreed-with")),
            Field::line("reason", t("field-reason")),
        ],
        Verb::Call => call(eye, state),
        Verb::Hear => vec![
            Field::select("party", t("field-party"), composer::of(eye, seen, None, "").parties),
            Field::area("body", t("field-party-said"), 3),
            Field::tick("asks", t("field-party-asks"), false),
        ],
        Verb::Withdraw => vec![Field::line("reason", t("field-withdraw"))],
        Verb::Defer => vec![
            Field::line("until", t("field-until")).kind(Kind::Moment).half(),
            Field::line("agreed", t("field-client-agreed")).hint(t("hint-client-agreed")).half(),
            Field::line("reason", t("field-defer-reason")),
        ],
        Verb::Resume => vec![Field::line("reason", t("field-reason"))],
        Verb::Await => vec![
            Field::select("on", t("field-await-on"), awaited(eye, state)).half(),
            Field::line("until", t("field-await-until"))
                .kind(Kind::Moment)
                .hint(t("hint-await-until"))
                .optional()
                .half(),
            Field::line("what", t("field-await-what")),
        ],
        Verb::GoOn => vec![Field::line("reason", t("field-go-on")).optional()],
        Verb::Finding => finding(eye, seen),
        Verb::Development => {
            vec![Field::area("question", t("field-question"), 3).hint(t("hint-question"))]
        }
        Verb::Propose => propose(eye, state),
        Verb::Consent => vec![
            Field::hidden("proposal", proposal_version(state)),
            Field::line("note", t("field-consent-note")).hint(t("hint-consent-note")),
        ],
        Verb::Decline => vec![
            Field::hidden("proposal", proposal_version(state)),
            Field::area("reason", t("field-decline-reason"), 2),
        ],
        Verb::Implement => {
            vec![Field::line("note", t("field-what-was-done")).optional(), tested(eye, state)]
        }
        Verb::RollOut => vec![
            Field::line("change", t("field-change")).hint(t("hint-change")).half(),
            Field::line("note", t("field-what-was-done")).optional().half(),
            tested(eye, state),
        ],
        Verb::Verify => {
            vec![Field::area("proof", t("field-proof"), 2).hint(t("hint-proof"))]
        }
        Verb::Solve => solve(eye, state),
        Verb::Plan => plan(eye, state),
        Verb::Waive => vec![Field::area("reason", t("field-waive"), 2)],
        Verb::StepBack => vec![
            Field::select("to", t("field-back-to"), back(eye, state)),
            Field::line("reason", t("field-reason")),
        ],
        Verb::Cancel => vec![
            Field::select("kind", t("field-cancel-kind"), cancel_kinds(eye)).half(),
            Field::line("reason", t("field-reason")).half(),
        ],
        Verb::Reopen => vec![
            Field::area("reason", t("field-reopen"), 2),
            Field::tick("is_down", t("field-is-down"), false),
        ],
        Verb::Say => Vec::new(),
    }
}

/// What to know before doing it.
pub(crate) fn notes(eye: &Eye<'_>, seen: &Seen, verb: Verb) -> Vec<String> {
    let state = &seen.state;
    match verb {
        Verb::Take | Verb::Offer => matrix_says(eye, state),
        Verb::Accept => offered(eye, state),
        Verb::Solve if !state.alerts.is_empty() && state.verified_at.is_none() => {
            vec![eye.w.t("note-solve-watched").into_owned()]
        }
        Verb::Solve if state.alerts.is_empty() => {
            vec![eye.w.t("note-solve-unwatched").into_owned()]
        }
        Verb::Consent => state
            .proposal
            .as_ref()
            .map(|proposal| {
                let solution = &proposal.terms.solution;
                eye.w.t2("note-consent", "version", proposal.version, "solution", solution)
            })
            .into_iter()
            .collect(),
        Verb::Close if !state.prevention_is_decided() => {
            vec![eye.w.t("note-close-prevention").into_owned()]
        }
        _ => Vec::new(),
    }
}

/// The matrix's answer to "Action: who?": who does what comes next, and why.
pub(crate) fn matrix_says(eye: &Eye<'_>, state: &State) -> Vec<String> {
    let says = |activity: Activity| {
        let resolved = state.row(eye.directory, activity)?;
        let named = |letter: Letter| -> Vec<String> {
            let parties: Vec<&Party> = match letter {
                Letter::Responsible => resolved.row.responsible(),
                Letter::Accountable => resolved.row.accountable().into_iter().collect(),
                Letter::Consulted => resolved.row.consulted(),
                Letter::Informed => resolved.row.informed(),
            };
            parties.into_iter().map(|party| eye.party(party)).collect()
        };
        let responsible = eye.w.list(&named(Letter::Responsible));
        let accountable = eye.w.list(&named(Letter::Accountable));
        let activity_name = eye.w.activity(activity);
        let because = parties::why(eye, &resolved);
        Some(eye.w.tn(
            "note-matrix",
            &[
                ("code", &activity.code()),
                ("activity", &activity_name),
                ("responsible", &responsible),
                ("accountable", &accountable),
                ("because", &because),
            ],
        ))
    };
    let supplier = state
        .supplier(eye.directory)
        .map(|supplier| eye.w.t1("note-supplier", "supplier", eye.party(&supplier)));
    [Activity::AssignHolder, Activity::Investigate]
        .into_iter()
        .filter_map(says)
        .chain(supplier)
        .collect()
}

fn offered(eye: &Eye<'_>, state: &State) -> Vec<String> {
    let Some(offer) = &state.offer else { return Vec::new() };
    let until = eye.at(offer.accept_by);
    let mut notes = vec![eye.w.t1("note-accept-until", "until", until)];
    if offer.party.is_supplier() {
        notes.push(eye.w.t1("note-on-behalf", "party", eye.party(&offer.party)));
    }
    notes
}

/// The reason that follows from the matrix, if it names one of the reader's parties.
fn why_ours(eye: &Eye<'_>, state: &State) -> String {
    let row = state.row(eye.directory, Activity::Investigate);
    let responsible =
        row.map(|resolved| resolved.row.responsible().into_iter().cloned().collect::<Vec<Party>>());
    let mine = responsible
        .unwrap_or_default()
        .into_iter()
        .find(|party| eye.is_in(party) || *party == Party::ServiceDesk);
    match mine {
        Some(party) => eye.w.t1("reason-by-matrix", "party", eye.party(&party)),
        None => String::new(),
    }
}

/// Parties and the people in them, those of the matrix first.
fn offer_choices(eye: &Eye<'_>, state: &State) -> Vec<Choice> {
    let mut all: Vec<Party> = state
        .row(eye.directory, Activity::Investigate)
        .map(|resolved| resolved.row.responsible().into_iter().cloned().collect())
        .unwrap_or_default();
    all.extend(state.supplier(eye.directory));
    all.extend([Party::ServiceDesk, Party::Development, Party::IncidentManager]);
    all.extend(eye.directory.suppliers.keys().cloned().map(Party::Supplier));
    let mut choices: Vec<Choice> = Vec::new();
    for party in all.into_iter().filter(|party| !party.is_client()) {
        let value = party.to_string();
        if choices.iter().any(|choice| choice.value == value) {
            continue;
        }
        let name = eye.party(&party);
        let behind = eye.directory.behind(&party, &state.client, state.application.as_ref());
        choices.push(choice(&value, &name, false));
        for it in behind {
            if let piket_core::directory::Behind::Person(person) = it
                && person.key != eye.who.key
            {
                let label = format!("{name} · {}", person.name);
                choices.push(choice(format!("{value}/{}", person.key), label, false));
            }
        }
    }
    choices
}

/// What can be awaited: suppliers, that of the part first, a change window, our own house.
fn awaited(eye: &Eye<'_>, state: &State) -> Vec<Choice> {
    let first = state.supplier(eye.directory);
    let mut suppliers: Vec<Party> =
        eye.directory.suppliers.keys().cloned().map(Party::Supplier).collect();
    suppliers.sort_by_key(|party| Some(party) != first.as_ref());
    let suppliers =
        suppliers.iter().map(|party| choice(party.to_string(), eye.party(party), false));
    let others = [
        choice(Awaited::ChangeWindow.to_string(), eye.w.t("choice-change-window"), false),
        choice(Awaited::Internal.to_string(), eye.w.t("choice-internal"), false),
    ];
    suppliers.chain(others).collect()
}

fn classify(eye: &Eye<'_>, state: &State) -> Vec<Field> {
    let now = state.classified.as_ref();
    let told = now.map(|it| (it.impact, it.urgency)).or(state.felt);
    let natures = Nature::ALL.iter().map(|nature| {
        choice(nature.as_str(), eye.w.nature(*nature), now.is_some_and(|it| it.nature == *nature))
    });
    let impacts = [Impact::High, Impact::Medium, Impact::Low].map(|impact| {
        let label = format!("{} · {}", eye.w.impact(impact), eye.w.about_impact(impact));
        choice(u8::from(impact).to_string(), label, told.is_some_and(|it| it.0 == impact))
    });
    let urgencies = [Urgency::High, Urgency::Medium, Urgency::Low].map(|urgency| {
        let label = format!("{} · {}", eye.w.urgency(urgency), eye.w.about_urgency(urgency));
        choice(u8::from(urgency).to_string(), label, told.is_some_and(|it| it.1 == urgency))
    });
    let mut fields =
        vec![Field::select("nature", eye.w.t("field-nature"), natures.collect()).half()];
    let components = components(eye, state);
    if !components.is_empty() {
        let chosen = now.and_then(|it| it.component.as_ref());
        let mut choices = vec![choice("", eye.w.t("choice-unknown-part"), chosen.is_none())];
        choices.extend(
            components
                .iter()
                .map(|part| choice(part.key.as_str(), &part.name, chosen == Some(&part.key))),
        );
        let field = Field::select("component", eye.w.t("field-component"), choices);
        fields.push(field.optional().half());
    }
    fields.push(Field::select("impact", eye.w.t("impact"), impacts.to_vec()));
    fields.push(Field::select("urgency", eye.w.t("urgency"), urgencies.to_vec()));
    if told.is_some() {
        let hint = eye.w.t("hint-classify-reason");
        fields.push(Field::line("reason", eye.w.t("field-reason")).hint(hint).optional());
    }
    if now.is_some() && state.client_priority == Some(state.priority) {
        let hint = eye.w.t("hint-classify-agreed");
        fields.push(Field::line("agreed", eye.w.t("field-client-agreed")).hint(hint).optional());
    }
    fields
}

/// The other versions of the agreement that was promised, newest first.
fn versions(eye: &Eye<'_>, state: &State) -> Vec<Choice> {
    let held = state.pins.agreement.as_ref();
    let Some((held, all)) = held.zip(held.and_then(|it| eye.directory.agreements.get(&it.key)))
    else {
        return Vec::new();
    };
    all.all()
        .rev()
        .filter(|(version, _)| *version != held.version)
        .map(|(version, it)| {
            let label =
                format!("{} · {}", it.name, eye.w.t1("clients-version", "version", version));
            choice(version.to_string(), label, false)
        })
        .collect()
}

fn components<'a>(eye: &Eye<'a>, state: &State) -> &'a [Component] {
    state
        .application
        .as_ref()
        .and_then(|key| eye.directory.applications.get(key))
        .map_or(&[], |application| application.components.as_slice())
}

fn applications(eye: &Eye<'_>, state: &State) -> Vec<Choice> {
    eye.directory
        .applications
        .values()
        .filter(|application| application.client == state.client)
        .map(|application| {
            let chosen = state.application.as_ref() == Some(&application.key);
            choice(application.key.as_str(), &application.name, chosen)
        })
        .collect()
}

fn call(eye: &Eye<'_>, state: &State) -> Vec<Field> {
    let public = piket_core::incident::Scope::Public;
    let contact = composer::recipients(eye, state, &public).into_iter().next();
    let name = contact.map(|(recipient, _)| recipient.name).unwrap_or_default();
    vec![
        Field::line("with", eye.w.t("field-call-with")).with(name).half(),
        Field::line("occurred_at", eye.w.t("field-call-when"))
            .kind(Kind::Moment)
            .with(eye.local_field(eye.now))
            .half(),
        Field::area("body", eye.w.t("field-call-body"), 3),
    ]
}

fn finding(eye: &Eye<'_>, seen: &Seen) -> Vec<Field> {
    let t = |key: &str| eye.w.t(key).into_owned();
    let kept = evidence::kept(seen);
    let mut fields = vec![Field::area("text", t("field-finding"), 3).hint(t("hint-finding"))];
    if !kept.is_empty() {
        let label = |item: &Evidence| format!("{}: {}", eye.w.evidence(item.kind), item.title);
        let choices = kept.iter().map(|item| choice(item.id.to_string(), label(item), true));
        let field = Field::select("evidence", t("field-evidence"), choices.collect());
        fields.push(field.kind(Kind::Ticks).optional());
    }
    fields.push(Field::tick("is_cause", t("field-is-cause"), false));
    fields
}

fn propose(eye: &Eye<'_>, state: &State) -> Vec<Field> {
    let t = |key: &str| eye.w.t(key).into_owned();
    let terms = state.proposal.as_ref().map(|proposal| proposal.terms.clone());
    let before = |take: fn(&piket_core::incident::ProposalTerms) -> &String| {
        terms.as_ref().map(|terms| take(terms).clone()).unwrap_or_default()
    };
    let planned = terms.as_ref().and_then(|terms| terms.planned_at);
    let mut fields = vec![
        Field::area("solution", t("field-proposal"), 3)
            .with(before(|terms| &terms.solution))
            .hint(t("hint-client-reads")),
        Field::area("risk", t("field-risk"), 2).with(before(|terms| &terms.risk)).half(),
        Field::area("rollback", t("field-rollback"), 2)
            .with(before(|terms| &terms.rollback))
            .half(),
        Field::area("test_plan", t("field-test-plan"), 2)
            .with(before(|terms| &terms.test_plan))
            .half(),
        Field::line("planned_at", t("field-planned"))
            .kind(Kind::Moment)
            .with(planned.map(|at| eye.local_field(at)).unwrap_or_default())
            .hint(t("hint-planned"))
            .optional()
            .half(),
    ];
    if state.cause.is_none() {
        fields.insert(0, Field::area("cause", t("field-cause"), 2).hint(t("hint-cause-here")));
    }
    fields
}

fn proposal_version(state: &State) -> String {
    state.proposal.as_ref().map_or_else(String::new, |proposal| proposal.version.to_string())
}

fn tested(eye: &Eye<'_>, state: &State) -> Field {
    let has_test_environment = state
        .application
        .as_ref()
        .and_then(|key| eye.directory.applications.get(key))
        .is_some_and(|application| application.has_test_environment);
    let key = if has_test_environment { "field-tested" } else { "field-tested-none" };
    let was = state.implementation.as_ref().is_some_and(|it| it.is_tested);
    Field::tick("is_tested", eye.w.t(key), was)
}

fn solve(eye: &Eye<'_>, state: &State) -> Vec<Field> {
    let t = |key: &str| eye.w.t(key).into_owned();
    let kinds = ["fixed", "recovered", "answered", "workaround", "no_reply", "false_alarm"];
    let kinds = kinds.map(|kind| choice(kind, eye.w.named("solve-kind", kind), kind == "fixed"));
    let prepared = state.prepared.as_ref();
    let cause = prepared.map(|it| it.cause.clone()).or(state.cause.clone()).unwrap_or_default();
    let proposed = state.proposal.as_ref().map(|it| it.terms.solution.clone());
    let solution = prepared.map(|it| it.solution.clone()).or(proposed).unwrap_or_default();
    let body = prepared.map(|it| it.message.body.clone());
    let mut fields = vec![
        Field::area("cause", t("field-cause-client"), 2).with(cause).half(),
        Field::area("solution", t("field-solution-client"), 2).with(solution).half(),
    ];
    if state.rollout.is_none() {
        let field = Field::line("change", t("field-change")).hint(t("hint-change-solve"));
        fields.push(field.optional().half());
        fields.push(Field::select("kind", t("field-solve-kind"), kinds.to_vec()).half());
    } else {
        fields.push(Field::hidden("kind", "fixed"));
    }
    fields.push(
        Field::area("body", t("field-report-back"), 6)
            .with(body.unwrap_or_else(|| composer::report_back(eye, state)))
            .hint(t("hint-report-back")),
    );
    fields
}

fn plan(eye: &Eye<'_>, state: &State) -> Vec<Field> {
    let own = eye
        .directory
        .people
        .values()
        .filter(|person| person.is_active && person.role != Role::Client);
    let owner = state.holder.person.as_ref().unwrap_or(&eye.who.key);
    let people = own.map(|person| choice(person.key.as_str(), &person.name, person.key == *owner));
    let due = eye.w.local(eye.now).date().checked_add(PREVENTION_DAYS.days());
    vec![
        Field::area("action", eye.w.t("field-prevent"), 2).hint(eye.w.t("hint-prevent")),
        Field::select("owner", eye.w.t("field-owner"), people.collect()).half(),
        Field::line("due_on", eye.w.t("field-due-on"))
            .kind(Kind::Day)
            .with(due.map(|day| day.to_string()).unwrap_or_default())
            .half(),
    ]
}

fn back(eye: &Eye<'_>, state: &State) -> Vec<Choice> {
    let steps = back_steps(state.step).into_iter().rev();
    steps.map(|step| choice(step.as_str(), eye.w.step(step), false)).collect()
}

fn cancel_kinds(eye: &Eye<'_>) -> Vec<Choice> {
    let kinds = ["duplicate", "no_incident", "withdrawn", "spam"];
    kinds.map(|kind| choice(kind, eye.w.named("cancel-kind", kind), false)).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    fn field(example: &Example, verb: Verb, name: &str) -> Field {
        let fields = fields(&example.eye(), &example.seen(), verb);
        fields.into_iter().find(|field| field.name == name).unwrap()
    }

    #[test]
    fn the_matrix_answers_who_before_anybody_chooses() {
        let example = Example::reported();
        let says = matrix_says(&example.eye(), &example.state);
        assert!(says[0].starts_with("2.1"), "{says:?}");
        assert!(says[1].contains("Service desk"), "{says:?}");
        assert!(says.iter().any(|note| note.contains("NordHost")), "{says:?}");
        let reason = field(&example, Verb::Take, "reason").value;
        assert!(reason.contains("Service desk"), "{reason}");
    }

    #[test]
    fn all_evidence_is_chosen_for_a_finding() {
        let example = Example::taken();
        let evidence = field(&example, Verb::Finding, "evidence");
        assert_eq!(evidence.choices.len(), 2);
        assert!(evidence.choices.iter().all(|choice| choice.chosen));
    }

    #[test]
    fn the_classification_that_is_there_is_filled_in() {
        let example = Example::taken();
        let chosen = |name| {
            let field = field(&example, Verb::Classify, name);
            field.choices.into_iter().find(|choice| choice.chosen).map(|choice| choice.value)
        };
        assert_eq!(chosen("nature").as_deref(), Some("outage"));
        assert_eq!(chosen("impact").as_deref(), Some("1"));
        assert_eq!(chosen("component").as_deref(), Some("web"));
    }

    #[test]
    fn the_ball_is_not_offered_to_oneself_nor_to_the_client() {
        let example = Example::taken();
        let values: Vec<String> =
            field(&example, Verb::Offer, "to").choices.into_iter().map(|it| it.value).collect();
        assert!(values.contains(&"own:development/tom".to_owned()), "{values:?}");
        assert!(values.contains(&"supplier:nordhost".to_owned()), "{values:?}");
        assert!(!values.iter().any(|value| value.contains("ilse") || value.contains("client:")));
    }
}
