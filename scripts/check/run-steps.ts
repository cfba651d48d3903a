// Runs check steps, at most two at a time, and says for each how it ended and how long it took.
import { ROOT } from '../repository.ts';
import { spawnChild } from '../servers/child-process.ts';
import type { CheckStep } from './steps.ts';

const AT_ONCE = 2;
const SHOWN_LINES = 80;

export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
}

export async function runSteps(steps: readonly CheckStep[]): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function runStep({ name, args, advice }: CheckStep): Promise<StepResult> {
  const since = performance.now();
  const lines: string[] = [];
  const child = await spawnChild({ name, command: process.execPath, args, cwd: ROOT, onLine: (line) => lines.push(line) });
  const passed = (await child.exited) === 0;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${passed ? '✓' : '✗'} ${name.padEnd(18)} ${seconds.padStart(6)} s`);
  if (!passed) console.log([...shortened(lines).map((line) => `    ${line}`), `    → ${advice}`].join('\n'));
  return { name, passed };
}

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= SHOWN_LINES ? lines : [...lines.slice(0, SHOWN_LINES), `… and ${lines.length - SHOWN_LINES} lines more`];
