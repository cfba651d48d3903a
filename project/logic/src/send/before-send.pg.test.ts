import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { BusSubscription, Reply } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry, userMessage } from '../testing/messages.js';
import { befriend, createUser } from '../testing/people.js';
import { logOf, tell } from '../testing/talk.js';

interface Question {
  conversationId: Id;
  senderId: Id;
  entries: { clientMsgId: Id; text: string; kind: string }[];
}

let world: LogicWorld;
let hook: BusSubscription | undefined;
let alice: FakeSession;
let bob: FakeSession;
let conversationId: Id;

beforeAll(async () => {
  world = await startLogicWorld({ logic: 2, settings: { BEFORE_SEND_HOOK: '1', BEFORE_SEND_MS: 1_000 } });
});
afterAll(() => world.close());

beforeEach(async () => {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  conversationId = await befriend(world.db, a, b);
  [alice, bob] = [await world.access.online(a), await world.access.online(b)];
});
afterEach(() => {
  hook?.stop();
  hook = undefined;
});

/** From now on this is who answers. */
async function moderate(answer: (question: Question, reply: (answer: unknown) => void) => void): Promise<void> {
  hook = world.access.bus.subscribe(SUBJECTS.beforeSend, {}, (bytes, _subject, reply?: Reply) => {
    const question = JSON.parse(new TextDecoder().decode(bytes)) as Question;
    answer(question, (text) => reply?.(new TextEncoder().encode(typeof text === 'string' ? text : JSON.stringify(text))));
  });
  await world.access.bus.flush(5_000);
}

/** Says the same of everything. */
const always = (verdict: object): Promise<void> =>
  moderate(({ entries }, reply) => {
    reply({ entries: entries.map(({ clientMsgId }) => ({ clientMsgId, ...verdict })) });
  });

const textsOf = (entries: readonly Entry[]): string[] => entries.map(({ body }) => decodeMessageBody(body).text);

async function sendAndAck(...texts: string[]): Promise<number[]> {
  alice.send(userMessage(conversationId, ...texts.map((text) => textEntry(text))));
  return (await alice.nth('messageAck')).results.map(({ code }) => code);
}

