// What removes rows that nobody needs any more, beside the message path: each job on one connection for reads and requests, a small
// transaction at a time, and none waits for another.
// Every logic node does it, and any may stop at any point: a turn takes rows that no other node holds, and what is left is the next turn's.
import type { Clock } from '@godwit/shared/clock';
import type { Logger } from '@godwit/shared/log';
import { pause } from '../pause.js';

/** Between the turns of a job that has more to do: it takes a small part of a connection, however much there is. */
const BREATH_MS = 100;
const REST_MS = 60_000;

export interface UpkeepJob {
  readonly name: string;
  /** One bounded transaction. */
  turn(): Promise<Turn>;
}

export interface Turn {
  /** Removed or emptied. */
  readonly rows: number;
  /** Another turn has something to do. */
  readonly more: boolean;
}

export interface UpkeepOptions {
  readonly jobs: readonly UpkeepJob[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly onRows: (job: string, rows: number) => void;
}

/** Until the signal aborts; a turn that runs then is finished. The first comes after a rest, not while everything starts. */
export async function runUpkeep({ jobs, clock, log, onRows }: UpkeepOptions, signal: AbortSignal): Promise<void> {
  /** Whether it goes on after a breath. */
  const turn = async ({ name, turn }: UpkeepJob): Promise<boolean> => {
    try {
      const { rows, more } = await turn();
      if (rows > 0) onRows(name, rows);
      return more;
    } catch (error) {
      log.warn({ err: error, job: name }, 'upkeep failed; it is tried again after a rest');
      return false;
    }
  };
  const run = async (job: UpkeepJob): Promise<void> => {
    for (let more = false; !signal.aborted;) {
      await pause(clock, more ? BREATH_MS : REST_MS * (0.5 + Math.random()), signal);
      if (!signal.aborted) more = await turn(job);
    }
  };
  await Promise.all(jobs.map(run));
}
