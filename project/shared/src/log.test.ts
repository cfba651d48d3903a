import { expect, it } from 'vitest';
import { createSigner, generateKeyPair } from './auth/jwt.js';
import { createLogger, type Logger } from './log.js';

function capture(): { log: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const log = createLogger({ name: 'probe', level: 'trace', destination: { write: (line) => void written.push(line) } });
  return { log, text: () => written.join(''), lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const SECRET = 'hunter2-Geheimnis';
const { token } = createSigner({ privateKeyPem: generateKeyPair().privateKeyPem, ttlMs: 60_000 })({
  userId: '1',
  sessionId: '2',
  deviceId: 'd',
  platform: 'web',
});

it('a line is one JSON object with level, ISO time, name and msg', () => {
  const { log, lines } = capture();
  log.info({ userId: '7' }, 'hello');
  expect(lines()).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/) as string, name: 'probe', userId: '7', msg: 'hello' },
  ]);
});

const NAMES = [
  'token',
  'accessToken',
  'refresh_token',
  'password',
  'passwordHash',
  'authorization',
  'Authorization',
  'cookie',
  'set-cookie',
];
it.each([...NAMES, 'body', 'text', 'draft', 'preview', 'clientSecret', 'privateKey'])(
  '[S6] a value named %s never appears, at any depth',
  (name) => {
    const { log, text } = capture();
    log.info({ [name]: SECRET }, 'top');
    log.info({ request: { headers: { [name]: SECRET } } }, 'nested');
    log.info({ list: [{ [name]: { inner: SECRET } }] }, 'in a list');
    log.child({ [name]: SECRET }).warn('bound to a child');
    log.error({ err: Object.assign(new Error('failed'), { [name]: SECRET, request: { [name]: SECRET } }) }, 'on an error');
    log.error({ err: new Error('outer', { cause: Object.assign(new Error('inner'), { [name]: SECRET }) }) }, 'on its cause');
    expect(text()).not.toContain(SECRET);
    expect(text().match(/\n/g)).toHaveLength(6);
  },
);

it('[S6] a token inside another text never appears: message, error, stack, URL, header line', () => {
  const { log, text } = capture();
  log.info(`got ${token}`);
  log.info({ url: `https://host/godwit?t=${token}&x=1` }, 'opened');
  log.error({ err: new Error(`bad token ${token}`) }, 'refused');
  log.error(new Error(`bad token ${token}`));
  log.info({ line: `Bearer ${SECRET}` }, 'header');
  log.info('formatted %s', token);
  for (const part of token.split('.')) expect(text()).not.toContain(part);
  expect(text()).not.toContain(SECRET);
});

it('[S6] the password of a connection string never appears', () => {
  const { log, text } = capture();
  log.info({ url: `postgres://godwit:${SECRET}@127.0.0.1/godwit` }, `connecting to redis://:${SECRET}@host:6379`);
  expect(text()).not.toContain(SECRET);
  expect(text()).toContain('127.0.0.1/godwit');
});

it('a duration or size is no secret, whatever its name begins with', () => {
  const { log, lines } = capture();
  log.info({ ACCESS_TOKEN_TTL_MS: 5, maxTokenBytes: 6 }, 'x');
  expect(lines()[0]).toMatchObject({ ACCESS_TOKEN_TTL_MS: 5, maxTokenBytes: 6 });
});

it('bytes are shown by their length, and deep or circular objects end', () => {
  const { log, lines } = capture();
  const circular: Record<string, unknown> = { frame: new Uint8Array(300) };
  circular['self'] = circular;
  log.info(circular, 'x');
  expect(lines()[0]).toMatchObject({ frame: '[300 bytes]' });
});

it('an error keeps type, message, stack, code and cause', () => {
  const { log, lines } = capture();
  log.error({ err: Object.assign(new TypeError('broken', { cause: new Error('why') }), { code: 'E1' }) }, 'x');
  expect(lines()[0]?.['err']).toMatchObject({ type: 'TypeError', message: 'broken', code: 'E1', cause: { type: 'Error', message: 'why' } });
});
