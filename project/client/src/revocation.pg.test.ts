// The built tiers: who signs a device out cuts its live connection, wherever that is.
import { expect, it } from 'vitest';
import type { GodwitClient } from './client.js';
import { builtWorld, PASSWORD } from './testing/built-world.js';

const built = builtWorld({ access: 2, logic: 1, web: 1 });
/** From the answer to who revokes it. */
const PROMISED = { timeout: 2_000, interval: 20 };

interface Signed {
  readonly client: GodwitClient;
  /** How its session ended, as its user is told. */
  readonly ends: string[];
}

async function device(username: string, deviceId: string): Promise<Signed> {
  const client = await built.online({ username, deviceId });
  const ends: string[] = [];
  client.on('session-ended', (why) => ends.push(why));
  return { client, ends };
}

const isOut = async ({ client, ends }: Signed): Promise<void> => {
  await expect.poll(() => ends, PROMISED).toEqual(['revoked']);
  expect(client.status).toMatchObject({ at: 'stopped', reason: 'session-ended' });
};

it('[F-17] [F-61] [F-71] [S3] one device that is signed out, and all others by a new password, are cut while they are online', async () => {
  await built.register('alice');
  const devices = await Promise.all(['desk', 'phone', 'tablet', 'old'].map((id) => device('alice', id)));
  const [desk, phone, tablet, old] = devices as [Signed, Signed, Signed, Signed];

  const sessions = await desk.client.api.sessions();
  expect(sessions.length).toBe(4);
  await desk.client.api.revokeSession(sessions.find(({ deviceId }) => deviceId === 'old')!.id);
  await isOut(old);
  expect([desk, phone, tablet].map(({ ends }) => ends)).toEqual([[], [], []]);

  await phone.client.api.changePassword({ oldPassword: PASSWORD, newPassword: `${PASSWORD} staple` });
  await Promise.all([desk, tablet].map(isOut));
  expect(phone.ends).toEqual([]);
  expect(phone.client.status.at).toBe('online');
  await expect(built.online({ username: 'alice', deviceId: 'desk' })).rejects.toMatchObject({ error: 'WRONG_CREDENTIALS' });
});
