import type { Arm, Load, LoadEvent } from '../../arm.ts';
import { type LoadRun, runLoad } from '../../measure/run-load.ts';

export interface DuringLoad<T> {
  readonly run: LoadRun;
  readonly result: T;
}

/** Runs a load and, from the moment it is measured, `use`, which is to be done before the load is. */
export async function duringLoad<T>(arm: Arm, load: Load, signal: AbortSignal, use: () => Promise<T>): Promise<DuringLoad<T>> {
  const used = Promise.withResolvers<T>();
  // awaited below, unless the load fails first
  used.promise.catch(() => undefined);
  const startLoad: Arm['startLoad'] = async (wanted) => {
    const process = await arm.startLoad(wanted);
    return { ...process, events: whenMeasuring(process.events, () => void use().then(used.resolve, used.reject)) };
  };
  const run = await runLoad({ ...arm, startLoad }, load, signal);
  return { run, result: await used.promise };
}

async function* whenMeasuring(events: AsyncIterable<LoadEvent>, then: () => void): AsyncGenerator<LoadEvent> {
  for await (const event of events) {
    if (event.event === 'measuring') then();
    yield event;
  }
}
