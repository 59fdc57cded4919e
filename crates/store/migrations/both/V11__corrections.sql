-- Corrections: what waits for a decision and what was decided, read off the timelines.
--
-- sort_at is when it was asked while it waits, and when it was decided after that, so that both
-- lists are read off one index.

CREATE TABLE correction (
    incident_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    incident_number BIGINT NOT NULL,
    client_key TEXT NOT NULL,
    standing TEXT NOT NULL,
    is_waiting BOOLEAN NOT NULL,
    is_alone BOOLEAN NOT NULL,
    requested_by TEXT,
    requested_at BIGINT NOT NULL,
    decided_by TEXT,
    sort_at BIGINT NOT NULL,
    correction TEXT NOT NULL,
    PRIMARY KEY (incident_id, number)
);

CREATE INDEX correction_list ON correction (is_waiting, sort_at, incident_id, number);
