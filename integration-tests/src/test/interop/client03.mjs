// Asks the agent at the URL given, with the official JavaScript SDK, and prints what came back.
import { ClientFactory } from '@a2a-js/sdk/client';

const client = await new ClientFactory().createFromUrl(process.argv[2]);
const reply = await client.sendMessage({
  message: {
    kind: 'message', role: 'user', messageId: `m-${Date.now()}`, parts: [{ kind: 'text', text: process.argv[3] }],
  },
  configuration: { blocking: true },
});
console.log(`${reply.status.state} ${reply.artifacts?.[0].parts[0].text ?? reply.status.message?.parts[0].text}`);
