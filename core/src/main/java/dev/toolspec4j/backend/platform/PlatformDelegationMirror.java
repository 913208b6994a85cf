package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationMirror;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.internal.http.HttpAnswer;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the platform the delegations of this workspace's own ledger, best effort: what it refuses is logged. Those that
 * the platform itself carries are left out, since it knows them. Ends only are told, since it takes no other state.
 */
public final class PlatformDelegationMirror implements DelegationMirror {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformDelegationMirror.class);
    private static final int PREVIEW = 500;
    private static final int ERROR = 4_096;

    private final PlatformClient platform;
    private final Predicate<Delegation> told;
    private final DelegationRows rows;

    /**
     * Makes the mirror of the client's workspace.
     *
     * @param told which new delegations the platform is told of: none where it carries them all; may block
     */
    public PlatformDelegationMirror(PlatformClient platform, Predicate<Delegation> told) {
        this.platform = platform;
        this.told = told;
        this.rows = new DelegationRows(platform.self());
    }

    @Override
    public void record(Delegation delegation) {
        if (!told.test(delegation)) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("target_id", delegation.peer().id().value());
        body.put("task", delegation.task());
        body.put("delegation_id", delegation.taskId().toString());
        tell(
                "record a delegation",
                Request.post(body, "workspaces", self(), "delegations", "record")
                        .of(delegation));
    }

    @Override
    public void update(Delegation finished) {
        if (PlatformTransport.carries(finished)) {
            return;
        }
        boolean completed = finished.status() == DelegationStatus.COMPLETED;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", completed ? "completed" : "failed");
        if (!completed) {
            body.put(
                    "error",
                    cut(finished.outcome().error().orElse(finished.status().id()), ERROR));
        }
        finished.outcome().result().ifPresent(result -> body.put("response_preview", cut(result, PREVIEW)));
        String id = finished.taskId().toString();
        tell(
                "update a delegation",
                Request.post(body, "workspaces", self(), "delegations", id, "update")
                        .of(finished));
    }

    @Override
    public Optional<Mirrored> find(String taskId) {
        try {
            String asked = "list the delegations";
            HttpAnswer answer = platform.ask(asked, Request.get("workspaces", self(), "delegations"), 200);
            if (answer.json().orElse("") instanceof List<?> list) {
                return rows.merged(list, taskId);
            }
            throw PlatformErrors.garbled(asked, answer);
        } catch (PlatformException e) {
            throw new UncheckedIOException(e.text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            String gaveUp = "the caller gave up before the platform had listed the delegations";
            throw new UncheckedIOException(gaveUp, new InterruptedIOException(gaveUp));
        }
    }

    private void tell(String asked, Request request) {
        try {
            platform.ask(asked, request, 200, 202);
        } catch (PlatformException e) {
            LOG.warn("the platform does not show a delegation as it is; the delegation itself goes on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String self() {
        return platform.self().value();
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
