// Asks the REST API in an open loop. Plan on standard input, one RestEvent on standard output.
import { text } from 'node:stream/consumers';
import { openLoop } from '../../generator/open-loop.ts';
import { Latencies } from '../../measure/latencies.ts';
import type { RestEvent, RestPlan } from './rest-plan.ts';

const ANSWER_MS = 10_000;

process.once('SIGTERM', () => process.exit(0));
const { origin, tokens, paths, rate, seconds } = JSON.parse(await text(process.stdin)) as RestPlan;
const routes = paths.map((path) => ({ path, latencies: new Latencies(), failed: 0 }));

async function ask(n: number, dueAtMs: number): Promise<void> {
  const route = routes[n % routes.length]!;
  const headers = { authorization: `Bearer ${tokens[n % tokens.length] ?? ''}` };
  try {
    const answer = await fetch(`${origin}${route.path}`, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.arrayBuffer();
    if (answer.status === 200) route.latencies.recordMs(performance.now() - dueAtMs);
    else route.failed += 1;
  } catch {
    route.failed += 1;
  }
}

const asked: Promise<void>[] = [];
await openLoop(rate, seconds, (n, dueAtMs) => asked.push(ask(n, dueAtMs)));
await Promise.all(asked);
const event: RestEvent = {
  event: 'asked',
  routes: routes.map(({ path, latencies, failed }) => ({ path, answered: latencies.count, failed, latencyUs: latencies.encoded() })),
};
console.log(JSON.stringify(event));
