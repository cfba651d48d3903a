import { describe, expect, it } from 'vitest';
import type { Conversation } from '../view/conversation.js';
import { RemoteSession } from './remote-client.js';
import type { ToHost, ToTab } from './wire.js';

/** A host as a tab sees it: what it was asked, and what it says. */
class Host {
  readonly asked: (ToHost & { type: 'call' })[] = [];
  #say: (message: ToTab) => void = () => undefined;

  attach(tab: RemoteSession): this {
    tab.attach({
      post: (message) => {
        if (message.type === 'call') this.asked.push(structuredClone(message));
      },
      onMessage: (listener) => void (this.#say = listener),
      close: () => undefined,
    });
    return this;
  }

  say(message: ToTab): void {
    this.#say(structuredClone(message));
  }

  callsOf(method: string): (ToHost & { type: 'call' })[] {
    return this.asked.filter(({ path }) => path.join('.') === method);
  }
}

function twoHosts() {
  const tab = new RemoteSession({ api: '' });
  const first = new Host().attach(tab);
  const { client } = tab;
  return { client, first, next: () => new Host().attach(tab) };
}

type Ask = (client: RemoteSession['client']) => Promise<unknown>;

it('what cannot be copied is refused, also before there is a host, and keeps nothing else from being asked', async () => {
  const tab = new RemoteSession({ api: '' });
  const bad = tab.client.setDraft('7', (() => 'no text') as unknown as string);
  void tab.client.mute('7', 1);
  expect(new Host().attach(tab).callsOf('mute')).toHaveLength(1);
  await expect(bad).rejects.toThrow();
});

describe('[R7] a call that the host did not answer before it ended', () => {
  const repeated: readonly (readonly [string, Ask])[] = [
    ['recall', (client) => client.recall('7', 3)],
    ['edit', (client) => client.edit('7', 3, { text: 'x' })],
    ['react', (client) => client.react('7', 3, '👍')],
    ['unreact', (client) => client.unreact('7', 3, '👍')],
    ['pin', (client) => client.pin('7', 3)],
    ['unpin', (client) => client.unpin('7', 3)],
    ['forward', (client) => client.forward('7', [3, 4], { to: ['8', '9'], note: 'look' })],
    ['enqueueAll', (client) => client.enqueueAll(['8', '9'], [{ text: 'one' }, { text: 'two' }])],
    ['star', (client) => client.star('7', 3)],
    ['mute', (client) => client.mute('7', 2)],
    ['setPinned', (client) => client.setPinned('7', true)],
    ['hide', (client) => client.hide('7', 3)],
    ['api.user', (client) => client.api.user('2')],
    ['api.groups.members', (client) => client.api.groups.members('7')],
  ];

  it.each(repeated)('is asked of the next one as it was: %s', async (method, ask) => {
    const { client, first, next } = twoHosts();
    const answered = ask(client);
    const second = next();
    const [call] = second.callsOf(method);
    expect(call).toEqual(first.callsOf(method)[0]);
    second.say({ type: 'result', call: call!.call, value: 'done' });
    expect(await answered).toBe('done');
  });

  const once: readonly (readonly [string, Ask])[] = [
    ['login', (client) => client.login({ username: 'ann', password: 'x' })],
    ['logout', (client) => client.logout()],
    ['clearCache', (client) => client.clearCache()],
    ['api.requestFriend', (client) => client.api.requestFriend('2')],
    ['api.groups.invite', (client) => client.api.groups.invite('7', ['2'])],
    ['api.admin.report', (client) => client.api.admin.report('2')],
  ];

  it.each(once)('is left to whoever asked when it may not be done twice: %s', async (method, ask) => {
    const { client, first, next } = twoHosts();
    const answered = ask(client);
    expect(first.callsOf(method)).toHaveLength(1);
    const second = next();
    await expect(answered).rejects.toMatchObject({ error: 'NETWORK' });
    expect(second.callsOf(method)).toEqual([]);
  });

  it('has ids of the tab for all that it sends, each another one', () => {
    const { client, first } = twoHosts();
    void client.forward('7', [3, 4], { to: ['8', '9'], note: 'look' });
    void client.enqueueAll(['8', '9'], [{ text: 'one' }, { text: 'two' }]);
    void client.react('7', 3, '👍');
    const [, , ofAll] = first.callsOf('enqueueAll')[0]!.args as [unknown, unknown, { clientMsgIds: string[] }];
    const [, , options] = first.callsOf('forward')[0]!.args as [unknown, unknown, { clientMsgIds: string[] }];
    const [, , , reaction] = first.callsOf('react')[0]!.args as [unknown, unknown, unknown, { clientMsgId: string }];
    expect(new Set([...options.clientMsgIds, ...ofAll.clientMsgIds, reaction.clientMsgId]).size).toBe(11);
  });

  it('closes and clears what was there when it was asked for, not what came in since', () => {
    const { client, first, next } = twoHosts();
    const upTo = (lastSeq: number): ToTab => ({
      type: 'state',
      state: { conversations: { keys: ['7'], items: [{ id: '7', lastSeq } as Conversation] } },
    });
    first.say(upTo(5));
    void client.closeConversation('7');
    void client.clear('7');
    const second = next();
    second.say(upTo(6));
    for (const method of ['closeConversation', 'clear']) expect(second.callsOf(method)).toMatchObject([{ args: ['7', 5] }]);
  });
});
