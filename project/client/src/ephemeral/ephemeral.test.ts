import { describe, expect, it } from 'vitest';
import type { Effect } from '../core/effect.js';
import { Ephemeral } from './ephemeral.js';
import { SAY_AGAIN_MS } from './presence.js';
import { FORGET_MS, REPEAT_MS } from './typing.js';

const MAX_SHOWN = 2;
const sent = (effects: readonly Effect[]): unknown[] => effects.flatMap((e) => (e.do === 'send' ? [{ ...e.up, lane: e.lane }] : []));
const typing = (effects: readonly Effect[]): unknown[] => effects.flatMap((e) => (e.do === 'typing' ? [e.change] : []));
const presence = (effects: readonly Effect[]): unknown[] => effects.flatMap((e) => (e.do === 'presence' ? [e.users] : []));
const notice = (on: boolean, userId = '2') => ({ kind: 'typingNotice', conversationId: '7', userId, typing: on }) as const;

describe('[F-31] typing', () => {
  it('is told at once, then at most every 3 s, for each conversation by itself, in datagrams', () => {
    const ephemeral = new Ephemeral();
    const said = { kind: 'typing', conversationId: '7', typing: true, lane: 'datagram' };
    expect(sent(ephemeral.tell('7', true, 0))).toEqual([said]);
    expect(sent(ephemeral.tell('7', true, REPEAT_MS - 1))).toEqual([]);
    expect(sent(ephemeral.tell('8', true, REPEAT_MS - 1))).toEqual([{ ...said, conversationId: '8' }]);
    expect(sent(ephemeral.tell('7', true, REPEAT_MS))).toEqual([said]);
  });

  it('ends when the field is emptied, and is told again at once after that', () => {
    const ephemeral = new Ephemeral();
    expect(sent(ephemeral.tell('7', false, 0))).toEqual([]);
    ephemeral.tell('7', true, 0);
    expect(sent(ephemeral.tell('7', false, 10))).toMatchObject([{ typing: false }]);
    expect(sent(ephemeral.tell('7', true, 20))).toMatchObject([{ typing: true }]);
  });

  it('of others is news once, and over after 6 s without another notice', () => {
    const ephemeral = new Ephemeral();
    const first = ephemeral.hear(notice(true), 0);
    expect(typing(first)).toEqual([{ conversationId: '7', userId: '2', typing: true }]);
    expect(first).toContainEqual({ do: 'timer', key: 'typing', afterMs: FORGET_MS });
    expect(typing(ephemeral.hear(notice(true), 3_000))).toEqual([]);
    expect(typing(ephemeral.timer('typing', FORGET_MS))).toEqual([]);
    expect(typing(ephemeral.timer('typing', 3_000 + FORGET_MS))).toEqual([{ conversationId: '7', userId: '2', typing: false }]);
  });

  it('of others ends with their notice, also when it comes twice', () => {
    const ephemeral = new Ephemeral();
    ephemeral.hear(notice(true), 0);
    expect(typing(ephemeral.hear(notice(false), 10))).toEqual([{ conversationId: '7', userId: '2', typing: false }]);
    expect(typing(ephemeral.hear(notice(false), 20))).toEqual([]);
  });

  it('[C18] of more than 1,000 others at a time is not shown', () => {
    const ephemeral = new Ephemeral();
    for (let i = 0; i < 1_000; i++) expect(typing(ephemeral.hear(notice(true, String(i)), 0))).toHaveLength(1);
    expect(typing(ephemeral.hear(notice(true, '1001'), 0))).toEqual([]);
  });
});

describe('[F-69] presence', () => {
  const user = (userId: string, online: boolean) => ({ userId, online, lastSeenAt: 0, platform: '' });

  it('is asked for, asked again every minute and over every new link', () => {
    const ephemeral = new Ephemeral();
    const asked = [{ kind: 'presenceSubscribe', userIds: ['2', '3'], lane: 'live' }];
    expect(ephemeral.online(MAX_SHOWN)).toEqual([]);
    const effects = ephemeral.watch(['2', '3']);
    expect(sent(effects)).toEqual(asked);
    expect(effects).toContainEqual({ do: 'timer', key: 'presence', afterMs: SAY_AGAIN_MS });
    expect(sent(ephemeral.timer('presence', 0))).toEqual(asked);
    ephemeral.offline();
    expect(sent(ephemeral.online(MAX_SHOWN))).toEqual(asked);
  });

  it('is told when it changes, and only of those watched now', () => {
    const ephemeral = new Ephemeral();
    ephemeral.watch(['2', '3']);
    const update = (...users: ReturnType<typeof user>[]) => presence(ephemeral.hear({ kind: 'presenceUpdate', users }, 0));
    expect(update(user('2', true), user('9', true))).toEqual([[user('2', true)]]);
    expect(update(user('2', true), user('3', false))).toEqual([[user('3', false)]]);
    ephemeral.watch(['3']);
    expect(update(user('2', false))).toEqual([]);
  });
});

describe('[F-59] what is on the screen', () => {
  const showing = (...conversationIds: string[]) => [{ kind: 'showing', conversationIds, lane: 'live' }];

  it('is told when it changes and over every new link, the newest of what is too much', () => {
    const ephemeral = new Ephemeral();
    expect(sent(ephemeral.show('open', '7', MAX_SHOWN))).toEqual(showing('7'));
    expect(sent(ephemeral.show('open', '8', MAX_SHOWN))).toEqual(showing('7', '8'));
    expect(sent(ephemeral.show('open', '7', MAX_SHOWN))).toEqual(showing('8', '7'));
    expect(sent(ephemeral.show('open', '9', MAX_SHOWN))).toEqual(showing('7', '9'));
    expect(sent(ephemeral.online(MAX_SHOWN))).toEqual(showing('7', '9'));
    for (const id of ['7', '8', '9']) ephemeral.show('leave', id, MAX_SHOWN);
    expect(sent(ephemeral.online(MAX_SHOWN))).toEqual(showing());
  });

  it('is nothing while the page is hidden, whoever is signed in', () => {
    const ephemeral = new Ephemeral();
    expect(sent(ephemeral.look(false, MAX_SHOWN))).toEqual([]);
    expect(sent(ephemeral.show('open', '7', MAX_SHOWN))).toEqual(showing());
    const other = ephemeral.forAnother();
    expect(sent(other.show('open', '8', MAX_SHOWN))).toEqual(showing());
    expect(sent(other.look(true, MAX_SHOWN))).toEqual(showing('8'));
    expect(sent(other.look(true, MAX_SHOWN))).toEqual([]);
    expect(sent(other.look(false, MAX_SHOWN))).toEqual(showing());
  });

  it('is nothing to clients that open nothing, and to servers that do not ask', () => {
    const ephemeral = new Ephemeral();
    expect(sent([...ephemeral.online(MAX_SHOWN), ...ephemeral.show('leave', '7', MAX_SHOWN)])).toEqual([]);
    expect(sent([...ephemeral.show('open', '7', 0), ...ephemeral.online(0)])).toEqual([]);
  });
});
