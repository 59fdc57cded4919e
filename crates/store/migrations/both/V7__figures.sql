-- Figures: what each incident gives to them, what people wrote down about the service of an
-- application, and months that were frozen.

-- ends_at is never NULL: the year 9999 while something of the incident goes on.
CREATE TABLE incident_figure (
    incident_id TEXT NOT NULL PRIMARY KEY,
    application_key TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX incident_figure_of ON incident_figure (application_key, ends_at, begins_at);

-- 1 until the incidents that were there before this table have their rows.
INSERT INTO counter (name, next_value) VALUES ('figures_missing', 1);

CREATE TABLE service_note (
    note_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    application_key TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (note_id, seq)
);

CREATE INDEX service_note_of ON service_note (application_key, note_id, seq);

CREATE TABLE frozen_month (
    application_key TEXT NOT NULL,
    month TEXT NOT NULL,
    version BIGINT NOT NULL,
    frozen_at BIGINT NOT NULL,
    frozen_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    inputs_sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (application_key, month, version)
);

CREATE TABLE credit_decision (
    application_key TEXT NOT NULL,
    month TEXT NOT NULL,
    version BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    is_given BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (application_key, month, version)
);
