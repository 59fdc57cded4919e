-- What the time spent in a month came to when the month was frozen, beside each version of its
-- figures. It is kept and not worked out again, since time may come and go with its incident.

CREATE TABLE time_published (
    application_key TEXT NOT NULL,
    month TEXT NOT NULL,
    version BIGINT NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (application_key, month, version)
);

DROP INDEX time_late;