describe('[F-47] the hook before sending', () => {
  it('is shown what the messages of a record say, and may refuse it', async () => {
    const said = { senderId: '7', senderName: 'Gull', createdAt: 1, kind: 'text' as const, attachments: [], record: null };
    const inner = { ...said, kind: 'merged_record' as const, text: '', record: { items: [{ ...said, text: 'a bad word' }] } };
    const body = encodeMessageBody({ kind: 'merged_record', record: { items: [{ ...said, text: 'hello' }, inner] } });
    const questions: unknown[] = [];
    await moderate(({ entries }, reply) => {
      questions.push(...entries);
      reply({ entries: entries.map(({ clientMsgId }) => ({ clientMsgId, verdict: 'reject' })) });
    });
    const entry = { ...textEntry('x'), body };
    expect(await tell(alice, conversationId, entry)).toMatchObject({ code: ERRORS.MESSAGE_REJECTED.code });
    const { clientMsgId } = entry;
    expect(questions).toEqual([{ clientMsgId, text: '', kind: 'merged_record', record: ['hello', '', 'a bad word'] }]);
  });

  it('is asked once for a frame, and told who says what where', async () => {
    const questions: Question[] = [];
    await moderate((question, reply) => {
      questions.push(question);
      reply({ entries: [] });
    });
    const entries = [textEntry('one'), textEntry('two')];
    alice.send(userMessage(conversationId, ...entries));
    await bob.nth('pushMessage');
    expect(questions).toEqual([
      {
        conversationId,
        senderId: alice.userId,
        entries: entries.map(({ clientMsgId }, i) => ({ clientMsgId, text: ['one', 'two'][i], kind: 'text' })),
      },
    ]);
  });

  it('refuses the messages that it rejects, and only those', async () => {
    await moderate(({ entries }, reply) => {
      const verdictOn = (text: string): string => (text === 'bad' ? 'reject' : 'pass');
      reply({ entries: entries.map(({ clientMsgId, text }) => ({ clientMsgId, verdict: verdictOn(text) })) });
    });
    alice.send(userMessage(conversationId, textEntry('good'), textEntry('bad'), textEntry('fine')));
    const results = await alice.when('three results', () => {
      const all = alice.all('messageAck').flatMap((ack) => ack.results);
      return all.length === 3 ? all : undefined;
    });
    expect(results.map(({ code }) => code).sort()).toEqual([0, 0, ERRORS.MESSAGE_REJECTED.code]);
    expect(textsOf((await bob.nth('pushMessage')).entries)).toEqual(['good', 'fine']);
  });

  it('puts its text in the place of what was sent, for the session that sent it too', async () => {
    await always({ verdict: 'replace', text: '***' });
    expect(await sendAndAck('damn')).toEqual([0]);
    expect(textsOf((await bob.nth('pushMessage')).entries)).toEqual(['***']);
    expect(textsOf((await alice.nth('pushMessage')).entries)).toEqual(['***']);
    expect(alice.received.map(({ message }) => message.kind)).toEqual(['pushMessage', 'messageAck']);
    const page = await alice.ask({
      kind: 'historyRequest',
      conversationId,
      fromSeq: 1,
      toSeq: 0,
      limit: 10,
      direction: 'forward',
      since: 0,
    });
    expect(page.kind === 'historyPage' && textsOf(page.entries)).toEqual(['***']);
  });

  it('puts its text also where a quote is emptied, because what it quotes is not there', async () => {
    await always({ verdict: 'replace', text: '***' });
    const body = encodeMessageBody({ kind: 'text', text: 'damn', replyTo: { seq: 99, senderId: bob.userId, preview: 'said' } });
    alice.send(userMessage(conversationId, { ...textEntry(''), body }));
    const [entry] = (await bob.nth('pushMessage')).entries;
    const { text, replyTo } = decodeMessageBody(entry!.body);
    expect([text, replyTo?.preview]).toEqual(['***', '']);
  });

  it('[R4] what was replaced and comes again keeps its place and its text, whatever the hook says then', async () => {
    await always({ verdict: 'replace', text: 'first' });
    const entry = textEntry('damn');
    alice.send(userMessage(conversationId, entry));
    const first = await alice.nth('messageAck');
    hook?.stop();
    for (const [n, verdict] of [{ verdict: 'reject' }, { verdict: 'pass' }, { verdict: 'replace', text: 'second' }].entries()) {
      await always(verdict);
      alice.send(userMessage(conversationId, entry));
      expect((await alice.nth('messageAck', n + 2)).results).toEqual(first.results);
      hook?.stop();
    }
    await bob.nth('pushMessage', 4);
    expect(new Set(bob.all('pushMessage').flatMap(({ entries }) => textsOf(entries)))).toEqual(new Set(['first']));
    expect(new Set(alice.all('pushMessage').flatMap(({ entries }) => textsOf(entries)))).toEqual(new Set(['first']));
  });

  it('lets everything pass when nobody answers the subject', async () => {
    expect(await sendAndAck('hello')).toEqual([0]);
  });

  it('lets everything pass when the answer does not come in time', async () => {
    let late = (): void => undefined;
    await moderate(({ entries }, reply) => {
      late = () => {
        reply({ entries: entries.map(({ clientMsgId }) => ({ clientMsgId, verdict: 'reject' })) });
      };
    });
    expect(await sendAndAck('hello')).toEqual([0]);
    late();
    expect(textsOf((await bob.nth('pushMessage')).entries)).toEqual(['hello']);
  });

  it.each([
    ['no JSON', 'nonsense{'],
    ['another shape', { verdict: 'reject' }],
    ['no list', { entries: 'reject' }],
    ['an unknown verdict', { entries: [{ clientMsgId: '1', verdict: 'maybe' }] }],
    ['the ids of others', { entries: [{ clientMsgId: '1', verdict: 'reject' }] }],
    ['an empty answer', ''],
  ])('lets everything pass when the answer is junk: %s', async (_, junk) => {
    await moderate((_question, reply) => {
      reply(junk);
    });
    expect(await sendAndAck('hello')).toEqual([0]);
    expect(textsOf((await bob.nth('pushMessage')).entries)).toEqual(['hello']);
  });

  it.each([
    ['an empty text', ''],
    ['a text that is too long', 'x'.repeat(40_000)],
  ])('does not make a message of %s that could not have been sent', async (_, text) => {
    await always({ verdict: 'replace', text });
    expect(await sendAndAck('hello')).toEqual([0]);
    expect(textsOf((await bob.nth('pushMessage')).entries)).toEqual(['hello']);
  });

  describe('for edits', () => {
    const edit = (text: string): Promise<AckResult> => tell(alice, conversationId, actionEntry('edit', 1, text));
    const shown = async (): Promise<string[]> => textsOf((await logOf(bob, conversationId)).filter(({ kind }) => kind === 'message'));
    beforeEach(async () => {
      expect(await sendAndAck('hello')).toEqual([0]);
    });

    it('is told which message gets which text', async () => {
      const questions: Question[] = [];
      await moderate((question, reply) => {
        questions.push(question);
        reply({ entries: [] });
      });
      const entry = actionEntry('edit', 1, 'hallo');
      expect((await tell(alice, conversationId, entry)).code).toBe(0);
      const entries = [{ clientMsgId: entry.clientMsgId, text: 'hallo', kind: 'text', editedSeq: 1 }];
      expect(questions).toEqual([{ conversationId, senderId: alice.userId, entries }]);
    });

    it('refuses an edit that it rejects: the message stays as it is', async () => {
      await always({ verdict: 'reject' });
      expect((await edit('damn')).code).toBe(ERRORS.MESSAGE_REJECTED.code);
      expect(await shown()).toEqual(['hello']);
    });

    it('puts its text in the place of the new one, for the session that edits too', async () => {
      await always({ verdict: 'replace', text: '***' });
      expect((await edit('damn')).code).toBe(0);
      const editsOf = (session: FakeSession): string[] =>
        textsOf(session.all('pushMessage').flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'edit')));
      expect(await shown()).toEqual(['***']);
      for (const session of [alice, bob]) expect(await session.when('the edit', () => editsOf(session)[0])).toBe('***');
    });

    it('[R4] what was replaced and comes again keeps its place and its text, whatever the hook says then', async () => {
      await always({ verdict: 'replace', text: 'first' });
      const entry = actionEntry('edit', 1, 'damn');
      const first = await tell(alice, conversationId, entry);
      for (const verdict of [{ verdict: 'reject' }, { verdict: 'pass' }, { verdict: 'replace', text: 'second' }]) {
        hook?.stop();
        await always(verdict);
        alice.send(userMessage(conversationId, entry));
        const again = (await alice.nth('messageAck', alice.all('messageAck').length + 1)).results;
        expect(again).toEqual([first]);
      }
      expect(await shown()).toEqual(['first']);
    });

    it('lets an edit pass when nobody answers', async () => {
      expect((await edit('hallo')).code).toBe(0);
      expect(await shown()).toEqual(['hallo']);
    });
  });
});
