package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class MemoryFillerTest {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void triesAgainOnceHoweverManyCommitsWokeItInVain() throws Exception {
        Semaphore tried = new Semaphore(0);
        MemoryFiller filler = new MemoryFiller(
                goOn -> {
                    tried.release();
                    throw new IllegalStateException("not now");
                },
                thread,
                Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            filler.wake();
            tried.acquire();
        }
        thread.submit(() -> {}).get();

        assertThat(thread.getQueue()).hasSize(1);
        filler.close();
    }

    @Test
    void leavesAnEmbedderBehindThatDoesNotComeBack() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        MemoryFiller filler = new MemoryFiller(
                goOn -> {
                    asked.countDown();
                    while (release.getCount() > 0) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                    }
                },
                thread,
                Duration.ofMillis(1));
        filler.wake();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        filler.close();

        assertThat(thread.isTerminated()).isFalse();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
