// The Node side of bystanders-process.ts.
import { JsonProcess } from './json-process.ts';
import type { Percentiles } from './percentiles.ts';
import type { BystanderPlan, Felt, SignInTimes, StrangerPlan } from './bystander-plan.ts';

export class Bystanders {
  readonly #process = new JsonProcess('deno', 'bystanders-process.ts');

  /** Resolves when all of them are signed in and send. */
  static async start(plan: BystanderPlan): Promise<Bystanders> {
    const bystanders = new Bystanders();
    await bystanders.#process.ask('start', { plan });
    return bystanders;
  }

  async measure(ms: number): Promise<Felt> {
    const felt = (await this.#process.ask('measure', { ms })) as Felt;
    return { ...felt, ackMs: withNaN(felt.ackMs), deliveryMs: withNaN(felt.deliveryMs) };
  }

  /** Other people sign in beside them. */
  async strangers(plan: StrangerPlan): Promise<SignInTimes> {
    const times = (await this.#process.ask('strangers', { plan })) as SignInTimes;
    return { ...times, tookMs: withNaN(times.tookMs) };
  }

  stop(): Promise<void> {
    return this.#process.vanish();
  }
}

/** JSON has no NaN: what was not measured arrives as null. */
const withNaN = (percentiles: { readonly [K in keyof Percentiles]: number | null }): Percentiles => ({
  p50: percentiles.p50 ?? NaN,
  p95: percentiles.p95 ?? NaN,
  p99: percentiles.p99 ?? NaN,
  max: percentiles.max ?? NaN,
});
