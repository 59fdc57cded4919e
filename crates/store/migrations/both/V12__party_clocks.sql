-- Clocks of what suppliers and teams promised us, one row for each time a party was engaged.

CREATE TABLE party_clock (
    incident_id TEXT NOT NULL,
    party TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    metric TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at BIGINT,
    due_at BIGINT,
    limit_at BIGINT,
    used_s BIGINT NOT NULL,
    promised_s BIGINT NOT NULL,
    stopped_at BIGINT,
    PRIMARY KEY (incident_id, party, cycle, metric)
);
