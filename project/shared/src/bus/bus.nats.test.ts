import { once } from 'node:events';
import { type AddressInfo, connect as connectSocket, createServer as createProxy, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../log.js';
import { createMetrics } from '../metrics.js';
import { startTestNats, type TestServer } from '../testing/servers.js';
import { type Bus, type BusOptions, connectBus } from './bus.js';
import { BusTimeout, BusUnavailable } from './errors.js';

const log = createLogger({ name: 'test', level: 'silent' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

let server: TestServer;
let buses: Bus[] = [];
beforeEach(async () => {
  server = await startTestNats();
});
afterEach(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  buses = [];
  await server.stop();
});

async function open(options: Partial<BusOptions> = {}): Promise<Bus> {
  const bus = await connectBus({ servers: server.url, name: 'test', log, ...options });
  buses.push(bus);
  return bus;
}
const status = (bus: Bus, up: boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = bus.onStatus((now) => {
      if (now !== up) return;
      stop();
      resolve();
    });
  });
/** Every message of the subject until `last` came. */
const collect = (bus: Bus, subject: string, last: string): Promise<string[]> =>
  new Promise((resolve) => {
    const seen: string[] = [];
    bus.subscribe(subject, {}, (data) => {
      seen.push(text(data));
      if (seen.at(-1) === last) resolve(seen);
    });
  });

it('a publisher’s messages arrive in order at every subscriber', async () => {
  const [a, b, c] = [await open(), await open(), await open()];
  const got = [collect(b, 'im.x', '99'), collect(c, 'im.x', '99')];
  await Promise.all([b.flush(1_000), c.flush(1_000)]);
  const sent = Array.from({ length: 100 }, (_, i) => String(i));
  for (const n of sent) expect(a.publish('im.x', bytes(n))).toBe(true);
  expect(await Promise.all(got)).toEqual([sent, sent]);
});

it('a queue group handles each message once', async () => {
  const [a, b, c] = [await open(), await open(), await open()];
  const handled: string[] = [];
  const all = new Promise<void>((resolve) => {
    for (const member of [b, c]) {
      member.subscribe('im.q', { queue: 'g' }, (data) => {
        handled.push(text(data));
        if (handled.length === 200) resolve();
      });
    }
  });
  await Promise.all([b.flush(1_000), c.flush(1_000)]);
  const sent = Array.from({ length: 200 }, (_, i) => String(i));
  for (const n of sent) a.publish('im.q', bytes(n));
  await all;
  await Promise.all([b.flush(1_000), c.flush(1_000)]);
  expect(handled.toSorted((x, y) => Number(x) - Number(y))).toEqual(sent);
});

describe('request', () => {
  it('resolves with the reply', async () => {
    const [a, b] = [await open(), await open()];
    b.subscribe('im.*.echo', { queue: 'g' }, (data, subject, reply) => reply?.(bytes(`${subject} ${text(data)}`)));
    await b.flush(1_000);
    expect(text(await a.request('im.7.echo', bytes('hi'), 1_000))).toBe('im.7.echo hi');
  });

  it('without a subscriber is unavailable at once', async () => {
    const bus = await open();
    await expect(bus.request('im.nobody', bytes('hi'), 60_000)).rejects.toThrow(new BusUnavailable('im.nobody', 'nobody handles it'));
  });

  it('[C21] without an answer times out', async () => {
    const bus = await open();
    bus.subscribe('im.silent', {}, () => undefined);
    await expect(bus.request('im.silent', bytes('hi'), 20)).rejects.toThrow(new BusTimeout('im.silent', 20));
  });

  it('while NATS is down is unavailable at once', async () => {
    const bus = await open();
    const down = status(bus, false);
    await server.stop();
    await down;
    await expect(bus.request('im.x', bytes('hi'), 60_000)).rejects.toThrow(BusUnavailable);
    await expect(bus.ping()).rejects.toThrow(BusUnavailable);
  });
});

describe('[R13] an outage of NATS', () => {
  it('publish is false while it is down, nothing of it is sent later, and subscriptions return with the server', async () => {
    const bus = await open();
    const received = collect(bus, 'im.x', 'after');
    const down = status(bus, false);
    await server.stop();
    await down;
    expect([bus.up, bus.publish('im.x', bytes('lost'))]).toEqual([false, false]);
    const back = status(bus, true);
    server = await startTestNats(server.port);
    await back;
    expect([bus.up, bus.publish('im.x', bytes('after'))]).toEqual([true, true]);
    expect(await received).toEqual(['after']);
  });

  it('is survived again and again, by kill too', async () => {
    const bus = await open();
    for (let round = 0; round < 3; round++) {
      const down = status(bus, false);
      server.kill('SIGKILL');
      await down;
      await server.stop();
      const back = status(bus, true);
      server = await startTestNats(server.port);
      await back;
    }
    expect(await bus.ping()).toBeGreaterThanOrEqual(0);
  });

  it('is survived however many attempts fail: nats.js gives up after 10 by itself', async () => {
    const bus = await open();
    const down = status(bus, false);
    await server.stop();
    await down;
    let attempts = 0;
    const refusing = createProxy((socket) => {
      attempts++;
      socket.destroy();
    });
    await once(refusing.listen(server.port, '127.0.0.1'), 'listening');
    while (attempts < 12) await once(refusing, 'connection');
    await once(refusing.close(), 'close');
    const back = status(bus, true);
    server = await startTestNats(server.port);
    await back;
    expect(bus.publish('im.x', bytes('x'))).toBe(true);
  });

  it('before the first connection is waited for', async () => {
    await server.stop();
    const opening = open();
    server = await startTestNats(server.port);
    expect((await opening).up).toBe(true);
  });

  it('a frozen server is noticed by its missing pongs', async () => {
    const bus = await open();
    const down = status(bus, false);
    server.kill('SIGSTOP');
    await down;
    expect(bus.publish('im.x', bytes('x'))).toBe(false);
    server.kill('SIGCONT');
    await status(bus, true);
  });
});

describe('[C18] bounds', () => {
  /** Between bus and server: stops reading from the bus on demand. */
  async function tap(): Promise<{ url: string; pause(): void; resume(): void; close(): void }> {
    const pairs: [Socket, Socket][] = [];
    const proxy: Server = createProxy((client) => {
      const upstream = connectSocket(server.port, '127.0.0.1');
      for (const socket of [client, upstream]) socket.on('error', () => undefined);
      client.pipe(upstream).pipe(client);
      pairs.push([client, upstream]);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const each = (act: (client: Socket) => void): void => {
      for (const [client] of pairs) act(client);
    };
    return {
      url: `nats://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
      pause: () => each((client) => client.unpipe().pause()),
      resume: () => {
        for (const [client, upstream] of pairs) client.pipe(upstream);
      },
      close: () => {
        each((client) => client.destroy());
        proxy.close();
      },
    };
  }

  it('outbound: publish is false when 16 MB are unconfirmed, and true again when the server has read them', async () => {
    const proxy = await tap();
    const bus = await open({ servers: proxy.url });
    const observer = await open();
    let received = 0;
    const all = new Promise<void>((resolve) => {
      observer.subscribe('im.bulk', {}, (data) => {
        received++;
        if (data.byteLength === 1) resolve();
      });
    });
    await observer.flush(1_000);
    proxy.pause();
    let accepted = 0;
    const chunk = new Uint8Array(256 * 1024);
    while (accepted < 100 && bus.publish('im.bulk', chunk)) accepted++;
    expect(accepted).toBe(64);
    await expect(bus.request('im.bulk', chunk, 1_000)).rejects.toThrow('too much is waiting to be sent');
    proxy.resume();
    await bus.flush(20_000);
    expect(bus.publish('im.bulk', new Uint8Array(1))).toBe(true);
    await all;
    expect(received).toBe(accepted + 1);
    await bus.close();
    proxy.close();
  });

  it('pending by count: newer messages go to onOverflow until work ends', async () => {
    const metrics = createMetrics('test');
    const [a, b] = [await open(), await open({ metrics })];
    const work: (() => void)[] = [];
    const handled: string[] = [];
    const overflowed: string[] = [];
    const subscription = b.subscribe(
      'im.slow',
      {
        maxPending: 2,
        onOverflow: (data, _subject, reply) => (reply === undefined ? overflowed.push(text(data)) : reply(bytes('OVERLOADED'))),
      },
      (data) => {
        handled.push(text(data));
        return new Promise((resolve) => work.push(resolve));
      },
    );
    await b.flush(1_000);
    for (const n of ['1', '2', '3', '4']) a.publish('im.slow', bytes(n));
    expect(text(await a.request('im.slow', bytes('5'), 1_000))).toBe('OVERLOADED');
    expect([handled, overflowed, subscription.pending()]).toEqual([['1', '2'], ['3', '4'], 2]);
    expect(await metrics.text()).toContain('godwit_bus_overflow_total{subject="im.slow",tier="test"} 3');
    expect(await metrics.text()).toContain('godwit_bus_pending{subject="im.slow",tier="test"} 2');
    work[0]?.();
    a.publish('im.slow', bytes('6'));
    await a.flush(1_000);
    await b.flush(1_000);
    expect(handled).toEqual(['1', '2', '6']);
    for (const done of work) done();
  });

  it('pending by bytes: a message that would exceed them goes to onOverflow', async () => {
    const [a, b] = [await open(), await open()];
    const work: (() => void)[] = [];
    let overflowed = 0;
    b.subscribe('im.big', { maxPendingBytes: 1_000, onOverflow: () => overflowed++ }, () => new Promise((resolve) => work.push(resolve)));
    await b.flush(1_000);
    for (const size of [600, 600, 400]) a.publish('im.big', new Uint8Array(size));
    await a.flush(1_000);
    await b.flush(1_000);
    expect([work.length, overflowed]).toEqual([2, 1]);
    for (const done of work) done();
  });
});

it('[O1] a handler that throws or rejects ends neither the subscription nor the process', async () => {
  const [a, b] = [await open(), await open()];
  const seen: string[] = [];
  const last = new Promise<void>((resolve) => {
    b.subscribe('im.bad', {}, (data) => {
      seen.push(text(data));
      if (seen.length === 3) resolve();
      if (seen.length === 1) throw new Error('thrown');
      return Promise.reject(new Error('rejected'));
    });
  });
  await b.flush(1_000);
  for (const n of ['1', '2', '3']) a.publish('im.bad', bytes(n));
  await last;
  expect(seen).toEqual(['1', '2', '3']);
});

const NO_SUBJECTS = {
  empty: '',
  'with a space': 'im.access.a b.downstream',
  'with another command in it': 'im.x\r\nPUB im.logic.request 2\r\n{}',
  'with an empty token': 'im..x',
  'that begins with a dot': '.im',
  'that ends with a dot': 'im.',
  'with *': 'im.*',
  'with >': 'im.>',
  'with NUL': 'im.\u0000',
  'with a letter beyond ASCII': 'im.é',
  'too long for a line': `im.${'x'.repeat(5_000)}`,
};
it.each(Object.entries(NO_SUBJECTS))('[S21] a subject %s is refused, and the connection stays', async (_what, subject) => {
  const [a, b] = [await open(), await open()];
  const received = collect(b, 'im.>', 'last');
  let lost = false;
  a.onStatus(() => (lost = true));
  await b.flush(1_000);
  expect(a.publish(subject, bytes('forged'))).toBe(false);
  expect(a.publish('im.access.access-1-1789.downstream', bytes('last'))).toBe(true);
  expect(await received).toEqual(['last']);
  await a.flush(1_000);
  expect(lost).toBe(false);
});

it('a stopped subscription handles nothing more', async () => {
  const [a, b] = [await open(), await open()];
  const seen: string[] = [];
  const subscription = b.subscribe('im.x', {}, (data) => void seen.push(text(data)));
  await b.flush(1_000);
  a.publish('im.x', bytes('1'));
  await a.flush(1_000);
  await b.flush(1_000);
  subscription.stop();
  subscription.stop();
  a.publish('im.x', bytes('2'));
  await a.flush(1_000);
  await b.flush(1_000);
  expect(seen).toEqual(['1']);
});

describe('close', () => {
  it('handles what has arrived, waits for work under way, and its answers still leave', async () => {
    const [a, b] = [await open(), await open()];
    let finish = (): void => undefined;
    const started = new Promise<void>((began) => {
      b.subscribe('im.work', {}, async (_data, _subject, reply) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
          began();
        });
        reply?.(bytes('done'));
      });
    });
    b.subscribe('im.bell', {}, (data, _subject, reply) => reply?.(data));
    await b.flush(1_000);
    const answer = a.request('im.work', bytes('x'), 20_000);
    await started;
    const closed = b.close();
    while (
      await a.request('im.bell', bytes('?'), 5_000).then(
        () => true,
        () => false,
      )
    );
    for (let i = 0; i < 5; i++) await Promise.all([a.ping(), new Promise((resolve) => setImmediate(resolve))]);
    finish();
    expect(text(await answer)).toBe('done');
    await closed;
    expect([b.up, b.publish('im.x', bytes('x'))]).toEqual([false, false]);
  });

  it('ends while NATS is down', async () => {
    const bus = await open();
    const down = status(bus, false);
    await server.stop();
    await down;
    await bus.close();
    expect(bus.up).toBe(false);
  });
});
