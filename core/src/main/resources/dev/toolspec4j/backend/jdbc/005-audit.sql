CREATE TABLE audit_heads (
    log ${text} NOT NULL,
    writer ${text} NOT NULL,
    seq ${long} NOT NULL,
    hash ${text} NOT NULL,
    PRIMARY KEY (log, writer)
);
