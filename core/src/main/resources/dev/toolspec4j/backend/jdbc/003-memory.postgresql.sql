-- Holds tokens, not words: each stands for a term and for those who may read it.
CREATE TABLE memory_index (
    seq bigint PRIMARY KEY,
    tokens tsvector NOT NULL
);

CREATE INDEX memory_index_tokens_gin ON memory_index USING gin (tokens);

-- In how many rows a token stands: GIN can find rows, but only count them by visiting each.
CREATE TABLE memory_index_tokens (
    token text COLLATE "C" PRIMARY KEY,
    memories bigint NOT NULL
) WITH (fillfactor = 80);
