//! What another monitoring program said in the last days: through the intake, kept as it came.

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::Actor;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::intake::Accepted;

use super::world::World;

/// The name of the intake.
pub(in crate::demo) const INTAKE: &str = "uptimewacht";

/// Something that came in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delivery {
    /// Hours before today.
    hours_ago: i64,
    body: &'static str,
    /// What it says; nothing if it cannot be read.
    said: Option<Said>,
}

#[derive(Debug, Clone, Copy)]
struct Said {
    action: SignalAction,
    key: &'static str,
    summary: &'static str,
    severity: Severity,
    application: Option<&'static str>,
}

const TIMEOUT: Said = Said {
    action: SignalAction::Open,
    key: "oosterveld-zoek",
    summary: "Zoekpagina gemeente antwoordt traag vanuit Frankfurt",
    severity: Severity::Warning,
    application: Some("oosterveld-site"),
};

pub(super) const DELIVERIES: [Delivery; 5] = [
    Delivery {
        hours_ago: 54,
        body: r#"{"action":"open","key":"oosterveld-zoek","severity":"warning","application":"oosterveld-site","summary":"Zoekpagina gemeente antwoordt traag vanuit Frankfurt","details":"4 van 5 metingen boven 2 s"}"#,
        said: Some(TIMEOUT),
    },
    Delivery {
        hours_ago: 53,
        body: r#"{"action":"resolve","key":"oosterveld-zoek","application":"oosterveld-site","summary":"Hersteld"}"#,
        said: Some(Said { action: SignalAction::Resolve, summary: "Hersteld", ..TIMEOUT }),
    },
    Delivery {
        hours_ago: 30,
        body: r#"{"action":"open","key":"vlot-cert","severity":"info","application":"vlot-shop","summary":"Certificate was renewed"}"#,
        said: Some(Said {
            action: SignalAction::Open,
            key: "vlot-cert",
            summary: "Certificate was renewed",
            severity: Severity::Info,
            application: Some("vlot-shop"),
        }),
    },
    Delivery {
        hours_ago: 20,
        body: r#"{"action":"open","key":"nas-2","severity":"critical","summary":"Back-up van nas-2 mislukt"}"#,
        said: Some(Said {
            action: SignalAction::Open,
            key: "nas-2",
            summary: "Back-up van nas-2 mislukt",
            severity: Severity::Critical,
            application: None,
        }),
    },
    Delivery {
        hours_ago: 5,
        body: r#"{"action":"open","key":"proef","summary":"Proef"#,
        said: None,
    },
];

impl Delivery {
    /// When it came in.
    pub(super) fn at(&self, today: Timestamp) -> Timestamp {
        today - SignedDuration::from_hours(self.hours_ago)
    }
}

impl World {
    /// The intake takes a delivery in, or keeps it where an engineer sees it.
    pub(super) async fn deliver(&mut self, delivery: Delivery) -> anyhow::Result<()> {
        let raw = delivery.body.as_bytes().to_vec();
        let Some(said) = delivery.said else {
            let reason = "this is not JSON: it ends in the middle of a text".to_owned();
            self.desk.quarantine(INTAKE, raw, reason, self.now).await?;
            return Ok(());
        };
        let signal = Signal {
            source: INTAKE.to_owned(),
            key: said.key.to_owned(),
            action: said.action,
            summary: said.summary.to_owned(),
            severity: said.severity,
            details: String::new(),
            check: None,
            application: said.application.map(str::parse).transpose()?,
            component: None,
            nature: None,
            happened_at: self.now,
        };
        let actor = Actor::Program(INTAKE.to_owned());
        let accepted = Accepted { signal, evidence: Vec::new(), raw: Some(raw), actor };
        self.desk.accept(accepted, self.now).await?;
        Ok(())
    }
}
