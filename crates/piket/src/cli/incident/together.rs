//! Verbs of two incidents, and of their figures: merge, link, tell all, correct.

use clap::Subcommand;
use jiff::Timestamp;
use piket_core::incident::{Command, CorrectionWish, Excuse, Link};
use piket_core::key::Number;
use piket_core::sla::Metric;
use piket_engine::ActionError;
use piket_engine::actions::{Done, FamilyWords};

use super::Hand;
use super::act::named;
use crate::failure::Failure;

/// What can be asked of two incidents, or of the figures of one.
#[derive(Debug, Subcommand)]
pub(super) enum Together {
    /// Merge it into another one of the same client
    Merge {
        number: Number,
        /// The one that goes on
        into: Number,
        /// Why they are one
        #[arg(long)]
        reason: String,
    },
    /// Take its merge back, within 24 hours
    Unmerge { number: Number },
    /// Link it with another one
    Link {
        number: Number,
        with: Number,
        /// What the other one is: `parent`, `child` or `related`
        #[arg(long, value_parser = named::<Link>)]
        is: Link,
    },
    /// Take a link away
    Unlink { number: Number, with: Number },
    /// Tell the client of each incident below it the same
    TellChildren {
        number: Number,
        /// The words; they may name no client and no other incident
        text: String,
        /// The client of this incident itself too
        #[arg(long)]
        with_parent: bool,
    },
    /// Ask to excuse a breach
    Excuse {
        number: Number,
        /// Of which metric, such as reaction
        #[arg(long, value_parser = named::<Metric>)]
        metric: Metric,
        /// In which cycle of it
        #[arg(long, default_value_t = 0)]
        cycle: u32,
        /// `client_caused`, `force_majeure`, `measurement_error`, `duplicate` or
        /// `agreed_exception`
        #[arg(long, value_parser = named::<Excuse>)]
        because: Excuse,
        #[arg(long)]
        reason: String,
    },
    /// Ask to correct an instant
    Correct {
        number: Number,
        /// `reported`, `responded` or `restored`
        what: String,
        /// The right one, such as 2026-03-06T18:00:00+01:00
        #[arg(long)]
        at: Timestamp,
        #[arg(long)]
        reason: String,
    },
    /// Approve a correction that somebody else asked for
    Approve {
        number: Number,
        /// Its number within the incident
        correction: u32,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Do not approve a correction
    Disapprove {
        number: Number,
        correction: u32,
        #[arg(long)]
        reason: String,
    },
    /// Take back a correction that one asked for
    Withdraw { number: Number, correction: u32 },
}

impl Hand<'_> {
    pub(super) async fn bring_together(&self, together: Together) -> anyhow::Result<()> {
        let done = self.brought_together(together).await?;
        self.say_done(&done.map_err(|error| self.told(&error))?);
        Ok(())
    }

    async fn brought_together(
        &self,
        together: Together,
    ) -> Result<Result<Done, ActionError>, Failure> {
        let (desk, who, now) = (&self.house.desk, &self.who, self.house.now());
        let none = (None, None);
        Ok(match together {
            Together::Merge { number, into, reason } => {
                desk.merge(who, (number, into), reason, none, now).await.map(|both| both.first)
            }
            Together::Unmerge { number } => {
                let seen = desk.show(who, number, now).await.map_err(|error| self.told(&error))?;
                let into = seen.state.merging.merged_into().map(|merged| merged.number);
                let into = into.ok_or_else(|| {
                    Failure::refused(format!("{number} is not merged"), "there is nothing to undo")
                })?;
                desk.undo_merge(who, (number, into), none, now).await.map(|both| both.first)
            }
            Together::Link { number, with, is } => {
                desk.link(who, (number, with), is, now).await.map(|both| both.first)
            }
            Together::Unlink { number, with } => {
                desk.unlink(who, (number, with), now).await.map(|both| both.first)
            }
            Together::TellChildren { number, text: body, with_parent } => {
                let words = FamilyWords { body, next_update_at: None, with_parent };
                let told = desk.tell_family(who, number, words, now).await;
                told.and_then(|family| {
                    family.told.into_iter().next().ok_or(ActionError::NotFound("incident"))
                })
            }
            Together::Excuse { number, metric, cycle, because: excuse, reason } => {
                let wish = CorrectionWish::Excuse { metric, cycle, excuse };
                self.asked(number, wish, reason).await
            }
            Together::Correct { number, what, at, reason } => {
                let wish = instant(&what, at)?;
                self.asked(number, wish, reason).await
            }
            Together::Approve { number, correction, note } => {
                self.acted(number, Command::ApproveCorrection { correction, note }).await
            }
            Together::Disapprove { number, correction, reason } => {
                self.acted(number, Command::RefuseCorrection { correction, reason }).await
            }
            Together::Withdraw { number, correction } => {
                self.acted(number, Command::WithdrawCorrection { correction }).await
            }
        })
    }

    async fn asked(
        &self,
        number: Number,
        wish: CorrectionWish,
        reason: String,
    ) -> Result<Done, ActionError> {
        let evidence = Vec::new();
        self.acted(number, Command::RequestCorrection { wish, reason, evidence }).await
    }

    async fn acted(&self, number: Number, command: Command) -> Result<Done, ActionError> {
        let id = self.house.desk.find(number).await?;
        self.house.desk.act(&self.who, id, command, None, self.house.now()).await
    }
}

fn instant(what: &str, at: Timestamp) -> Result<CorrectionWish, Failure> {
    match what {
        "reported" => Ok(CorrectionWish::ReportedAt(at)),
        "responded" => Ok(CorrectionWish::RespondedAt(at)),
        "restored" => Ok(CorrectionWish::RestoredAt(at)),
        other => Err(Failure::usage(
            format!("{other:?} cannot be corrected"),
            "say reported, responded or restored",
        )),
    }
}
