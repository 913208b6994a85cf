package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.util.concurrent.CountDownLatch;

/** A tool that waits until it is released or interrupted. */
final class Waiting {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    ToolSpec spec() {
        return Fixtures.tool("wait", call -> {
                    started.countDown();
                    try {
                        release.await();
                        return ToolResult.text("released");
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                })
                .build();
    }
}
