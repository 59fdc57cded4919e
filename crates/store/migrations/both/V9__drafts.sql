-- Drafts: documents in the making, one for each document, until they come into force or are given up.

CREATE TABLE draft (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    based_on BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (kind, key)
);
