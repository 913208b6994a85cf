package dev.toolspec4j.delegation;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.workspace.StoreException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to the next tool result of a conversation which of its delegations ended, or ask something: by id and status,
 * never by a peer's words. Each state is announced once by a process. Safe for use by several threads.
 */
public final class DelegationNews implements CallInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(DelegationNews.class);
    private static final String MEMBER = "finished_delegations";
    private static final int AT_A_TIME = 20;
    private static final int LOOKED_AT = 1_000;
    private static final int REMEMBERED = 10_000;

    private final Delegations delegations;
    private final DelegationWording wording;
    private final Set<Announced> announced = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Announced, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Makes one that reports what the engine knows. */
    public DelegationNews(Delegations delegations, DelegationWording wording) {
        this.delegations = delegations;
        this.wording = wording;
    }

    @Override
    public ToolResult around(Optional<ToolSpec> spec, ToolCall call, Next next) throws InterruptedException {
        ToolResult result = next.proceed(call);
        Optional<String> conversation = call.context().conversationId();
        if (conversation.isEmpty()) {
            return result;
        }
        List<Delegation> news = news(conversation.get(), result);
        return news.isEmpty() ? result : withNews(result, news);
    }

    private List<Delegation> news(String conversation, ToolResult result) {
        try {
            List<Delegation> newest = delegations.unread(conversation, AT_A_TIME);
            List<Delegation> news = notAnnounced(newest, result);
            return news.isEmpty() && newest.size() == AT_A_TIME
                    ? notAnnounced(delegations.unread(conversation, LOOKED_AT), result)
                    : news;
        } catch (StoreException e) {
            LOG.warn("cannot tell conversation '{}' of finished delegations: {}", conversation, e.getMessage());
            return List.of();
        }
    }

    private List<Delegation> notAnnounced(List<Delegation> unread, ToolResult result) {
        synchronized (announced) {
            return unread.stream()
                    .filter(delegation -> !announced.contains(Announced.of(delegation)))
                    .limit(AT_A_TIME)
                    .filter(delegation -> announced.add(Announced.of(delegation)) && !tells(result, delegation))
                    .toList();
        }
    }

    /** The result may be about this very delegation, as it is now or as it was. */
    private static boolean tells(ToolResult result, Delegation delegation) {
        Map<String, Object> facts = result.structured();
        return delegation.taskId().toString().equals(facts.get("task_id"))
                && delegation.status().id().equals(facts.get("status"));
    }

    private ToolResult withNews(ToolResult result, List<Delegation> news) {
        List<Map<String, String>> entries = news.stream()
                .map(delegation -> Map.of(
                        "task_id",
                        delegation.taskId().toString(),
                        "status",
                        delegation.status().id()))
                .toList();
        String line = "\n\n" + wording.arrived(news);
        if (result instanceof ToolResult.Failure failure) {
            Map<String, Object> details = new LinkedHashMap<>(failure.details());
            details.put(MEMBER, entries);
            return new ToolResult.Failure(failure.kind(), failure.message() + line, details);
        }
        Map<String, Object> facts = new LinkedHashMap<>(result.structured());
        boolean isJson = result.text().equals(Json.write(result.structured()));
        facts.put(MEMBER, entries);
        return isJson ? ToolResult.json(facts) : ToolResult.of(result.text() + line, facts);
    }

    private record Announced(UUID taskId, DelegationStatus status) {
        static Announced of(Delegation delegation) {
            return new Announced(delegation.taskId(), delegation.status());
        }
    }
}
