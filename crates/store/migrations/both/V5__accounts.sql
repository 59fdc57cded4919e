-- Accounts: how people and programs prove who they are. Secrets are kept as their hash only.

CREATE TABLE credential (
    person_key TEXT NOT NULL PRIMARY KEY,
    password_hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE session (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    person_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL
);

CREATE INDEX session_of_person ON session (person_key, seen_at);
CREATE INDEX session_expired ON session (expires_at);

CREATE TABLE token (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    person_key TEXT,
    application_key TEXT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    last_used_at BIGINT
);

CREATE TABLE link (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    person_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE INDEX link_of_person ON link (person_key);
CREATE INDEX link_expired ON link (expires_at);
