-- Calendars: what feeds of closed dates gave last, and which deadlines must be counted anew.

CREATE TABLE calendar_feed (
    calendar_key TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    events TEXT NOT NULL,
    fetched_at BIGINT,
    tried_at BIGINT,
    next_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    failure TEXT,
    PRIMARY KEY (calendar_key, name)
);

-- A walk over the incidents that are not over, and how far it has come. Begun anew when what it is
-- about changes again before its end.
CREATE TABLE recalculation (
    subject TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    after_id TEXT NOT NULL
);

-- By which edition of the tables of time zones deadlines were counted.
CREATE TABLE zone_tables (
    name TEXT NOT NULL PRIMARY KEY,
    edition TEXT NOT NULL
);
