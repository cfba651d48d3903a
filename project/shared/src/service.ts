// Life of one tier process: start → ready line → SIGTERM or SIGINT → drain within a deadline → exit 0.
// Whatever nobody caught ends the process with 1; the supervisor starts it again (reliability C26).
import process from 'node:process';
import { deadline } from './guard.js';
import type { Logger } from './log.js';

const DRAIN_TIMEOUT_MS = 15_000;

export interface RunningService {
  /** Goes into the ready line; the supervisor and tests read the ports. */
  readonly ready: { readonly ports: Readonly<Record<string, number>>; readonly [field: string]: unknown };
  drain(): Promise<void>;
}

export interface ServiceOptions {
  readonly name: string;
  readonly log: Logger;
  /** The signal aborts when the process is told to stop; what start() waits for should end then. */
  readonly start: (signal: AbortSignal) => Promise<RunningService>;
  readonly drainTimeoutMs?: number;
}

/** Owns the process from here on: it never returns to the caller's hands, it ends by process.exit. */
export function runService({ name, log, start, drainTimeoutMs = DRAIN_TIMEOUT_MS }: ServiceOptions): void {
  const stopping = new AbortController();
  dieOnUnhandled(log);
  // one turn later, so that a signal finds its listener whenever it comes
  const running = Promise.resolve().then(() => start(stopping.signal));
  onStopSignal((signal) => {
    if (stopping.signal.aborted) process.exit(1);
    log.info({ signal }, 'draining');
    stopping.abort();
    const drained = running.then(
      (service) => service.drain(),
      () => undefined, // start() gave up because it was told to stop
    );
    deadline(drained, drainTimeoutMs, `drain of ${name}`).then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopped without draining');
        process.exit(1);
      },
    );
  });
  running.then(
    ({ ready }) => {
      if (!stopping.signal.aborted) printReady(name, ready);
    },
    (error: unknown) => {
      if (stopping.signal.aborted) return;
      log.fatal({ err: error }, 'could not start');
      process.exit(1);
    },
  );
}

function dieOnUnhandled(log: Logger): void {
  const die = (error: unknown): void => {
    log.fatal({ err: error }, 'unhandled failure');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

function onStopSignal(stop: (signal: string) => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}

/** Past the logger: the line must appear at every LOG_LEVEL. */
function printReady(name: string, ready: RunningService['ready']): void {
  const line = { level: 'info', time: new Date().toISOString(), name, event: 'ready', ...ready, msg: 'ready' };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
