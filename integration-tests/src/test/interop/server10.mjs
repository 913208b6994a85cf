// An agent on the official JavaScript SDK, protocol 1.0: "hi" is answered with a message, "task" with a finished task,
// "ask" with a question, "fail" with a failed task, "slow" works until it is cancelled. With "compat" as its argument it
// speaks 0.3 too.
import express from 'express';
import { Message, Role, Task, TaskArtifactUpdateEvent, TaskState, TaskStatusUpdateEvent } from '@a2a-js/sdk';
import { AgentEvent, DefaultRequestHandler, InMemoryTaskStore } from '@a2a-js/sdk/server';
import { UserBuilder, agentCardHandler, jsonRpcHandler } from '@a2a-js/sdk/server/express';

const compat = { enabled: process.argv[2] === 'compat' };
const running = new Map();

const executor = {
  async execute(context, bus) {
    const words = context.userMessage.parts.map((part) => part.content?.value).join('');
    const { taskId, contextId } = context;
    const message = (said) => Message.fromJSON({
      messageId: `r-${Math.random()}`, contextId, role: Role.ROLE_AGENT, parts: [{ text: said }],
    });
    const status = (state, said) => bus.publish(AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({
      taskId, contextId, status: { state, message: said && Message.toJSON(message(said)), timestamp: new Date().toISOString() },
    })));
    const artifact = (said, append) => bus.publish(AgentEvent.artifactUpdate(TaskArtifactUpdateEvent.fromJSON({
      taskId, contextId, append, lastChunk: append, artifact: { artifactId: 'a', parts: [{ text: said }] },
    })));
    if (words === 'hi') {
      bus.publish(AgentEvent.message(message('hello')));
      bus.finished();
      return;
    }
    if (!context.task) {
      bus.publish(AgentEvent.task(Task.fromJSON({ id: taskId, contextId, status: { state: TaskState.TASK_STATE_SUBMITTED } })));
    }
    status(TaskState.TASK_STATE_WORKING);
    if (words === 'task' || words === 'blue') {
      artifact(`${words}: `, false);
      artifact('finished', true);
      status(TaskState.TASK_STATE_COMPLETED, 'done');
    } else if (words === 'ask') {
      status(TaskState.TASK_STATE_INPUT_REQUIRED, 'which colour?');
    } else if (words === 'slow') {
      await new Promise((end) => running.set(taskId, end));
      status(TaskState.TASK_STATE_CANCELED, 'stopped');
    } else {
      status(TaskState.TASK_STATE_FAILED, 'no luck');
    }
    bus.finished();
  },
  async cancelTask(taskId) {
    running.get(taskId)?.();
  },
};

const card = {
  name: 'sample', description: 'an agent for tests', version: '1', supportedInterfaces: [], capabilities: { extensions: [] },
  securitySchemes: {}, securityRequirements: [], defaultInputModes: ['text'], defaultOutputModes: ['text'], skills: [],
  signatures: [],
};
const requestHandler = new DefaultRequestHandler(card, new InMemoryTaskStore(), executor);
const app = express();
app.use('/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: requestHandler, legacyCompat: compat }));
app.use(jsonRpcHandler({ requestHandler, userBuilder: UserBuilder.noAuthentication, legacyCompat: compat }));
const server = app.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/`;
  for (const protocolVersion of compat.enabled ? ['1.0', '0.3'] : ['1.0']) {
    card.supportedInterfaces.push({ url, protocolBinding: 'JSONRPC', protocolVersion, tenant: '' });
  }
  console.log(server.address().port);
});
