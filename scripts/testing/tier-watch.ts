// Keeps what must not happen to the tiers of a world (O1): an end that nobody asked for, and a failure that nobody caught.
import type { Tier } from '../tiers.ts';

const MAX_LINES = 100;
const UNHANDLED = /unhandled|uncaught|panicked|out of memory/i;
const PAUSES: readonly NodeJS.Signals[] = ['SIGSTOP', 'SIGCONT'];

export interface TierExit {
  /** e.g. `access-1`. */
  readonly node: string;
  readonly pid: number;
  /** 1 also for death by a signal. */
  readonly code: number;
}

export class TierWatch {
  readonly exits: TierExit[] = [];
  readonly unhandled: string[] = [];

  readonly line = (node: string, line: string): void => {
    if (UNHANDLED.test(line) && this.unhandled.length < MAX_LINES) this.unhandled.push(`${node}: ${line}`);
  };

  /** The tier with its stop() and kill() noted; whoever signals its pid by other means makes it an unexpected exit. */
  watch(node: string, tier: Tier): Tier {
    let asked = false;
    void tier.exited.then((code) => {
      if (!asked) this.exits.push({ node, pid: tier.pid, code });
    });
    return {
      ...tier,
      kill(signal) {
        asked ||= !PAUSES.includes(signal);
        tier.kill(signal);
      },
      stop() {
        asked = true;
        tier.kill('SIGCONT');
        return tier.stop();
      },
    };
  }
}
