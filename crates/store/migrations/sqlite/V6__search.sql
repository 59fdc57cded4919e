-- The index of words: the row of an incident has its number. What the words say is not kept here.

CREATE VIRTUAL TABLE search USING fts5 (
    public, internal,
    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61'
);
