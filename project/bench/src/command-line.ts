// The command line of `npm run bench`. A wrong one is answered with a sentence, never with a stack.
import { parseArgs } from 'node:util';
import type { ArmName } from './arm.ts';
import type { Scenario } from './scenario.ts';

export type Command =
  | { readonly kind: 'run'; readonly scenarios: readonly Scenario[]; readonly options: RunOptions }
  | { readonly kind: 'list' }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

export interface RunOptions {
  readonly quick: boolean;
  readonly repeats: number;
  readonly arms: readonly ArmName[];
  /** Instead of those of the scenario. */
  readonly rates: readonly number[] | undefined;
  /** Further copies of the reports. */
  readonly jsonFile: string | undefined;
  readonly htmlFile: string | undefined;
}

const ARMS: readonly ArmName[] = ['godwit', 'socketio', 'ejabberd'];
const REPEATS = 5;
const QUICK_REPEATS = 1;
const MAX_REPEATS = 100;

export function parseCommandLine(args: readonly string[], all: readonly Scenario[]): Command {
  const parsed = parse(args);
  if (parsed instanceof Error) return wrong(parsed.message);
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  if (values.list === true) return { kind: 'list' };
  const quick = values.quick === true;
  const repeats = values.repeat === undefined ? (quick ? QUICK_REPEATS : REPEATS) : Number(values.repeat);
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > MAX_REPEATS)
    return wrong(`--repeat ${String(values.repeat)}: expected a whole number from 1 to ${MAX_REPEATS}`);
  const arms = (values.arms?.split(',') ?? ARMS).map((name) => name.trim());
  const strange = arms.find((name) => !isArm(name));
  if (strange !== undefined) return wrong(`--arms: there is no arm "${strange}", only ${ARMS.join(', ')}`);
  const rates = values.rates?.split(',').map(Number);
  if (rates?.some((rate) => !Number.isInteger(rate) || rate < 1) === true)
    return wrong(`--rates ${String(values.rates)}: expected whole numbers of messages a second`);
  const unknown = positionals.find((name) => !all.some((scenario) => scenario.name === name));
  if (unknown !== undefined) return wrong(`there is no scenario "${unknown}"; --list shows them`);
  const scenarios =
    positionals.length > 0 ? all.filter(({ name }) => positionals.includes(name)) : all.filter((one) => one.quick || !quick);
  return {
    kind: 'run',
    scenarios,
    options: { quick, repeats, arms: ARMS.filter((name) => arms.includes(name)), rates, jsonFile: values.json, htmlFile: values.html },
  };
}

export function helpText(all: readonly Scenario[]): string {
  return `npm run bench -- [scenario…] [options]

Starts what it needs by itself, measures, and compares with the targets of docs/performance.md.
Without a name all scenarios run, with --quick those that have a quick form.

  --quick       smaller and shorter: under 2 minutes altogether, for a first look
  --repeat N    rounds of each measurement (default ${REPEATS}, with --quick ${QUICK_REPEATS}); arms take turns within a round
  --arms a,b    of ${ARMS.join(', ')} (default: all)
  --rates n,n   messages a second at which one-to-one measures (default: those of the targets)
  --json F      a copy of the report as JSON
  --html F      a copy of the report as a page
  --list        the scenarios
  --help        this

Reports: .data/bench/<time>/report.json and report.html; .data/bench/latest is the last one.
Exit code: 0 all targets met, 1 a target missed or not shown or a scenario failed, 2 wrong command line.

${listText(all)}`;
}

export function listText(all: readonly Scenario[]): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  return all
    .map(({ name, targets, about, quick }) => `${name.padEnd(width)}  ${targets.join(' ')}${quick ? ', quick' : ''}: ${about}`)
    .join('\n');
}

const isArm = (name: string): name is ArmName => ARMS.some((arm) => arm === name);

const wrong = (why: string): Command => ({ kind: 'wrong', why });

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean' },
        repeat: { type: 'string' },
        arms: { type: 'string' },
        rates: { type: 'string' },
        json: { type: 'string' },
        html: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error as Error;
  }
}
