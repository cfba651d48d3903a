// People who sign in all at once, again and again. Plan on standard input, one LoginEvent on standard output.
import { text } from 'node:stream/consumers';
import { REST_PREFIX } from '@godwit/shared/rest/answer';
import { Latencies } from '../../measure/latencies.ts';
import type { LoginEvent, LoginPlan } from './login-plan.ts';

process.once('SIGTERM', () => process.exit(0));
const { origin, usernames, password, seconds } = JSON.parse(await text(process.stdin)) as LoginPlan;
const latencies = new Latencies();
let failed = 0;

async function signIn(username: string): Promise<void> {
  const start = performance.now();
  const answer = await fetch(`${origin}${REST_PREFIX}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password, deviceId: `device-of-${username}`, platform: 'bench' }),
  });
  await answer.arrayBuffer();
  if (answer.status === 200) latencies.recordMs(performance.now() - start);
  else failed += 1;
}

const end = performance.now() + seconds * 1000;
await Promise.all(
  usernames.map(async (username) => {
    while (performance.now() < end) await signIn(username);
  }),
);
const event: LoginEvent = { event: 'signed-in', logins: latencies.count, failed, latencyUs: latencies.encoded() };
console.log(JSON.stringify(event));
