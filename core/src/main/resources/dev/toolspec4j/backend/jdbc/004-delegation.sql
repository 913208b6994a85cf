-- work: 1 while a process must hold the row, because it is unfinished or its peer must still be told to stop.
-- message_text is null while the outgoing message is the task itself.
CREATE TABLE delegations (
    seq ${identity},
    task_id ${text} NOT NULL UNIQUE,
    workspace_id ${text} NOT NULL,
    conversation_id ${text},
    traceparent ${text},
    hops ${long} NOT NULL,
    visited ${text} NOT NULL,
    peer_id ${text} NOT NULL,
    peer_name ${text} NOT NULL,
    task ${text} NOT NULL,
    status ${text} NOT NULL,
    finished ${long} NOT NULL,
    result ${text},
    error ${text},
    reason ${text},
    question ${text},
    remote_task_id ${text},
    context_id ${text},
    message_id ${text},
    message_text ${text},
    sent_at ${long},
    attempts ${long} NOT NULL,
    created_at ${long} NOT NULL,
    updated_at ${long} NOT NULL,
    deadline_at ${long} NOT NULL,
    told ${long} NOT NULL,
    stop_due ${long} NOT NULL,
    work ${long} NOT NULL,
    driver ${text},
    lease_until ${long} NOT NULL,
    fence ${long} NOT NULL
);

CREATE INDEX delegations_workspace ON delegations (workspace_id, seq);

CREATE INDEX delegations_unfinished ON delegations (workspace_id) WHERE finished = 0;

CREATE INDEX delegations_work ON delegations (workspace_id, seq) WHERE work = 1;

CREATE INDEX delegations_driver ON delegations (driver) WHERE work = 1;

CREATE INDEX delegations_untold ON delegations (workspace_id, seq) WHERE told = 0;
