// An agent on the official JavaScript SDK, protocol 0.3: "hi" is answered with a message, "task" with a finished task,
// "ask" with a question, "fail" with a failed task, "throw" with an exception, "slow" works until it is cancelled.
import express from 'express';
import { DefaultRequestHandler, InMemoryTaskStore } from '@a2a-js/sdk/server';
import { A2AExpressApp } from '@a2a-js/sdk/server/express';

const text = (words) => [{ kind: 'text', text: words }];
const running = new Map();

const executor = {
  async execute(context, bus) {
    const words = context.userMessage.parts.map((part) => part.text).join('');
    const { taskId, contextId } = context;
    const message = (said) => ({
      kind: 'message', role: 'agent', messageId: `r-${Date.now()}-${Math.random()}`, taskId, contextId, parts: text(said),
    });
    const status = (state, said, final) => bus.publish({
      kind: 'status-update', taskId, contextId, final,
      status: { state, message: said && message(said), timestamp: new Date().toISOString() },
    });
    if (words === 'hi') {
      bus.publish(message('hello'));
      bus.finished();
      return;
    }
    if (words === 'throw') throw new Error('boom');
    if (!context.task) {
      bus.publish({
        kind: 'task', id: taskId, contextId, history: [context.userMessage],
        status: { state: 'submitted', timestamp: new Date().toISOString() },
      });
    }
    status('working', undefined, false);
    if (words === 'task' || words === 'blue') {
      bus.publish({
        kind: 'artifact-update', taskId, contextId, append: false, lastChunk: false,
        artifact: { artifactId: 'a', parts: text(`${words}: `) },
      });
      bus.publish({
        kind: 'artifact-update', taskId, contextId, append: true, lastChunk: true,
        artifact: { artifactId: 'a', parts: text('finished') },
      });
      status('completed', 'done', true);
    } else if (words === 'ask') {
      status('input-required', 'which colour?', true);
    } else if (words === 'slow') {
      await new Promise((end) => running.set(taskId, end));
      status('canceled', 'stopped', true);
    } else {
      status('failed', 'no luck', true);
    }
    bus.finished();
  },
  async cancelTask(taskId) {
    running.get(taskId)?.();
  },
};

const card = {
  name: 'sample', description: 'an agent for tests', version: '1', protocolVersion: '0.3.0', url: 'http://localhost/',
  capabilities: {}, defaultInputModes: ['text'], defaultOutputModes: ['text'], skills: [],
};
const handler = new DefaultRequestHandler(card, new InMemoryTaskStore(), executor);
const server = new A2AExpressApp(handler).setupRoutes(express()).listen(0, '127.0.0.1', () => {
  card.url = `http://127.0.0.1:${server.address().port}/`;
  console.log(server.address().port);
});
