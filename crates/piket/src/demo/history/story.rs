//! Stories: in which order people act on a case, and how long they take. What they say is the
//! case's; whether they may is decided by the desk, as for everybody.

use piket_core::incident::ResolutionKind;

use super::case::{Case, Story};
use super::luck::Luck;

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// It is classified.
    Classify,
    /// An engineer takes it.
    Take,
    /// The client hears the first word.
    Hello,
    /// The client hears how it goes.
    Update,
    /// The client is asked something.
    Ask,
    /// The client answers.
    Answer,
    /// The engineer notes what was found.
    Note,
    /// The development team is asked.
    Involve,
    /// A developer takes over.
    Join,
    /// The supplier is offered the ball.
    Offer,
    /// One of our engineers is offered the ball.
    HandOver,
    /// The supplier takes it.
    SupplierTakes,
    /// The supplier is told what is asked.
    AskSupplier,
    /// The supplier rings back.
    SupplierSays,
    /// The ball comes back from the supplier.
    TakeBack,
    /// A solution is proposed.
    Propose,
    /// The client refuses.
    Refuse,
    /// A better one is proposed.
    ProposeAgain,
    /// The client agrees.
    Agree,
    /// The fix goes to production.
    RollOut,
    /// The check is green again from now on.
    Mend,
    /// It is proved by hand.
    Verify,
    /// Solved in one line.
    Solve,
    /// Resolved and reported back.
    Resolve(ResolutionKind),
    /// The client confirms.
    Thank,
    /// The client says it is not solved.
    Reopen,
    /// What prevents it is decided.
    Prevent,
    /// Nothing more is needed to prevent it.
    Waive,
    /// It was known already.
    CancelAsDuplicate,
}

/// How long it takes until somebody acts, after the act before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// So many minutes, from and to.
    Minutes(i64, i64),
    /// So many minutes of office hours.
    Office(i64, i64),
    /// Minutes where we are on duty day and night, else minutes of office hours.
    OnDuty(i64, i64),
}

/// An act and how long until it.
pub(super) type Beat = (Wait, Act);

/// The acts of a case in their order.
pub(super) fn beats(case: &Case, luck: &Luck) -> Vec<Beat> {
    let mut told = opening(case, luck);
    match case.story {
        Story::Restart => told.extend(restart(case)),
        Story::Release => told.extend(release(case, luck)),
        Story::Supplier => told.extend(supplier(case)),
        Story::Alone => told.push((Wait::Minutes(4, 9), Act::Mend)),
        Story::Question => {
            told.push((Wait::Office(15, 200), Act::Resolve(ResolutionKind::Answered)));
        }
        Story::Asked => told.extend(asked()),
        Story::FalseAlarm => told.extend([
            (Wait::Office(20, 60), Act::Note),
            (Wait::Office(20, 90), Act::Resolve(ResolutionKind::FalseAlarm)),
        ]),
        Story::Duplicate => told.push((Wait::Office(10, 45), Act::CancelAsDuplicate)),
        Story::NoReply => told.extend([
            (Wait::Office(2, 6), Act::Ask),
            (Wait::Office(40, 90), Act::Note),
            (Wait::Office(2_000, 2_400), Act::Resolve(ResolutionKind::NoReply)),
        ]),
        Story::Reopened => told.extend(reopened(case, luck)),
        Story::Open => {}
    }
    told.extend(ending(case, luck));
    told
}

/// Until somebody has it and the client knows.
fn opening(case: &Case, luck: &Luck) -> Vec<Beat> {
    if matches!(case.story, Story::Alone) {
        return Vec::new();
    }
    // Now and then nobody is free, and a promise is missed.
    let slow = if luck.happens(9) { 12 } else { 1 };
    let mut told = Vec::new();
    if case.by != "check" && case.by != "phone" {
        told.push((Wait::OnDuty(2 * slow, 9 * slow), Act::Classify));
    }
    if matches!(case.story, Story::Duplicate) {
        return told;
    }
    told.push((Wait::OnDuty(2 * slow, 11 * slow), Act::Take));
    if !matches!(case.story, Story::Question) {
        told.push((Wait::Minutes(1, 4), Act::Hello));
    }
    told
}

