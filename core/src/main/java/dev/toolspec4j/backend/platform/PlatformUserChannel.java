package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.internal.http.HttpContent;
import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.message.UserMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's chat window on the platform. Files are uploaded first, and the message goes out only when the platform has
 * them all: the user never sees half a message.
 */
public final class PlatformUserChannel implements UserChannel {
    private final PlatformClient platform;

    /** Makes the channel of the client's workspace. */
    public PlatformUserChannel(PlatformClient platform) {
        this.platform = platform;
    }

    @Override
    public void deliver(UserMessage message) throws PlatformException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", message.text());
        if (!message.attachments().isEmpty()) {
            body.put("attachments", uploaded(message.attachments()));
        }
        Request notify = Request.post(body, "workspaces", self(), "notify").within(PlatformClient.LONG_LIMIT);
        platform.ask("show the user a message", notify, 200);
    }

    /** Returns what the platform calls the files, in their order. */
    private List<?> uploaded(List<Attachment> files) throws PlatformException, InterruptedException {
        List<HttpContent.Part> parts = files.stream()
                .map(file -> new HttpContent.Part("files", file.name(), file.mediaType(), file.path(), file.size()))
                .toList();
        String asked = "take " + files.size() + " file(s) for the user";
        HttpAnswer answer = platform.ask(asked, Request.upload(parts, "workspaces", self(), "chat", "uploads"), 200);
        Object told = answer.object().orElse(Map.of()).getOrDefault("files", List.of());
        if (told instanceof List<?> list
                && list.size() == files.size()
                && list.stream().allMatch(this::isUsable)) {
            return list;
        }
        throw PlatformErrors.garbled(asked, answer);
    }

    private boolean isUsable(Object file) {
        return file instanceof Map<?, ?> map
                && map.get("uri") instanceof String uri
                && !uri.isBlank()
                && map.get("name") instanceof String name
                && !name.isBlank();
    }

    private String self() {
        return platform.self().value();
    }
}
