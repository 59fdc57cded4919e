//! The model house of Piket: a simulated world for tests. Never shipped.
//!
//! A [`World`] is a desk over a real store, with a clock that is moved, a mailbox that everybody's
//! letters fall into, and an agency with clients, agreements and a matrix. What happens by itself
//! happens through the production cycle; [`World::live_until`] jumps from one due instant to the
//! next, so a month takes milliseconds.

#![expect(clippy::missing_errors_doc, reason = "a story that fails says why")]

mod agency;
mod home;
mod wire;
mod world;

pub use agency::AGENCY;
pub use home::Home;
pub use wire::Wire;
pub use world::{World, at, message, propose, roll_out, solved};

/// Makes one story into two: `NAME::on_sqlite` and `NAME::on_postgres`.
///
/// The body is async and gets a [`World`]. Without a PostgreSQL at hand the second says so and
/// passes.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$doc:meta])* $name:ident($world:ident) $body:block)+) => {
        $($(#[$doc])* mod $name {
            use super::*;

            async fn story($world: &mut $crate::World) $body

            #[tokio::test]
            async fn on_sqlite() {
                let mut world = $crate::World::new($crate::Home::on_sqlite()).await;
                story(&mut world).await;
                world.ends_well().await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(home) = $crate::Home::on_postgres() {
                    let mut world = $crate::World::new(home).await;
                    story(&mut world).await;
                    world.ends_well().await;
                }
            }
        })+
    };
}
