// Asks the agent at the URL given, with the official JavaScript SDK of protocol 1.0, and prints what came back.
import { Role, SendMessageRequest, taskStateToJSON } from '@a2a-js/sdk';
import { ClientFactory } from '@a2a-js/sdk/client';

const client = await new ClientFactory().createFromUrl(process.argv[2]);
const reply = await client.sendMessage(SendMessageRequest.fromJSON({
  message: { role: Role.ROLE_USER, messageId: `m-${Date.now()}`, parts: [{ text: process.argv[3] }] },
}));
const task = reply.payload?.value ?? reply;
const said = task.artifacts?.[0]?.parts[0] ?? task.status?.message?.parts[0] ?? task.parts?.[0];
console.log(`${taskStateToJSON(task.status.state)} ${said?.content?.value}`);
