package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes our tasks in one of the two forms. */
enum TaskWriter {
    /** The form of protocol 0.2 and 0.3. */
    V03 {
        @Override
        ObjectNode sent(TaskSnapshot task) {
            return task(task);
        }

        @Override
        ObjectNode task(TaskSnapshot task) {
            return written(task).put("kind", "task");
        }

        @Override
        String state(TaskState state) {
            return state.word();
        }

        @Override
        ObjectNode part(String text) {
            return Rpc.object().put("kind", "text").put("text", text);
        }

        @Override
        ObjectNode message() {
            return Rpc.object().put("kind", "message").put("role", "agent");
        }
    },
    /** The form of protocol 1.0. */
    V10 {
        @Override
        ObjectNode sent(TaskSnapshot task) {
            ObjectNode result = Rpc.object();
            result.set("task", task(task));
            return result;
        }

        @Override
        ObjectNode task(TaskSnapshot task) {
            return written(task);
        }

        @Override
        String state(TaskState state) {
            return state.word10();
        }

        @Override
        ObjectNode part(String text) {
            return Rpc.object().put("text", text);
        }

        @Override
        ObjectNode message() {
            return Rpc.object().put("role", "ROLE_AGENT");
        }
    };

    /** Returns the result of sending a message. */
    abstract ObjectNode sent(TaskSnapshot task);

    /** Returns the result of asking for a task or stopping it. */
    abstract ObjectNode task(TaskSnapshot task);

    abstract String state(TaskState state);

    abstract ObjectNode part(String text);

    abstract ObjectNode message();

    ObjectNode written(TaskSnapshot task) {
        ObjectNode node = Rpc.object().put("id", task.id()).put("contextId", task.contextId());
        ObjectNode status = node.putObject("status").put("state", state(task.state()));
        status.put("timestamp", task.changed().toString());
        if (task.state() == TaskState.COMPLETED) {
            ObjectNode artifact = node.putArray("artifacts").addObject().put("artifactId", task.id() + "-result");
            artifact.putArray("parts").add(part(task.text()));
        } else if (!task.text().isBlank()) {
            ObjectNode said = message().put("messageId", task.id() + "-" + state(task.state()));
            said.put("taskId", task.id()).put("contextId", task.contextId());
            said.putArray("parts").add(part(task.text()));
            status.set("message", said);
        }
        return node;
    }
}
