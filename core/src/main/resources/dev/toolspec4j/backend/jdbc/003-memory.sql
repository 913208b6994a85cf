-- The ordinal numbers a workspace's commits to one scope; terms is what the analyser made of the content.
CREATE TABLE memories (
    seq ${identity},
    id ${text} NOT NULL UNIQUE,
    workspace_id ${text} NOT NULL,
    scope ${text} NOT NULL CHECK (scope IN ('LOCAL', 'TEAM', 'GLOBAL')),
    ordinal ${long} NOT NULL,
    content ${text} NOT NULL,
    content_hash ${bytes} NOT NULL,
    terms ${text} NOT NULL,
    created_at ${long} NOT NULL
);

CREATE INDEX memories_newest ON memories (workspace_id, scope, created_at, id);

CREATE INDEX memories_global ON memories (created_at, id) WHERE scope = 'GLOBAL';

-- How many rows and terms a scope of a workspace holds: what BM25 needs to know of all rows at once.
CREATE TABLE memory_totals (
    workspace_id ${text} NOT NULL,
    scope ${text} NOT NULL,
    memories ${long} NOT NULL,
    terms ${long} NOT NULL,
    last_ordinal ${long} NOT NULL,
    PRIMARY KEY (scope, workspace_id)
);

-- Derived from the content by the model named, at leisure; a row without one is found by its words alone.
CREATE TABLE memory_vectors (
    seq ${long} PRIMARY KEY,
    model ${text} NOT NULL,
    scale ${double} NOT NULL,
    vector ${bytes} NOT NULL
);
