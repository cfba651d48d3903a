// The built tiers and several tabs of one browser: channels and locks are those of the platform.
import type { Id } from '@godwit/shared/ids/id';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/api-error.js';
import { GodwitClient } from '../client.js';
import { MemoryStore } from '../store/memory.js';
import { builtWorld, PASSWORD } from '../testing/built-world.js';
import { type JoinedSession, joinSession } from './join-session.js';
import { serveSession } from './serve-session.js';
import type { SessionClient } from './session-client.js';

const built = builtWorld({ access: 1, logic: 1, web: 1 });
const PATIENCE = { timeout: 20_000, interval: 20 };

/** One browser: a store, and hosts that may serve it. */
class Browser {
  readonly made: GodwitClient[] = [];
  readonly #store = new MemoryStore();
  readonly #tabs: JoinedSession[] = [];
  #ends: AbortController[] = [];
  superseded: string[] = [];

  tab(version = 'v1'): JoinedSession {
    const joined = joinSession({
      version,
      settings: { api: built.world.webUrl, deviceId: 'browser' },
      startHost: ({ steal }) => this.#serve(version, steal),
      onSuperseded: () => this.superseded.push(version),
    });
    this.#tabs.push(joined);
    return joined;
  }

  #serve(version: string, steal: boolean): void {
    const end = new AbortController();
    this.#ends.push(end);
    void serveSession({
      version,
      steal,
      signal: end.signal,
      createClient: ({ api, deviceId }) => {
        const client = new GodwitClient({ api, deviceId, platform: 'test', transport: 'websocket', store: this.#store });
        this.made.push(client);
        return client;
      },
    });
  }

  /** Takes the place of the host that serves, as a tab does that has waited for it in vain. */
  robHost(): void {
    this.#serve('v1', true);
  }

  /** The host that serves ends; another one, if tabs are left, comes. */
  endHost(): void {
    const ends = this.#ends;
    this.#ends = [];
    for (const end of ends) end.abort();
  }

  async close(): Promise<void> {
    for (const tab of this.#tabs) tab.leave();
    this.endHost();
    await vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]), PATIENCE);
  }
}

let browser = new Browser();
let users = 0;
afterEach(async () => {
  await browser.close();
  browser = new Browser();
});

/** A friend who is online, and the conversation of both. */
async function withFriend(client: SessionClient): Promise<{ friend: GodwitClient; id: Id; username: string }> {
  const [username, other] = [`sender${String(++users)}`, `friend${String(users)}`];
  await built.register(username, other);
  await client.start();
  await client.login({ username, password: PASSWORD });
  await client.connect();
  const friend = await built.online({ username: other });
  const { requestId } = await friend.api.requestFriend(client.userId);
  const { conversationId: id } = await client.api.acceptRequest(requestId);
  await vi.waitFor(() => expect(client.conversation(id)).toBeDefined(), PATIENCE);
  return { friend, id, username };
}

const texts = (client: SessionClient, id: Id): string[] =>
  client.entries(id).flatMap((item) => (item.at !== 'gap' && item.kind === 'message' ? [item.body.text] : []));