fn restart(case: &Case) -> Vec<Beat> {
    let mut told = vec![(Wait::Minutes(6, 30), Act::Note)];
    if case.by == "check" {
        told.push((Wait::Minutes(3, 15), Act::Mend));
    }
    told.push((Wait::Minutes(1, 3), Act::Solve));
    told
}

fn release(case: &Case, luck: &Luck) -> Vec<Beat> {
    let mut told = vec![
        (Wait::OnDuty(12, 40), Act::Note),
        (Wait::Minutes(1, 4), Act::Involve),
        (Wait::Minutes(4, 25), Act::Join),
        (Wait::OnDuty(15, 50), Act::Update),
        (Wait::OnDuty(10, 80), Act::Propose),
    ];
    if case.refusal.is_some() || luck.happens(10) {
        told.extend([
            (Wait::Office(20, 120), Act::Refuse),
            (Wait::Office(30, 120), Act::ProposeAgain),
        ]);
    }
    let is_urgent = case.by == "check" || luck.happens(50);
    let decides = if is_urgent { Wait::Office(5, 30) } else { Wait::Office(30, 260) };
    told.push((decides, Act::Agree));
    told.push((Wait::OnDuty(20, 70), Act::RollOut));
    told.extend(proved(case));
    told.push((Wait::OnDuty(10, 40), Act::Resolve(ResolutionKind::Fixed)));
    told
}

/// The check that failed is green again, or somebody looks by hand.
fn proved(case: &Case) -> Vec<Beat> {
    if case.by == "check" {
        vec![(Wait::Minutes(1, 2), Act::Mend)]
    } else {
        vec![(Wait::OnDuty(5, 25), Act::Verify)]
    }
}

fn supplier(case: &Case) -> Vec<Beat> {
    let mut told = vec![
        (Wait::Minutes(6, 18), Act::Note),
        (Wait::Minutes(1, 3), Act::Offer),
        (Wait::Minutes(0, 1), Act::AskSupplier),
        (Wait::Minutes(6, 25), Act::SupplierTakes),
        (Wait::OnDuty(25, 110), Act::SupplierSays),
    ];
    if case.by == "check" {
        told.push((Wait::Minutes(0, 1), Act::Mend));
    }
    told.push((Wait::Minutes(2, 6), Act::TakeBack));
    told.push((Wait::OnDuty(5, 20), Act::Resolve(ResolutionKind::Recovered)));
    told
}

fn asked() -> Vec<Beat> {
    vec![
        (Wait::Office(5, 20), Act::Ask),
        (Wait::Office(20, 400), Act::Answer),
        (Wait::Office(10, 60), Act::Note),
        (Wait::Office(10, 50), Act::Propose),
        (Wait::Office(10, 200), Act::Agree),
        (Wait::Office(20, 90), Act::RollOut),
        (Wait::Office(5, 20), Act::Verify),
        (Wait::Office(5, 20), Act::Resolve(ResolutionKind::Fixed)),
    ]
}

fn reopened(case: &Case, luck: &Luck) -> Vec<Beat> {
    let mut told = restart(case);
    told.push((Wait::Office(90, 500), Act::Reopen));
    told.push((Wait::Office(5, 20), Act::Update));
    told.extend(release(case, luck));
    told
}

/// What is decided afterwards, and what the client says.
fn ending(case: &Case, luck: &Luck) -> Vec<Beat> {
    let mut told = Vec::new();
    match (case.story, &case.prevention) {
        (Story::Duplicate | Story::Open | Story::Question | Story::NoReply, _) => {}
        (_, Some(_)) => told.push((Wait::Office(20, 300), Act::Prevent)),
        (_, None) => told.push((Wait::Office(20, 300), Act::Waive)),
    }
    let answers = match case.story {
        Story::Alone | Story::Duplicate | Story::Open | Story::NoReply => false,
        _ => case.thanks.is_some() || luck.happens(55),
    };
    if answers {
        told.push((Wait::Office(10, 400), Act::Thank));
    }
    told
}
