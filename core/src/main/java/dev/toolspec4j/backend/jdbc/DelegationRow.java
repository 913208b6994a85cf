package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.Delegation.Addressee;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Delegation.Ledger;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.delegation.Delegation.Origin;
import dev.toolspec4j.delegation.Delegation.Outcome;
import dev.toolspec4j.delegation.Delegation.Times;
import dev.toolspec4j.delegation.DelegationPath;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.delegation.FailureReason;
import dev.toolspec4j.workspace.WorkspaceId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One row of the table {@code delegations}: its columns that change, those that do not, and how to read it. */
final class DelegationRow {
    static final String FIXED =
            "task_id, workspace_id, conversation_id, traceparent, hops, visited, peer_id, peer_name, "
                    + "task, created_at, deadline_at";
    static final int FIXED_COUNT = 11;
    static final List<String> CHANGING = List.of(
            "status",
            "finished",
            "result",
            "error",
            "reason",
            "question",
            "remote_task_id",
            "context_id",
            "message_id",
            "message_text",
            "sent_at",
            "attempts",
            "updated_at",
            "told",
            "stop_due",
            "work");

    private DelegationRow() {}

    /** Sets the parameters that stand for {@link #FIXED}, from the first on. */
    static void bindFixed(PreparedStatement statement, Delegation delegation) throws SQLException {
        Origin origin = delegation.origin();
        statement.setString(1, delegation.taskId().toString());
        statement.setString(2, origin.workspace().value());
        statement.setString(3, origin.conversationId().map(StoredText::of).orElse(null));
        statement.setString(4, origin.traceparent().map(StoredText::of).orElse(null));
        statement.setInt(5, origin.path().hops());
        statement.setString(
                6,
                String.join(
                        ",",
                        origin.path().visited().stream().map(WorkspaceId::value).toList()));
        statement.setString(7, delegation.peer().id().value());
        statement.setString(8, StoredText.of(delegation.peer().name()));
        statement.setString(9, StoredText.of(delegation.task()));
        statement.setLong(10, delegation.times().created().toEpochMilli());
        statement.setLong(11, delegation.times().deadline().toEpochMilli());
    }

    /** Sets the parameters that stand for {@link #CHANGING}, after so many others. */
    static void bindChanging(PreparedStatement statement, int offset, Delegation delegation) throws SQLException {
        Outcome outcome = delegation.outcome();
        Exchange exchange = delegation.exchange();
        Optional<Message> outgoing = exchange.outgoing();
        statement.setString(offset + 1, outcome.status().id());
        statement.setInt(offset + 2, delegation.finished() ? 1 : 0);
        statement.setString(offset + 3, outcome.result().map(StoredText::of).orElse(null));
        statement.setString(offset + 4, outcome.error().map(StoredText::of).orElse(null));
        statement.setString(offset + 5, outcome.reason().map(FailureReason::id).orElse(null));
        statement.setString(offset + 6, outcome.question().map(StoredText::of).orElse(null));
        statement.setString(
                offset + 7, exchange.remoteTaskId().map(StoredText::of).orElse(null));
        statement.setString(offset + 8, exchange.contextId().map(StoredText::of).orElse(null));
        statement.setString(
                offset + 9, outgoing.map(message -> message.id().toString()).orElse(null));
        statement.setString(
                offset + 10,
                outgoing.filter(message -> !message.id().equals(delegation.taskId()))
                        .map(message -> StoredText.of(message.text()))
                        .orElse(null));
        if (exchange.sentAt().isPresent()) {
            statement.setLong(offset + 11, exchange.sentAt().get().toEpochMilli());
        } else {
            statement.setNull(offset + 11, Types.BIGINT);
        }
        statement.setInt(offset + 12, exchange.attempts());
        statement.setLong(offset + 13, delegation.times().updated().toEpochMilli());
        statement.setInt(offset + 14, delegation.ledger().read() ? 1 : 0);
        statement.setInt(offset + 15, delegation.ledger().stopDue() ? 1 : 0);
        statement.setInt(offset + 16, needsWork(delegation) ? 1 : 0);
    }

    static boolean needsWork(Delegation delegation) {
        return !delegation.finished() || delegation.ledger().stopDue();
    }

    static Delegation read(ResultSet row) throws SQLException {
        UUID id = UUID.fromString(row.getString("task_id"));
        String task = row.getString("task");
        return new Delegation(
                id,
                origin(row),
                new Addressee(new WorkspaceId(row.getString("peer_id")), row.getString("peer_name")),
                task,
                outcome(row),
                exchange(row, task),
                new Times(instant(row, "created_at"), instant(row, "updated_at"), instant(row, "deadline_at")),
                new Ledger(
                        row.getInt("told") == 1,
                        row.getInt("stop_due") == 1,
                        text(row, "driver"),
                        row.getLong("fence")));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        List<WorkspaceId> visited = Arrays.stream(row.getString("visited").split(","))
                .filter(id -> !id.isEmpty())
                .map(WorkspaceId::new)
                .toList();
        return new Origin(
                new WorkspaceId(row.getString("workspace_id")),
                text(row, "conversation_id"),
                text(row, "traceparent"),
                new DelegationPath(row.getInt("hops"), visited));
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        String status = row.getString("status");
        return new Outcome(
                DelegationStatus.parse(status)
                        .orElseThrow(() -> new SQLException("a delegation has the unknown status '" + status + "'")),
                text(row, "result"),
                text(row, "error"),
                text(row, "reason").flatMap(FailureReason::parse),
                text(row, "question"));
    }

    private static Exchange exchange(ResultSet row, String task) throws SQLException {
        Optional<String> text = text(row, "message_text");
        Optional<Message> outgoing =
                text(row, "message_id").map(id -> new Message(UUID.fromString(id), text.orElse(task)));
        long sentAt = row.getLong("sent_at");
        Optional<Instant> sent = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(sentAt));
        return new Exchange(
                text(row, "remote_task_id"), text(row, "context_id"), outgoing, sent, row.getInt("attempts"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
