CREATE TABLE inbox_messages (
    seq ${identity},
    id ${text} NOT NULL UNIQUE,
    workspace_id ${text} NOT NULL,
    body ${text} NOT NULL,
    sent_at ${long} NOT NULL,
    read_at ${long}
);

CREATE INDEX inbox_messages_workspace ON inbox_messages (workspace_id, seq);

CREATE TABLE inbox_attachments (
    message_id ${text} NOT NULL REFERENCES inbox_messages (id) ON DELETE CASCADE,
    position ${long} NOT NULL,
    name ${text} NOT NULL,
    media_type ${text} NOT NULL,
    size ${long} NOT NULL,
    path ${text} NOT NULL,
    PRIMARY KEY (message_id, position)
);
