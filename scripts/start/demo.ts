// Demo users and a little history, made through the same doors as everything else: REST, and messages over the client SDK.
import { ApiError } from '@godwit/client/api/api-error';
import { GodwitClient } from '@godwit/client/client';
import { DEMO_CONVERSATIONS, DEMO_NICKNAMES, DEMO_PASSWORD, DEMO_USERS, type DemoConversation, type DemoUser } from './demo-users.ts';

const DEADLINE_MS = 30_000;

type Clients = Readonly<Record<DemoUser, GodwitClient>>;

/** `api`: origin of the web tier. */
export async function makeDemo(api: string): Promise<void> {
  const clients = Object.fromEntries(DEMO_USERS.map((user) => [user, newClient(api, user)])) as Clients;
  try {
    await withDeadline(fill(clients), 'the demo data');
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.close()));
  }
}

const newClient = (api: string, user: DemoUser): GodwitClient =>
  new GodwitClient({ api, deviceId: `demo-${user}`, platform: 'bot', transport: 'websocket' });

/** Every step looks first at what is there, so a start that was interrupted is completed, not repeated. */
async function fill(clients: Clients): Promise<void> {
  await Promise.all(DEMO_USERS.map((user) => signUpAndConnect(user, clients[user])));
  for (const conversation of DEMO_CONVERSATIONS) {
    await befriend(conversation, clients);
    await talk(conversation, clients);
  }
}

async function signUpAndConnect(user: DemoUser, client: GodwitClient): Promise<void> {
  const credentials = { username: user, password: DEMO_PASSWORD };
  await client.api.register({ ...credentials, nickname: DEMO_NICKNAMES[user] }).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.error === 'USERNAME_TAKEN')) throw error;
  });
  await client.login(credentials);
  await client.connect();
}

async function befriend({ between: [from, to], greeting }: DemoConversation, clients: Clients): Promise<void> {
  const friends = await clients[from].api.friends();
  if (friends.some(({ friendId }) => friendId === clients[to].userId)) return;
  const { requestId } = await clients[from].api.requestFriend(clients[to].userId, greeting);
  await clients[to].api.acceptRequest(requestId);
}

async function talk({ between: [from, to], lines }: DemoConversation, clients: Clients): Promise<void> {
  const { id } = await clients[from].openDirect(clients[to].userId);
  const said = await messagesIn(clients[from], id);
  for (const [speaker, text] of lines.slice(said)) await clients[speaker].send(id, { text });
}

async function messagesIn(client: GodwitClient, conversationId: string): Promise<number> {
  let count = 0;
  for await (const page of client.history(conversationId, { limit: 200 })) count += page.filter(({ kind }) => kind === 'message').length;
  return count;
}

async function withDeadline<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${DEADLINE_MS / 1000} s`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
