// Accounts and friendships over the REST API, as people make them. A large population is written into the tables instead (seed-population.ts).
import type { Id } from '@godwit/shared/ids/id';
import type { RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { RecordedDevice } from './recorded-device.ts';

export const PASSWORD = 'a-long-test-passphrase';

export const register = (api: string, username: string): Promise<RegisterResult> =>
  post(`${api}/api/v1/auth/register`, { username, password: PASSWORD, nickname: username });

/** Tokens of a device that does not use the SDK. */
export const signIn = (api: string, username: string, deviceId: string): Promise<Tokens> =>
  post(`${api}/api/v1/auth/login`, { username, password: PASSWORD, deviceId, platform: 'test' });

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { data: T }).data;
}

/** Resolves with their conversation. */
export async function befriend(asking: RecordedDevice, asked: RecordedDevice): Promise<Id> {
  await asking.client.api.requestFriend(asked.user);
  const [request] = await asked.client.api.friendRequests('received');
  if (request === undefined) throw new Error('the request did not arrive');
  return (await asked.client.api.acceptRequest(request.id)).conversationId;
}
