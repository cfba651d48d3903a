// Starts the generator processes of one load and makes their events one stream.
import { denoBinary } from '../../../../scripts/deno-binary.ts';
import { inRepository } from '../../../../scripts/repository.ts';
import { type Child, spawnChild } from '../../../../scripts/servers/child-process.ts';
import type { LoadEvent, LoadProcess } from '../arm.ts';
import type { LoadPlan } from './load-plan.ts';
import { mergeEvents } from './merge-events.ts';

const STOP_MS = 5_000;
const ARGUMENTS = ['run', '--unstable-net', '--no-remote', '--no-prompt', '--node-modules-dir=manual', '-A'];

interface Generator {
  readonly child: Child;
  readonly events: AsyncIterator<LoadEvent>;
}

export async function startGenerators(plans: readonly LoadPlan[]): Promise<LoadProcess> {
  const generators = await Promise.all(plans.map(startGenerator));
  return {
    pid: generators[0]?.child.pid ?? 0,
    events: inStep(generators),
    stop: async () => void (await Promise.all(generators.map(({ child }) => child.stop('SIGTERM', STOP_MS)))),
  };
}

/** Each step of all of them is one event; they begin to send when all are connected. */
async function* inStep(generators: readonly Generator[]): AsyncGenerator<LoadEvent> {
  for (;;) {
    const steps = await Promise.all(generators.map(({ events }) => events.next()));
    const events = steps.flatMap((step) => (step.done === true ? [] : [step.value]));
    if (events.length === 0) return;
    const event = mergeEvents(events);
    if (event.event === 'connected') for (const { child } of generators) child.kill('SIGUSR2');
    yield event;
  }
}

async function startGenerator(plan: LoadPlan): Promise<Generator> {
  const { stream, controller } = eventStream();
  const child = await spawnChild({
    name: 'load generator',
    command: denoBinary(),
    args: [...ARGUMENTS, inRepository('project/bench/src/generator/load-process.ts')],
    env: { ...process.env, DENO_DIR: inRepository('node_modules/.cache/deno'), DENO_NO_UPDATE_CHECK: '1' },
    input: JSON.stringify(plan),
    onLine: (line) => {
      if (line.startsWith('{"event":')) controller.enqueue(JSON.parse(line) as LoadEvent);
    },
  });
  void child.exited.then((code) => {
    if (code === 0) controller.close();
    else controller.error(new Error(`a load generator exited with ${code}; its last lines:\n${child.tail()}`));
  });
  return { child, events: stream[Symbol.asyncIterator]() };
}

function eventStream(): { stream: ReadableStream<LoadEvent>; controller: ReadableStreamDefaultController<LoadEvent> } {
  let controller: ReadableStreamDefaultController<LoadEvent> | undefined;
  const stream = new ReadableStream<LoadEvent>({ start: (given) => void (controller = given) });
  return { stream, controller: controller! };
}
