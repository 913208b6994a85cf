-- A workspace describes itself here when it opens; a peer that is added by hand has a row as well.
CREATE TABLE workspaces (
    id ${text} PRIMARY KEY,
    name ${text} NOT NULL,
    role ${text},
    parent_id ${text},
    status ${text} NOT NULL,
    url ${text}
);

CREATE INDEX workspaces_parent ON workspaces (parent_id);

-- What one workspace knows of another for itself: nobody else may use the credentials in the headers.
CREATE TABLE peer_settings (
    owner_id ${text} NOT NULL,
    peer_id ${text} NOT NULL,
    protocol ${text},
    headers ${text} NOT NULL,
    PRIMARY KEY (owner_id, peer_id)
);
