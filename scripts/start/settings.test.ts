import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('the settings of npm start', () => {
  it('have a default each', () => {
    expect(readSettings({})).toMatchObject({
      webPort: 8080,
      accessPort: 7443,
      webNodes: 1,
      accessNodes: 1,
      logicNodes: 1,
      databaseUrl: '',
      redisUrl: '',
      natsUrl: '',
      demo: true,
      webHost: '127.0.0.1',
      accessHost: '127.0.0.1',
    });
  });

  it('WEB_PORT=0 asks for free ports in general, unless ACCESS_PORT says otherwise', () => {
    expect(readSettings({ WEB_PORT: '0' })).toMatchObject({ webPort: 0, accessPort: 0 });
    expect(readSettings({ WEB_PORT: '0', ACCESS_PORT: '7000' })).toMatchObject({ webPort: 0, accessPort: 7000 });
  });

  it.each([
    [{ WEB_PORT: 'abc' }, 'WEB_PORT is "abc": expected a whole number from 0 to 65535'],
    [{ ACCESS_PORT: '70000' }, 'ACCESS_PORT is "70000": expected a whole number from 0 to 65535'],
    [{ LOGIC_NODES: '0' }, 'LOGIC_NODES is "0": expected a whole number from 1 to 64'],
    [{ DEMO: 'maybe' }, 'DEMO is "maybe": expected 1 or 0'],
  ])('%o is refused with what was expected', (env, message) => {
    expect(() => readSettings(env)).toThrow(message);
  });

  it('a refused address is not repeated: it may hold a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter22@db' })).toThrow(
      /^DATABASE_URL is not an address that starts with postgres:\/\/ or postgresql:\/\/$/,
    );
  });
});
