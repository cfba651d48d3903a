// The built web and logic tiers as processes, and people who call them: for tests in which nothing is played.
import { afterAll, beforeAll } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { AcceptResult, FriendRequestResult } from '@godwit/shared/rest/friends';
import { callRest, type TestAnswer } from './test-web.js';

interface World {
  readonly webUrl: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export interface BuiltTiers {
  /** Known while tests run. */
  readonly databaseUrl: string;
  /** Signed up and in. */
  signUp(username: string): Promise<Tokens>;
  as<T>(who: Tokens, route: string, body?: object): Promise<TestAnswer<T>>;
  /** The id of their conversation. */
  befriend(a: Tokens, b: Tokens): Promise<Id>;
}

const PASSWORD = 'correct horse battery';

/** Starts one process of each before the tests of the file and ends them after. */
export function builtTiers(): BuiltTiers {
  let world: World | undefined;
  const running = (): World => {
    if (world === undefined) throw new Error('the tiers are up while tests run only');
    return world;
  };
  beforeAll(async () => {
    const path = new URL('../../../../scripts/testing/world.ts', import.meta.url).href;
    const scripts = (await import(/* @vite-ignore */ path)) as { startWorld(options: { web: number; logic: number }): Promise<World> };
    world = await scripts.startWorld({ web: 1, logic: 1 });
  }, 300_000);
  afterAll(() => world?.close());

  const as = <T>({ accessToken: token }: Tokens, route: string, body?: object): Promise<TestAnswer<T>> =>
    callRest<T>(running().webUrl, route, body === undefined ? { token } : { token, body });
  return {
    get databaseUrl() {
      return running().databaseUrl;
    },
    signUp: async (username) => {
      const { webUrl } = running();
      await callRest(webUrl, 'POST /auth/register', { body: { username, password: PASSWORD } });
      return (await callRest<Tokens>(webUrl, 'POST /auth/login', { body: { username, password: PASSWORD, deviceId: 'd' } })).data;
    },
    as,
    befriend: async (a, b) => {
      const { requestId } = (await as<FriendRequestResult>(a, 'POST /friends/request', { friendId: b.userId })).data;
      return (await as<AcceptResult>(b, `POST /friends/requests/${requestId}/accept`)).data.conversationId;
    },
  };
}
