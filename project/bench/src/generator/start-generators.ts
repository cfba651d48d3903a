// Starts the generator processes of one load and makes their events one stream.
import { denoBinary } from '../../../../scripts/deno-binary.ts';
import { inRepository } from '../../../../scripts/repository.ts';
import type { LoadEvent, LoadProcess } from '../arm.ts';
import type { LoadPlan } from './load-plan.ts';
import { mergeEvents } from './merge-events.ts';
import { type GeneratorProcess, spawnGenerator } from './spawn-generator.ts';

const STOP_MS = 5_000;
const ARGUMENTS = ['run', '--unstable-net', '--no-remote', '--no-prompt', '--node-modules-dir=manual', '-A'];
const PROGRAM = inRepository('project/bench/src/generator/load-process.ts');

export async function startGenerators(plans: readonly LoadPlan[]): Promise<LoadProcess> {
  const generators = await Promise.all(plans.map((plan) => spawnGenerator('load generator', denoBinary(), [...ARGUMENTS, PROGRAM], plan)));
  return {
    pid: generators[0]?.child.pid ?? 0,
    events: inStep(generators),
    stop: async () => void (await Promise.all(generators.map(({ child }) => child.stop('SIGTERM', STOP_MS)))),
  };
}

/** Each step of all of them is one event; they begin to send when all are connected. */
async function* inStep(generators: readonly GeneratorProcess[]): AsyncGenerator<LoadEvent> {
  for (;;) {
    const steps = await Promise.all(generators.map(({ events }) => events.next()));
    const events = steps.flatMap((step) => (step.done === true ? [] : [step.value]));
    if (events.length === 0) return;
    const event = mergeEvents(events);
    if (event.event === 'connected') for (const { child } of generators) child.kill('SIGUSR2');
    yield event;
  }
}
