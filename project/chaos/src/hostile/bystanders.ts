// The Node side of bystanders-process.ts.
import { JsonProcess } from './json-process.ts';
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
    return (await this.#process.ask('measure', { ms })) as Felt;
  }

  /** Other people sign in beside them. */
  async strangers(plan: StrangerPlan): Promise<SignInTimes> {
    return (await this.#process.ask('strangers', { plan })) as SignInTimes;
  }

  stop(): Promise<void> {
    return this.#process.vanish();
  }
}
