//! One row an incident: what it gives to the figures.

use jiff::Timestamp;
use piket_core::figures::{IncidentFigures, Span};
use piket_core::key::{ApplicationKey, IncidentId};

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    FIGURE_PUT = "INSERT INTO incident_figure (incident_id, application_key, begins_at, ends_at,
            body)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (incident_id) DO UPDATE SET application_key = excluded.application_key,
            begins_at = excluded.begins_at, ends_at = excluded.ends_at, body = excluded.body";
    FIGURE_PUT_QUIETLY = "UPDATE incident_figure SET body = $5
        WHERE incident_id = $1 AND application_key = $2 AND begins_at = $3 AND ends_at = $4";
    FIGURE_OF = "SELECT body FROM incident_figure WHERE incident_id = $1";
    FIGURES_BETWEEN = "SELECT body FROM incident_figure
        WHERE application_key = $1 AND ends_at >= $2 AND begins_at < $3";
    FIGURES_BEHIND = "SELECT next_value FROM counter WHERE name = 'figures_missing'";
    FIGURES_CAUGHT_UP = "UPDATE counter SET next_value = 0 WHERE name = 'figures_missing'";
    FIGURES_MISSING = "SELECT i.id FROM incident i
        WHERE i.id > $1 AND i.application_key IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM incident_figure f WHERE f.incident_id = i.id)
        ORDER BY i.id LIMIT $2";
}

/// The end of what is not over, in milliseconds: the year 9999.
const OPEN_END: i64 = 253_402_300_799_000;

/// Keeps what an incident gives to the figures. One without an application gives nothing.
pub fn put(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    figures: &IncidentFigures,
) -> Result<(), StoreError> {
    let Some(application) = &figures.application else { return Ok(()) };
    let values = params![
        incident,
        application,
        figures.begins_at(),
        figures.ends_at().map_or(OPEN_END, Timestamp::as_millisecond),
        codec::json(figures)?,
    ];
    tx.update(FIGURE_PUT_QUIETLY, FIGURE_PUT, values).map(drop)
}

/// What is kept of an incident.
pub fn of(
    tx: &mut ReadTx<'_>,
    incident: IncidentId,
) -> Result<Option<IncidentFigures>, StoreError> {
    tx.query_opt(FIGURE_OF, params![incident], |row| row.json("body"))
}

/// What the incidents of an application give that can count in a span, in no order.
pub fn between(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
    span: Span,
) -> Result<Vec<IncidentFigures>, StoreError> {
    tx.query(FIGURES_BETWEEN, params![application, span.from, span.to], |row| row.json("body"))
}

/// Whether incidents from before there were figures may still be without a row.
pub fn is_behind(tx: &mut ReadTx<'_>) -> Result<bool, StoreError> {
    tx.query_opt(FIGURES_BEHIND, &[], |row| row.int::<i64>("next_value"))
        .map(|count| count.is_some_and(|count| count > 0))
}

/// Every incident has its row.
pub fn caught_up(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(FIGURES_CAUGHT_UP, &[]).map(drop)
}

/// At most `limit` incidents without a row, by id, from after `after` on.
pub fn missing(
    tx: &mut ReadTx<'_>,
    after: Option<IncidentId>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.query(FIGURES_MISSING, params![after, limit], |row| codec::incident(row, "id"))
}
