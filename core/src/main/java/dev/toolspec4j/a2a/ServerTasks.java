package dev.toolspec4j.a2a;

import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a server: runs them a few at a time, knows a message that comes twice, and forgets the oldest that
 * nothing is done for when there are too many.
 */
final class ServerTasks {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTasks.class);
    private static final String BROKE = "the agent failed while it worked on the task";

    private final A2aAgent agent;
    private final ThreadPoolExecutor workers;
    private final int kept;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, ServerTask> byId = new LinkedHashMap<>();
    private final Map<String, ServerTask> taskOfMessage = new HashMap<>();

    ServerTasks(A2aAgent agent, ThreadPoolExecutor workers, int kept) {
        this.agent = agent;
        this.workers = workers;
        this.kept = kept;
    }

    synchronized Optional<ServerTask> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Takes a message on: begins a task, goes on with one, or returns the one that it began before.
     *
     * @throws RpcException when the message cannot be taken; nothing is started then
     */
    synchronized ServerTask accept(IncomingMessage message) throws RpcException {
        ServerTask known = taskOfMessage.get(message.messageId());
        if (known != null) {
            return known;
        }
        ServerTask task = message.taskId().isPresent() ? resumed(message) : begun(message);
        task.messageIds().add(message.messageId());
        taskOfMessage.put(message.messageId(), task);
        forgetOldest();
        return task;
    }

    private ServerTask begun(IncomingMessage message) throws RpcException {
        String contextId = message.contextId().orElseGet(() -> UUID.randomUUID().toString());
        ServerTask task = new ServerTask(contextId, message.text(), clock);
        start(task, message);
        byId.put(task.id(), task);
        return task;
    }

    private ServerTask resumed(IncomingMessage message) throws RpcException {
        ServerTask task = byId.get(message.taskId().orElseThrow());
        if (task == null) {
            throw new RpcException(Rpc.TASK_NOT_FOUND, "there is no task with this id");
        }
        if (message.contextId().filter(id -> !id.equals(task.contextId())).isPresent()) {
            throw new RpcException(Rpc.INVALID_PARAMS, "the task belongs to another contextId");
        }
        if (workers.getQueue().remainingCapacity() == 0) {
            throw RpcException.busy();
        }
        if (!task.resume(message.text())) {
            throw new RpcException(Rpc.UNSUPPORTED_OPERATION, "the task does not wait for a message; begin a new one");
        }
        start(task, message);
        return task;
    }

    private void start(ServerTask task, IncomingMessage message) throws RpcException {
        FutureTask<Void> work = new FutureTask<>(() -> run(task, message), null);
        task.stoppedBy(() -> {
            workers.remove(work);
            work.cancel(true);
        });
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            throw RpcException.busy();
        }
    }

    private void run(ServerTask task, IncomingMessage message) {
        if (!task.begin()) {
            return;
        }
        try {
            AgentAnswer answer = agent.answer(message.forAgent(task));
            task.settle(answer.question() ? TaskState.INPUT_REQUIRED : TaskState.COMPLETED, answer.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.settle(TaskState.FAILED, "the agent was stopped");
        } catch (Throwable e) {
            // The last stop of a thread that runs another's code: whatever it threw, the peer must hear of an end.
            LOG.warn("the agent broke on task {}", task.id(), e);
            task.settle(TaskState.FAILED, BROKE);
        }
    }

    private void forgetOldest() {
        if (byId.size() <= kept) {
            return;
        }
        long idle = byId.values().stream().filter(ServerTask::idle).count();
        Iterator<ServerTask> oldest = byId.values().iterator();
        while (idle > kept && oldest.hasNext()) {
            ServerTask task = oldest.next();
            if (task.idle()) {
                oldest.remove();
                task.messageIds().forEach(taskOfMessage::remove);
                idle--;
            }
        }
    }
}
