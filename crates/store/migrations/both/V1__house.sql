-- What the house itself needs: what was agreed, counters, leases, secrets of its own.
--
-- In all tables: an instant is milliseconds since 1970 UTC in a column that ends in _at, a day is
-- text in a column that ends in _on, a key or a kind is text, and so is JSON. There are no foreign
-- keys: what belongs together is written in one transaction, and `piket verify` looks after it.

CREATE TABLE config_version (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (kind, key, version)
);

CREATE TABLE config_head (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    next_value BIGINT NOT NULL
);

INSERT INTO counter (name, next_value) VALUES ('config', 0), ('incident', 1001);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until_at BIGINT NOT NULL
);

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);
