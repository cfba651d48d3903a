// The server to beat: one Node process, Socket.IO over WebSocket with TLS 1.3, group commit. A batch gathers while the last one is being
// stored; after COMMIT it goes to the receivers and is acknowledged. No second node, no routing, no gap detection.
// Not bounded, as a real server would have to be: its clients have one batch of a conversation under way.
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { createVerifier } from '@godwit/shared/auth/jwt';
import { Server, type Socket } from 'socket.io';
import { type Conversation, type Message, MessageLog, type StoredMessage } from './message-log.ts';
import type { Answer, ClientEvents, ServerEvents, ServerPlan } from './socketio-protocol.ts';

const MAX_BATCH = 1_000;
const BACKLOG = 4_096;

/** What one `send` event asks for. */
interface Sending {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  readonly sender: ArmSocket;
  readonly answer: (answer: Answer) => void;
}

interface SocketData {
  userId: number;
}

type ArmSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

const plan = JSON.parse(await text(process.stdin)) as ServerPlan;
const log = await MessageLog.open(plan.databaseUrl);
const verify = createVerifier({ publicKeysPem: [plan.publicKeyPem] });
const sockets = new Map<number, ArmSocket>();
const conversations = new Map<number, Conversation>();
const waiting: Sending[] = [];
let storing = false;

async function storeWaiting(): Promise<void> {
  storing = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, MAX_BATCH);
    for (const { conversation, messages } of batch) for (const message of messages) message.seq = ++conversation.lastSeq;
    try {
      await log.store(batch.flatMap(({ messages }) => messages));
      batch.forEach(publish);
    } catch (error) {
      console.error(error);
      for (const { answer } of batch) answer({ error: 'not stored' });
    }
  }
  storing = false;
}

function publish({ conversation, messages, sender, answer }: Sending): void {
  const { id, members } = conversation;
  const stored = messages.map(({ seq, clientId, body }): StoredMessage => [seq, clientId, body]);
  if (members.length > 2) sender.to(roomOf(id)).emit('messages', id, stored);
  else sockets.get(members.find((member) => member !== sender.data.userId)!)?.emit('messages', id, stored);
  answer(messages.map(({ seq }) => seq));
}

const roomOf = (conversationId: number): string => `c${conversationId}`;

/** undefined: there is no such conversation, or it is not the user's. */
async function conversationOf(userId: number, id: number): Promise<Conversation | undefined> {
  const known = conversations.get(id) ?? (await log.conversation(id));
  if (known === undefined || !known.members.includes(userId)) return undefined;
  // Two first messages at once: the second takes the object of the first, which has the counter.
  if (!conversations.has(id)) conversations.set(id, known);
  return conversations.get(id);
}

function serve(socket: ArmSocket): void {
  const { userId } = socket.data;
  sockets.set(userId, socket);
  socket.on('disconnect', () => {
    if (sockets.get(userId) === socket) sockets.delete(userId);
  });
  socket.on('send', async (conversationId, bodies, answer) => {
    const conversation = await conversationOf(userId, conversationId);
    if (conversation === undefined) return void answer({ error: 'no such conversation' });
    const messages = bodies.map(([clientId, body]) => ({ conversationId, senderId: userId, clientId, body, seq: 0 }));
    waiting.push({ conversation, messages, sender: socket, answer });
    if (!storing) await storeWaiting();
  });
  socket.on('join', async (conversationId, answer) => {
    const conversation = await conversationOf(userId, conversationId);
    if (conversation !== undefined) await socket.join(roomOf(conversationId));
    answer(conversation !== undefined);
  });
  socket.on('sync', async (conversationId, seq, answer) => {
    const conversation = await conversationOf(userId, conversationId);
    answer(conversation === undefined ? [] : await log.since(conversationId, seq));
  });
}

const https = createServer({ cert: plan.certPem, key: plan.keyPem, minVersion: 'TLSv1.3' });
const io = new Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>(https, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
});
io.use((socket, next) => {
  const { token } = socket.handshake.auth as { token?: unknown };
  const verified = verify(typeof token === 'string' ? token : '');
  if (!verified.ok) return void next(new Error('unauthenticated'));
  socket.data.userId = Number(verified.value.userId);
  next();
});
// Not needed once the connection is open, and else kept as long as it.
io.engine.on('connection', (connection: { request: unknown }) => (connection.request = null));
io.on('connection', serve);
https.listen(0, '127.0.0.1', BACKLOG, () => console.log(JSON.stringify({ port: (https.address() as { port: number }).port })));
