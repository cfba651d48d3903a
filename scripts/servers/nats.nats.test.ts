import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NATS_USERS, type NatsServer, type NatsUser, startNats } from './nats.ts';

const passwords = { access: 'one', logic: 'two', web: 'three', hook: 'four' };

describe('[S20] NATS', () => {
  let dir: string;
  let server: NatsServer;
  let connections: Record<NatsUser, NatsConnection>;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'godwit-nats-'));
    server = await startNats({ dataDir: dir, passwords });
    const opened = await Promise.all(
      NATS_USERS.map(
        async (user) => [user, await connect({ servers: server.url, user, pass: passwords[user], reconnect: false })] as const,
      ),
    );
    connections = Object.fromEntries(opened) as Record<NatsUser, NatsConnection>;
  });

  afterAll(async () => {
    await Promise.all(Object.values(connections).map((connection) => connection.close()));
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  /** Whether a message that `from` publishes reaches the subscription of `to`. */
  async function passes(from: NatsUser, subject: string, to: NatsUser, pattern = subject): Promise<boolean> {
    const subscription = connections[to].subscribe(pattern);
    subscription.closed.catch(() => undefined);
    const received = (async () => {
      try {
        for await (const _ of subscription) return true;
      } catch {
        // a refused subscription ends with an error
      }
      return false;
    })();
    await connections[to].flush();
    connections[from].publish(subject, 'x');
    await connections[from].flush();
    await connections[to].flush();
    subscription.unsubscribe();
    return received;
  }

  it.each([
    ['access', 'im.logic.upstream', 'logic', undefined],
    ['access', 'im.logic.location', 'logic', undefined],
    ['access', 'im.logic.request', 'logic', undefined],
    ['access', 'im.logic.node.logic-1.upstream', 'logic', undefined],
    ['logic', 'im.access.access-1-17.downstream', 'access', undefined],
    ['logic', 'im.room.42', 'access', undefined],
    ['web', 'im.logic.request', 'logic', undefined],
    ['web', 'im.user.42.event', 'logic', 'im.user.*.event'],
    ['web', 'im.access.broadcast', 'access', undefined],
    ['logic', 'im.hook.before_send', 'hook', undefined],
  ] as const)('lets %s publish %s to %s', async (from, subject, to, pattern) => {
    expect(await passes(from, subject, to, pattern)).toBe(true);
  });

  it.each([
    ['access', 'im.access.access-2-17.downstream', 'access'],
    ['access', 'im.access.broadcast', 'access'],
    ['access', 'im.user.42.event', 'logic'],
    ['web', 'im.logic.upstream', 'logic'],
    ['web', 'im.logic.node.logic-1.request', 'logic'],
    ['web', 'im.access.access-1-17.downstream', 'access'],
    ['logic', 'im.logic.request', 'web'],
    ['access', 'im.logic.upstream', 'access'],
    ['hook', 'im.logic.upstream', 'logic'],
    ['hook', 'im.access.broadcast', 'access'],
    ['access', 'im.hook.before_send', 'hook'],
    ['logic', 'im.logic.upstream', 'hook'],
  ] as const)('does not let %s send %s to %s', async (from, subject, to) => {
    expect(await passes(from, subject, to)).toBe(false);
  });

  it('lets access ask logic and get its answer', async () => {
    const subscription = connections.logic.subscribe('im.logic.request', {
      queue: 'logic-group',
      callback: (_, message) => void message.respond('yes'),
    });
    await connections.logic.flush();
    expect((await connections.access.request('im.logic.request', 'may I?', { timeout: 5_000 })).string()).toBe('yes');
    subscription.unsubscribe();
  });

  it('[F-47] lets the hook answer what it is asked', async () => {
    const subscription = connections.hook.subscribe('im.hook.before_send', { callback: (_, message) => void message.respond('pass') });
    await connections.hook.flush();
    expect((await connections.logic.request('im.hook.before_send', 'may he?', { timeout: 5_000 })).string()).toBe('pass');
    subscription.unsubscribe();
  });

  it('refuses a connection without a password', async () => {
    await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow(/Authorization/i);
  });
});
