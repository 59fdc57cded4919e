-- The index of words: the row of an incident has its number. What the words say is not kept here.

CREATE TABLE search (
    number BIGINT NOT NULL PRIMARY KEY,
    public TSVECTOR NOT NULL,
    everything TSVECTOR NOT NULL
);

CREATE INDEX search_public ON search USING GIN (public);
CREATE INDEX search_everything ON search USING GIN (everything);
