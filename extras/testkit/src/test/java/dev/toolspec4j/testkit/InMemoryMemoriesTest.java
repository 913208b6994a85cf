package dev.toolspec4j.testkit;

final class InMemoryMemoriesTest extends RankedRecallContract {
    @Override
    protected MemoryWorld emptyWorld() {
        return new InMemoryMemories();
    }

    @Override
    protected int hierarchies() {
        return 200;
    }
}
