-- Checks: where each stands, and what was measured. Measurements are not rows: they lie together
-- in compressed blocks, and what pages draw is summed up by minute, hour and day.

CREATE TABLE check_state (
    check_key TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE check_latest (
    check_key TEXT NOT NULL PRIMARY KEY,
    failing TEXT,
    good TEXT
);

CREATE TABLE sample_block (
    check_key TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    samples BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (check_key, from_at)
);

CREATE INDEX sample_block_oldest ON sample_block (until_at);

CREATE TABLE rollup (
    check_key TEXT NOT NULL,
    period TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    results BIGINT NOT NULL,
    ok_results BIGINT NOT NULL,
    unmeasured BIGINT NOT NULL,
    timed BIGINT NOT NULL,
    sum_ms DOUBLE PRECISION NOT NULL,
    min_ms DOUBLE PRECISION,
    max_ms DOUBLE PRECISION,
    PRIMARY KEY (check_key, period, start_at)
);

CREATE INDEX rollup_oldest ON rollup (period, start_at);
