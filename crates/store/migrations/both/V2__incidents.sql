-- Incidents: the timeline (fact), and what is read off it so that lists need not replay it.

CREATE TABLE fact (
    incident_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (incident_id, seq)
);

-- sort_at is never NULL, so that a list is read off one index page by page: the nearest deadline
-- of an open incident, or the year 9999; when it was over, for one that is.
CREATE TABLE incident (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    client_key TEXT NOT NULL,
    application_key TEXT,
    summary TEXT NOT NULL,
    ticket TEXT NOT NULL,
    step TEXT NOT NULL,
    priority BIGINT NOT NULL,
    holder_party TEXT NOT NULL,
    holder_person TEXT,
    is_taken BOOLEAN NOT NULL,
    waiting_on TEXT,
    client_waits BOOLEAN NOT NULL,
    reporter TEXT,
    version BIGINT NOT NULL,
    is_open BOOLEAN NOT NULL,
    reported_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    closed_at BIGINT,
    deadline_at BIGINT,
    deadline_metric TEXT,
    is_breached BOOLEAN NOT NULL,
    next_update_at BIGINT,
    sort_at BIGINT NOT NULL,
    visited TEXT NOT NULL
);

-- One index a filter: it leads with the filter and ends with the order of the list. Those for
-- open incidents alone stay small however many are over.
--
-- The second condition of the first two always holds. Only the list of everything says it, so
-- that no engine takes one of these indexes where another filter should lead. The last three lead
-- with a column that is the same in all their rows, because SQLite counts how many are told.
CREATE INDEX incident_open ON incident (sort_at, id)
    WHERE is_open = TRUE AND sort_at < 9000000000000000000;
CREATE INDEX incident_over ON incident (sort_at, id)
    WHERE is_open = FALSE AND sort_at < 9000000000000000000;
CREATE INDEX incident_of_person ON incident (holder_person, is_open, sort_at, id);
CREATE INDEX incident_of_client ON incident (client_key, is_open, sort_at, id);
CREATE INDEX incident_of_application ON incident (application_key, is_open, sort_at, id);
CREATE INDEX incident_at_step ON incident (step, is_open, sort_at, id);
CREATE INDEX incident_of_priority ON incident (priority, is_open, sort_at, id);
CREATE INDEX incident_of_nobody ON incident (is_taken, sort_at, id)
    WHERE is_open = TRUE AND is_taken = FALSE;
CREATE INDEX incident_late ON incident (is_breached, sort_at, id)
    WHERE is_open = TRUE AND is_breached = TRUE;
CREATE INDEX incident_unanswered ON incident (client_waits, sort_at, id)
    WHERE is_open = TRUE AND client_waits = TRUE;

CREATE TABLE clock (
    incident_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    state TEXT NOT NULL,
    started_at BIGINT,
    due_at BIGINT,
    limit_at BIGINT,
    used_s BIGINT NOT NULL,
    promised_s BIGINT NOT NULL,
    stopped_at BIGINT,
    PRIMARY KEY (incident_id, metric)
);

CREATE TABLE due (
    incident_id TEXT NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL
);

CREATE INDEX due_soonest ON due (due_at, incident_id);

CREATE TABLE alert (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    seen_count BIGINT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (source, key)
);

CREATE INDEX alert_of_incident ON alert (incident_id);

CREATE TABLE evidence (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    captured_at BIGINT NOT NULL,
    scope TEXT NOT NULL,
    content_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    body BYTEA NOT NULL
);

CREATE INDEX evidence_of_incident ON evidence (incident_id, id);
