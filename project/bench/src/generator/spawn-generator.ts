import { inRepository } from '../../../../scripts/repository.ts';
import { type Child, spawnChild } from '../../../../scripts/servers/child-process.ts';
import type { LoadEvent } from '../arm.ts';

// Compiled code is kept, which halves the time until a generator has begun.
const RUNTIME_ENV = { DENO_DIR: inRepository('node_modules/.cache/deno'), DENO_NO_UPDATE_CHECK: '1' };

export interface GeneratorProcess<Event = LoadEvent> {
  readonly child: Child;
  /** Ends when the process has ended with 0; throws with its last lines when it ended otherwise. */
  readonly events: AsyncIterableIterator<Event>;
}

/** A process with its plan on standard input whose lines are events; it ends with this process. */
export async function spawnGenerator<Event = LoadEvent>(
  name: string,
  command: string,
  args: readonly string[],
  plan: unknown,
): Promise<GeneratorProcess<Event>> {
  const { stream, controller } = eventStream<Event>();
  const child = await spawnChild({
    name,
    command,
    args,
    env: { ...process.env, ...RUNTIME_ENV },
    input: JSON.stringify(plan),
    onLine: (line) => {
      if (line.startsWith('{"event":')) controller.enqueue(JSON.parse(line) as Event);
    },
  });
  void child.exited.then((code) => {
    if (code === 0) controller.close();
    else controller.error(new Error(`${name} exited with ${code}; its last lines:\n${child.tail()}`));
  });
  // A reader that leaves early must not cancel what the process still writes.
  return { child, events: stream.values({ preventCancel: true }) };
}

function eventStream<Event>(): { stream: ReadableStream<Event>; controller: ReadableStreamDefaultController<Event> } {
  let controller: ReadableStreamDefaultController<Event> | undefined;
  const stream = new ReadableStream<Event>({ start: (given) => void (controller = given) });
  return { stream, controller: controller! };
}