describe('[U-22] several tabs of a browser', () => {
  it('[F-25] share one session, outbox and list, and each shows every message once and in order', async () => {
    const [one, two] = [browser.tab().client, browser.tab().client];
    const { friend, id } = await withFriend(one);
    await Promise.all([one.open(id), two.open(id)]);
    const sent: string[] = [];
    for (let i = 0; i < 20; i++) {
      const text = `message ${String(i)}`;
      sent.push(text);
      if (i % 3 === 2) await friend.send(id, { text });
      else await [one, two][i % 2]!.enqueue(id, { text });
      await vi.waitFor(() => expect(one.conversation(id)?.sending).toBe(0), PATIENCE);
    }
    for (const tab of [one, two]) await vi.waitFor(() => expect(texts(tab, id)).toEqual(sent), PATIENCE);
    expect([browser.made.length, two.userId, two.status.at]).toEqual([1, one.userId, 'online']);
    await two.markRead(id, two.conversation(id)!.lastSeq);
    await vi.waitFor(() => expect(one.conversation(id)?.unread).toBe(0), PATIENCE);
  });

  it('get what has changed and keep the rest, as the same objects', async () => {
    const tab = browser.tab().client;
    const { friend, id } = await withFriend(tab);
    await tab.open(id);
    await friend.send(id, { text: 'one' });
    await vi.waitFor(() => expect(texts(tab, id)).toEqual(['one']), PATIENCE);
    const before = tab.entries(id);
    await friend.send(id, { text: 'two' });
    await vi.waitFor(() => expect(texts(tab, id)).toEqual(['one', 'two']), PATIENCE);
    expect(tab.entries(id).slice(0, -1)).toEqual(before);
    for (const [i, item] of before.entries()) expect(tab.entries(id)[i]).toBe(item);
  });

  it('[U-24] what is sent is shown at once, in its place, and is not shown when it was refused', async () => {
    const tab = browser.tab().client;
    const { friend, id } = await withFriend(tab);
    await tab.open(id);
    const shown: string[][] = [];
    tab.on('timeline', () => shown.push(texts(tab, id)));
    const sending = [tab.enqueue(id, { text: 'one' }), tab.enqueue(id, { text: 'two' })];
    expect(texts(tab, id)).toEqual(['one', 'two']);
    expect(tab.entries(id)).toBe(tab.entries(id));
    const refused = tab.enqueue(id, { text: 'x'.repeat(100_000) });
    await expect(refused).rejects.toMatchObject({ error: 'MSG_TOO_LARGE' });
    await Promise.all(sending);
    await friend.open(id);
    await vi.waitFor(() => expect(texts(friend, id)).toEqual(['one', 'two']), PATIENCE);
    await vi.waitFor(() => expect(tab.conversation(id)?.sending).toBe(0), PATIENCE);
    expect(texts(tab, id)).toEqual(['one', 'two']);
    expect(new Set(shown.map((list) => list.filter((text) => text.length < 10).join()))).toEqual(new Set(['one', 'one,two']));
  });

  it('[F-69] tell nobody as online whom the link told of before it went', async () => {
    const [one, two] = [browser.tab().client, browser.tab().client];
    const { friend } = await withFriend(one);
    const heard = { one: [] as string[], two: [] as string[] };
    one.on('presence', (people) => heard.one.push(...people.map(({ userId }) => userId)));
    two.on('presence', (people) => heard.two.push(...people.map(({ userId }) => userId)));
    one.watchPresence([friend.userId]);
    await vi.waitFor(() => expect([heard.one, heard.two]).toEqual([[friend.userId], [friend.userId]]), PATIENCE);
    await browser.made[0]!.close();
    await vi.waitFor(() => expect(two.status.at).toBe('stopped'), PATIENCE);
    two.watchPresence([friend.userId]);
    await two.start(); // answered behind what the tab is told
    expect(heard.two).toEqual([friend.userId]);
  });

  it('a conversation stays open until the last tab has left it, also by being closed', async () => {
    const [first, second] = [browser.tab(), browser.tab()];
    const { id } = await withFriend(first.client);
    await Promise.all([first.client.open(id), second.client.open(id)]);
    const leave = vi.spyOn(browser.made[0]!, 'leave');
    first.client.leave(id);
    await first.client.fileUrl('1').catch(() => undefined);
    expect(leave).not.toHaveBeenCalled();
    second.leave();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith(id), PATIENCE);
  });

  it('[R7] what was being sent when the host ended is sent once by the next', async () => {
    const [one, two] = [browser.tab().client, browser.tab().client];
    const { friend, id } = await withFriend(one);
    await Promise.all([one.open(id), two.open(id)]);
    const lists: number[] = [];
    for (const tab of [one, two]) tab.on('conversations', () => lists.push(tab.conversations().length));
    const wanted = Array.from({ length: 30 }, (_, i) => `number ${String(i)}`);
    const sending = wanted.map((text) => two.enqueue(id, { text }));
    browser.endHost();
    await Promise.all(sending);
    await friend.open(id);
    await vi.waitFor(() => expect(texts(friend, id)).toEqual(wanted), PATIENCE);
    for (const tab of [one, two]) await vi.waitFor(() => expect(texts(tab, id)).toEqual(wanted), PATIENCE);
    expect(browser.made.length).toBe(2);
    expect(lists.filter((length) => length === 0)).toEqual([]); // nobody sees an empty list meanwhile
  });

  it('[R7] what was being done to messages when the host ended is done once by the next', async () => {
    const tab = browser.tab().client;
    const { friend, id } = await withFriend(tab);
    await Promise.all([tab.open(id), friend.open(id)]);
    const { seq } = await friend.send(id, { text: 'one' });
    await vi.waitFor(() => expect(texts(tab, id)).toEqual(['one']), PATIENCE);
    const doing = [tab.react(id, seq, '👍'), tab.pin(id, seq), tab.forward(id, [seq], { to: [id], note: 'look' }), tab.mute(id, 2)];
    browser.endHost();
    await Promise.all(doing);
    await vi.waitFor(() => expect(texts(friend, id)).toEqual(['one', 'one', 'look']), PATIENCE);
    await vi.waitFor(() => expect([tab.conversation(id)?.muteLevel, tab.conversation(id)?.pinnedSeqs]).toEqual([2, [seq]]), PATIENCE);
    expect(tab.entries(id).filter(({ key }, i, all) => all.findIndex((other) => other.key === key) !== i)).toEqual([]);
    const [first] = await friend.entriesAt(id, [seq]);
    expect(first?.reactions).toMatchObject([{ emoji: '👍', count: 1 }]);
  });

  it('a host that hangs loses its place, also with the tabs that it has served', async () => {
    const tab = browser.tab().client;
    const { friend, id } = await withFriend(tab);
    const hung = browser.made[0]!;
    const close = hung.close.bind(hung);
    let goOn = (): void => undefined;
    vi.spyOn(hung, 'close').mockImplementation(async () => {
      await new Promise<void>((resolve) => (goOn = resolve));
      await close();
    });
    browser.robHost();
    await vi.waitFor(() => expect(browser.made.length).toBe(2), PATIENCE);
    await tab.enqueue(id, { text: 'over the next one' });
    await friend.open(id);
    await vi.waitFor(() => expect(texts(friend, id)).toEqual(['over the next one']), PATIENCE);
    goOn();
  });

  it('[F-21] what is asked again is one message', async () => {
    await built.register('repeater');
    const client = await built.signedIn({ username: 'repeater' });
    await client.open('1');
    for (const text of ['one', 'one', 'two']) await client.enqueue('1', { text }, { clientMsgId: text === 'one' ? '4711' : '4712' });
    expect(texts(client, '1')).toEqual(['one', 'two']);
  });

  it('a refusal arrives as what it was, and what the host did not answer fails in words', async () => {
    const tab = browser.tab().client;
    await withFriend(tab);
    const refused = await tab.api.user('1').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ error: 'USER_NOT_FOUND', status: 404 });
    const [unanswered, read] = [tab.api.updateProfile({ signature: 'moved' }), tab.api.profile()];
    browser.endHost();
    await expect(unanswered).rejects.toMatchObject({ name: 'ApiError', error: 'NETWORK' });
    expect((await read).userId).toBe(tab.userId);
  });

  it('[F-27] [F-41] pages come one after the other', async () => {
    const tab = browser.tab().client;
    const { friend, id } = await withFriend(tab);
    for (const text of ['one', 'two', 'three']) {
      const { seq } = await friend.send(id, { text });
      await vi.waitFor(() => expect(tab.conversation(id)?.lastSeq).toBe(seq), PATIENCE);
      await tab.star(id, seq);
    }
    const pages: number[] = [];
    for await (const page of tab.favourites({ limit: 2 })) pages.push(page.length);
    expect(pages).toEqual([2, 1]);
    const said: string[] = [];
    for await (const page of tab.history(id, { limit: 2 })) said.unshift(...page.map((entry) => entry.body.text));
    expect(said.slice(-3)).toEqual(['one', 'two', 'three']);
  });

  it('a tab of another version takes over, and those before are told', async () => {
    const first = browser.tab('v1');
    const { client } = first;
    const { username } = await withFriend(client);
    const newer = browser.tab('v2').client;
    await vi.waitFor(() => expect(browser.superseded).toEqual(['v1']), PATIENCE);
    expect(await newer.start()).toMatchObject({ userId: client.userId });
    await newer.connect();
    expect((await newer.api.profile()).username).toBe(username);
    first.leave();
  });

  it('[S3] who signs out in one is signed out in all', async () => {
    const [one, two] = [browser.tab().client, browser.tab().client];
    await withFriend(one);
    const told = new Promise((resolve) => two.on('tokens', resolve));
    await one.logout();
    expect(await told).toBeNull();
    await vi.waitFor(() => expect([two.userId, two.conversations()]).toEqual(['0', []]), PATIENCE);
  });
});
