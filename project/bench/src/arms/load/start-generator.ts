import { spawnChild } from '../../../../../scripts/servers/child-process.ts';
import type { LoadEvent, LoadProcess } from '../../arm.ts';
import type { ArmPlan } from './run-generator.ts';

const STOP_MS = 5_000;

/** A generator process with its plan on standard input; it ends with this process. */
export async function startGenerator(name: string, program: string, plan: ArmPlan<unknown>): Promise<LoadProcess> {
  const { events, controller } = eventStream();
  const child = await spawnChild({
    name,
    command: process.execPath,
    args: [program],
    input: JSON.stringify(plan),
    onLine: (line) => {
      if (line.startsWith('{"event":')) controller.enqueue(JSON.parse(line) as LoadEvent);
    },
  });
  void child.exited.then((code) => {
    if (code === 0) controller.close();
    else controller.error(new Error(`${name} exited with ${code}; its last lines:\n${child.tail()}`));
  });
  // A reader that leaves early must not cancel what the process still writes.
  return { pid: child.pid, events: events.values({ preventCancel: true }), stop: async () => void (await child.stop('SIGTERM', STOP_MS)) };
}

function eventStream(): { events: ReadableStream<LoadEvent>; controller: ReadableStreamDefaultController<LoadEvent> } {
  let controller: ReadableStreamDefaultController<LoadEvent> | undefined;
  const events = new ReadableStream<LoadEvent>({ start: (given) => void (controller = given) });
  return { events, controller: controller! };
}
