-- What comes in and what goes out: bodies as they were delivered, and letters still to be sent.

CREATE TABLE intake_delivery (
    id TEXT NOT NULL PRIMARY KEY,
    intake TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    incident_id TEXT
);

CREATE INDEX intake_delivery_newest ON intake_delivery (intake, id);
CREATE INDEX intake_delivery_unread ON intake_delivery (id) WHERE outcome = 'received';

-- next_at is when somebody may claim the letter: to send it for the first time, to try again, or
-- because whoever claimed it before has not been heard of since.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    once TEXT NOT NULL,
    addressee TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    notice TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    claimed_by TEXT,
    done_at BIGINT,
    failure TEXT,
    UNIQUE (once, addressee, channel)
);

CREATE INDEX outbox_to_do ON outbox (next_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX outbox_to ON outbox (addressee, created_at);
CREATE INDEX outbox_about ON outbox (incident_id, id);
