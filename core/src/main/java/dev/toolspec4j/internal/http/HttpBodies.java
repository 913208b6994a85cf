package dev.toolspec4j.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.ProtocolException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Requests as OkHttp wants them. */
final class HttpBodies {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType UNKNOWN = MediaType.get("application/octet-stream");

    private HttpBodies() {}

    static Request request(HttpAsk ask) {
        Request.Builder request = new Request.Builder().url(url(ask)).method(ask.method(), body(ask));
        ask.headers().forEach(request::header);
        return request.build();
    }

    private static HttpUrl url(HttpAsk ask) {
        try {
            return Optional.ofNullable(HttpUrl.get(ask.url().toURL()))
                    .orElseThrow(() -> new IllegalArgumentException("not an http or https URL: " + ask.url()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an http or https URL: " + ask.url(), e);
        }
    }

    private static @Nullable RequestBody body(HttpAsk ask) {
        if (ask.body().isEmpty()) {
            boolean needsBody = ask.method().equals("POST") || ask.method().equals("PUT");
            return needsBody ? RequestBody.create(new byte[0]) : null;
        }
        HttpContent content = ask.body().get();
        if (content instanceof HttpContent.Json json) {
            return RequestBody.create(json.text(), JSON);
        }
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (HttpContent.Part part : ((HttpContent.Files) content).files()) {
            form.addFormDataPart(part.field(), part.name(), new FileBody(part));
        }
        return form.build();
    }

    /** Sends a file from disk, and fails rather than sends other bytes than were announced. */
    private static final class FileBody extends RequestBody {
        private final HttpContent.Part part;

        FileBody(HttpContent.Part part) {
            this.part = part;
        }

        @Override
        public MediaType contentType() {
            MediaType known = MediaType.parse(part.mediaType());
            return known == null ? UNKNOWN : known;
        }

        @Override
        public long contentLength() {
            return part.size();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (Source file = Okio.source(part.path())) {
                sink.write(file, part.size());
                if (file.read(sink.getBuffer(), 1) != -1) {
                    throw new ProtocolException("'" + part.name() + "' grew while it was sent");
                }
            } catch (EOFException e) {
                throw new ProtocolException("'" + part.name() + "' shrank while it was sent");
            }
        }
    }
}
