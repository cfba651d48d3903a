import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, readConfig } from './read-config.js';
import { serverUrl } from './server-url.js';

const accepts = (url: string): boolean => serverUrl('postgres://godwit@127.0.0.1:5432/godwit').safeParse(url).success;
const RANDOM = '9f86d081884c7d659a2feaa0c55ad015';

describe('[S26] the address of a server', () => {
  it.each([
    'postgres://godwit@127.0.0.1:5432/godwit',
    'postgres://postgres:postgres@localhost/godwit',
    'postgres://godwit@[::1]:5432/godwit',
    'postgres:///godwit?host=/var/run/postgresql',
    'redis://127.0.0.1:6379',
    'nats://127.0.0.1:4222,nats://127.0.0.2:4222',
  ])('%s may be open: it is on this machine', (url) => {
    expect(accepts(url)).toBe(true);
  });

  it.each([
    'postgres://db.example:5432/godwit',
    'postgres://godwit@db.example/godwit',
    'postgres://godwit:@db.example/godwit',
    'postgres://postgres:postgres@db.example/godwit',
    'postgres://godwit:godwit-godwit-2026@db.example/godwit',
    'postgres://alice:alice-alice-alice@db.example/godwit',
    'postgres://godwit:Ch4ng3@db.example/godwit',
    'postgres://godwit:changeme-changeme!@db.example/godwit',
    'postgres://godwit:p%40ssword@10.0.0.4/godwit',
    'postgres://godwit:postgres@127.0.0.1/godwit?host=db.example',
    'redis://10.0.0.5:6379',
    'redis://:redis@cache:6379',
    'redis://:aaaaaaaaaaaaaaaaaaaaaaaa@cache:6379',
    'nats://10.0.0.6:4222',
    'nats://127.0.0.1:4222,nats://10.0.0.6:4222',
    'nats://logic:password12345@bus:4222',
    'bus:4222',
  ])('%s is refused: whoever reaches it is in', (url) => {
    expect(accepts(url)).toBe(false);
  });

  it.each([
    `postgres://godwit:${RANDOM}@db.example/godwit`,
    'postgres://godwit:correct%20horse%20battery@db.example/godwit',
    'postgres://godwit@db.example/godwit?sslmode=verify-full&sslcert=/etc/c.pem&sslkey=/etc/k.pem',
    `rediss://:${RANDOM}@cache:6379`,
    `nats://logic:${RANDOM}@bus-1:4222,nats://bus-2:4222`,
  ])('%s has what is needed', (url) => {
    expect(accepts(url)).toBe(true);
  });

  it('stops the start with what to do, and does not repeat the password', () => {
    const table = z.object({ REDIS_URL: serverUrl('redis://127.0.0.1:6379') });
    const start = (): unknown => readConfig('web', table, { dir: '/nowhere', env: { REDIS_URL: 'redis://:hunter2@cache:6379' } });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(/REDIS_URL.*at least 12 characters.*openssl rand/s);
    expect(start).not.toThrow(/hunter2/);
  });
});
