//! The pace of letters: when to try again, when to give up, and how many one person gets an hour.

use jiff::{SignedDuration, Timestamp};

/// The wait after the first failure; it doubles with every further one.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);

/// The longest wait between two attempts.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(30);

/// How long is tried.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// How often is tried at least: a server that was off for days tries old letters, too.
const LEAST_ATTEMPTS: u32 = 6;

/// Over what time letters to one addressee are counted.
pub(super) const WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// How many letters one addressee gets within [`WINDOW`].
pub(super) const MOST: usize = 30;

/// How many of them may be mere news: the rest is kept for what somebody must do.
const MOST_NEWS: usize = 20;

/// When a letter is tried again that has been tried so often; nothing when it is given up.
pub(crate) fn again_at(attempts: u32, created_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let is_old = now.duration_since(created_at) >= PATIENCE;
    if is_old && attempts >= LEAST_ATTEMPTS {
        return None;
    }
    let doublings = attempts.saturating_sub(1).min(16);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    now.checked_add(wait).ok()
}

/// Longer than any letter is made to wait: what waits longer was put off by a clock that was wrong.
pub(super) const NEVER_SO_LONG: SignedDuration = SignedDuration::from_hours(2);

/// How much a letter matters to whoever gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// A human of ours wrote it. It is never held back.
    ByHand,
    /// Somebody is to do something.
    Errand,
    /// Somebody is told something.
    News,
}

/// What one addressee got lately, newest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowance {
    sent: Vec<Timestamp>,
}

impl Allowance {
    /// After letters were sent at these instants, at `now` at the latest.
    pub(super) fn after(mut sent: Vec<Timestamp>, now: Timestamp) -> Self {
        for at in &mut sent {
            *at = now.min(*at);
        }
        sent.sort_unstable_by(|a, b| b.cmp(a));
        Self { sent }
    }

    /// Whether one more letter may go now; else when to ask again. A letter that may go is counted.
    pub(super) fn ask(&mut self, weight: Weight, now: Timestamp) -> Result<(), Timestamp> {
        let most = match weight {
            Weight::ByHand => usize::MAX,
            Weight::Errand => MOST,
            Weight::News => MOST_NEWS,
        };
        let in_the_way = self.sent.get(most - 1);
        match in_the_way.and_then(|at| at.checked_add(WINDOW).ok()) {
            Some(free_at) if free_at > now => Err(free_at),
            _ => {
                let place = self.sent.partition_point(|at| *at > now);
                self.sent.insert(place, now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + minute * 60).unwrap()
    }

    /// When letters go of which many wait from the beginning on.
    fn going(weights: &[Weight]) -> Vec<Timestamp> {
        let mut allowance = Allowance::default();
        let mut waiting: Vec<(Timestamp, Weight)> = weights.iter().map(|w| (at(0), *w)).collect();
        let mut gone = Vec::new();
        for minute in 0..24 * 60 {
            waiting.retain_mut(|(next_at, weight)| {
                if *next_at > at(minute) {
                    return true;
                }
                match allowance.ask(*weight, at(minute)) {
                    Ok(()) => gone.push(at(minute)),
                    Err(later) => *next_at = later,
                }
                *next_at > at(minute)
            });
        }
        assert!(waiting.is_empty(), "{} wait for ever", waiting.len());
        gone
    }

    #[test]
    fn a_letter_is_tried_at_growing_distances_up_to_half_an_hour() {
        let waits: Vec<i64> = (1..=9)
            .map(|attempts| again_at(attempts, at(0), at(1)).unwrap())
            .map(|again| again.duration_since(at(1)).as_secs())
            .collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
    }

    #[test]
    fn a_letter_is_given_up_after_a_day_of_attempts_but_not_unheard() {
        let day = at(24 * 60);
        assert_eq!(again_at(50, at(0), day), None);
        assert!(again_at(50, at(1), day).is_some());
        assert!(again_at(1, at(0), day).is_some(), "the server was off for a day");
    }

    #[test]
    fn nobody_gets_more_than_thirty_automatic_letters_within_any_hour_and_all_in_the_end() {
        let mixed = [Weight::News, Weight::News, Weight::Errand].repeat(100);
        for weights in [vec![Weight::Errand; 300], vec![Weight::News; 300], mixed] {
            let gone = going(&weights);
            assert_eq!(gone.len(), 300);
            for from in &gone {
                let until = from.checked_add(WINDOW).unwrap();
                let within = gone.iter().filter(|at| *at >= from && **at < until).count();
                assert!(within <= MOST, "{within} from {from}");
            }
        }
    }

    #[test]
    fn what_somebody_must_do_still_goes_when_there_was_too_much_news() {
        let mut allowance = Allowance::default();
        let gone = (0..40).filter(|_| allowance.ask(Weight::News, at(0)).is_ok()).count();
        assert_eq!(gone, MOST_NEWS);
        assert_eq!(allowance.ask(Weight::News, at(30)), Err(at(60)));
        assert_eq!(allowance.ask(Weight::Errand, at(30)), Ok(()));
    }

    #[test]
    fn words_by_hand_are_never_held_back() {
        let mut allowance = Allowance::after(vec![at(0); 100], at(0));
        assert_eq!(allowance.ask(Weight::ByHand, at(1)), Ok(()));
    }

    #[test]
    fn an_hour_later_there_is_room_again() {
        let mut allowance = Allowance::after(vec![at(0); MOST], at(0));
        assert_eq!(allowance.ask(Weight::Errand, at(59)), Err(at(60)));
        assert_eq!(allowance.ask(Weight::Errand, at(60)), Ok(()));
    }

    #[test]
    fn letters_that_went_out_tomorrow_by_a_wrong_clock_count_as_sent_now() {
        let mut allowance = Allowance::after(vec![at(24 * 60); MOST], at(0));
        assert_eq!(allowance.ask(Weight::Errand, at(0)), Err(at(60)));
    }
}
