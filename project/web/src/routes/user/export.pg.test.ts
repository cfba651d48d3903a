// Logic is played: pages without end show that nothing is asked for that nobody reads.
import { once } from 'node:events';
import { get, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { startTestWeb, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

const readers = new Set<Socket>();
afterEach(async () => {
  for (const reader of readers) reader.destroy();
  readers.clear();
});

const BODY = Buffer.from(encodeMessageBody({ text: 'x'.repeat(2_000) })).toString('base64');
const MEMBER = {
  conversationId: '7',
  version: 0,
  readSeq: 0,
  readCountable: 0,
  deliveredSeq: 0,
  minSeq: 1,
  maxSeq: 0,
  pinnedAt: 0,
  muteLevel: 0,
  muteUntil: 0,
  archived: false,
  removed: false,
  draft: '',
  markedUnread: false,
  role: 0,
  nickname: '',
  mutedUntil: 0,
  canSend: true,
  hidden: [],
  closedSeq: 0,
  mentionedSeq: 0,
};

/** How many pages of messages were asked for. `pages`: then it ends. */
function playPages(pages: number, onPage: (n: number) => void = () => undefined): () => number {
  let asked = 0;
  web.playLogic((request) => {
    switch (request.method) {
      case 'ownConversations':
        return {
          ok: true,
          value: { conversations: [{ conversationId: '7', kind: 'group', title: 'T', peerId: '0', member: MEMBER }], next: '' },
        };
      case 'ownMessages': {
        asked += 1;
        onPage(asked);
        const messages = Array.from({ length: 100 }, (_, i) => ({ seq: i + 1, sentAt: 1, editedAt: 0, body: BODY }));
        return { ok: true, value: { messages, next: asked < pages ? String(asked) : '' } };
      }
      default:
        return { ok: true, value: { favourites: [], next: '' } };
    }
  });
  return () => asked;
}

interface Exported {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** False: it broke off. */
  complete: boolean;
}

/** On a connection of its own. beginning: of the answer, then it is given up. */
const start = (user: TestUser, only?: 'beginning', url = web.url): Promise<Exported> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${user.accessToken}`, connection: 'close' };
    get(`${url}/api/v1/user/export`, { agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (only !== undefined) response.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, complete: response.complete });
      });
    }).on('error', reject);
  });

/** A reader that sends its request and reads nothing. */
async function stuck(user: TestUser): Promise<Socket> {
  const socket = connect(Number(new URL(web.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  readers.add(socket);
  await once(socket, 'connect');
  socket.pause();
  socket.write(`GET /api/v1/user/export HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${user.accessToken}\r\n\r\n`);
  return socket;
}

/** The value once it is the same for a second. */
async function settled(value: () => number): Promise<number> {
  for (let before = -1; ;) {
    const now = value();
    if (now === before && now > 0) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

describe('[F-71] an export', () => {
  it('is lines of JSON to be saved, and kept by no cache', async () => {
    const user = await web.signUp();
    playPages(3);
    const { status, headers, text, complete } = await start(user);
    expect([status, complete]).toEqual([200, true]);
    expect(headers).toMatchObject({ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
    expect(headers['content-disposition']).toContain('attachment');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 1 + 1 + 1 + 300 + 1);
    expect(JSON.parse(lines.at(-1)!)).toEqual({ type: 'end', records: lines.length - 1 });
    expect(JSON.parse(lines[4]!)).toMatchObject({
      type: 'message',
      conversationId: '7',
      seq: 1,
      body: { text: 'x'.repeat(2_000), custom: '' },
    });
  });

  it('asks for no page that nobody reads, and ends with its reader', async () => {
    const user = await web.signUp();
    const asked = playPages(1_000_000);
    const reader = await stuck(user);
    const waiting = await settled(asked);
    // 100 messages of 2.7 KB a page; loopback holds some MB
    expect(waiting).toBeLessThan(100);
    reader.resume();
    await expect.poll(asked, { timeout: 10_000 }).toBeGreaterThan(waiting);
    reader.destroy();
    const last = await settled(asked);
    expect(last).toBeLessThan(1_000);
  });

  it('breaks off, without an end, when the device is signed out meanwhile', async () => {
    const user = await web.signUp();
    const asked = playPages(10_000, (n) => {
      if (n === 5) void web.services.db.query(`UPDATE user_session SET revoked_at = now() WHERE user_id = $1`, [user.userId]);
    });
    const { complete, text } = await start(user);
    expect([complete, text.includes('"type":"end"')]).toEqual([false, false]);
    expect(asked()).toBeLessThan(1_000);
  });

  it('breaks off, without an end, when logic fails in the middle', async () => {
    const user = await web.signUp();
    web.playLogic((request) =>
      request.method === 'ownConversations'
        ? {
            ok: true,
            value: { conversations: [{ conversationId: '7', kind: 'group', title: 'T', peerId: '0', member: MEMBER }], next: '' },
          }
        : { ok: false, refusal: { error: 'UNAVAILABLE' } },
    );
    const { complete, text } = await start(user);
    expect([complete, text.includes('"type":"end"')]).toEqual([false, false]);
  });

  it('of 16 people at once are all that a process writes; the next is told to come again', async () => {
    const users = await Promise.all(Array.from({ length: 17 }, () => web.signUp()));
    const asked = playPages(1_000_000);
    const stopped = await Promise.all(users.slice(0, 16).map(stuck));
    await settled(asked);
    const refused = await start(users[16]!);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([503, expect.objectContaining({ code: ERRORS.OVERLOADED.code })]);
    stopped[0]!.destroy();
    await expect.poll(async () => (await start(users[16]!, 'beginning')).status, { timeout: 10_000, interval: 500 }).toBe(200);
  });

  it('[S1] needs a session, and is of nobody else', async () => {
    expect(await web.call('GET /user/export')).toMatchObject({ status: 401, code: ERRORS.UNAUTHENTICATED.code });
  });
});

it('[F-71] [F-70] six exports an hour are enough', async () => {
  const limited = await startTestWeb({ RATE_LIMIT_FACTOR: 1 });
  try {
    const user = await limited.signUp();
    limited.playLogic((request) => ({
      ok: true,
      value: request.method === 'ownConversations' ? { conversations: [], next: '' } : { favourites: [], next: '' },
    }));
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) {
      statuses.push((await start(user, undefined, limited.url)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  } finally {
    await limited.close();
  }
});
