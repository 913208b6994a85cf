-- Holds tokens, not words: each stands for a term and for those who may read it.
CREATE TABLE memory_index (
    seq bigint PRIMARY KEY,
    tokens tsvector NOT NULL
);

-- Without fast updates, since every search reads what they put off, from end to end.
CREATE INDEX memory_index_tokens_gin ON memory_index USING gin (tokens) WITH (fastupdate = off);

-- In how many rows a token stands: GIN can find rows, but only count them by visiting each.
CREATE TABLE memory_index_tokens (
    token text COLLATE "C" PRIMARY KEY,
    memories bigint NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX memories_content ON memories (content_hash, workspace_id, scope, created_at, id);
