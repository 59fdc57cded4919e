-- Time spent on incidents: entries with their steps, and what of an entry lies in which month.
--
-- The steps are what was done; the row and the pieces are read off them in the same transaction.

CREATE TABLE time_entry (
    id TEXT NOT NULL PRIMARY KEY,
    person_key TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    incident_number BIGINT NOT NULL,
    client_key TEXT NOT NULL,
    application_key TEXT,
    standing TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    from_at BIGINT,
    until_at BIGINT,
    worked_on TEXT,
    seconds BIGINT NOT NULL,
    note TEXT NOT NULL,
    is_late BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);

-- One timer of a person runs at a time.
CREATE UNIQUE INDEX time_running ON time_entry (person_key) WHERE standing = 'running';
CREATE INDEX time_of_incident ON time_entry (incident_id, begins_at, id);
CREATE INDEX time_of_person ON time_entry (person_key, from_at);
CREATE INDEX time_in_doubt ON time_entry (begins_at, id) WHERE standing = 'in_doubt';
CREATE INDEX time_late ON time_entry (client_key) WHERE is_late = TRUE;

CREATE TABLE time_step (
    entry_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (entry_id, seq)
);

-- Only what counts has pieces.
CREATE TABLE time_piece (
    entry_id TEXT NOT NULL,
    month TEXT NOT NULL,
    client_key TEXT NOT NULL,
    application_key TEXT,
    incident_number BIGINT NOT NULL,
    person_key TEXT NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (entry_id, month)
);

CREATE INDEX time_piece_of_client ON time_piece (client_key, month, incident_number, entry_id);
CREATE INDEX time_piece_of_month ON time_piece (month, incident_number, entry_id);
