import { parseArgs } from 'node:util';

/** What `npm run chaos` was asked for. */
export interface CommandLine {
  readonly run:
    | { readonly kind: 'smoke' }
    | { readonly kind: 'long' }
    | { readonly kind: 'soak'; readonly minutes: number }
    | { readonly kind: 'list' }
    | { readonly kind: 'scenarios'; readonly names: readonly string[]; readonly ids: readonly string[] }
    | { readonly kind: 'mutants'; readonly names: readonly string[] };
  readonly seed: number;
  /** Default: a directory of the run's time in .data/chaos. */
  readonly reportDir: string | undefined;
  readonly scale: 'smoke' | 'full';
}

export const USAGE = `npm run chaos [-- <options>]
  (nothing)                smoke: 20,000 messages, 12 faults
  --long                   at least 1,000,000 acknowledged messages and 200 faults
  --soak <minutes>         steady load without faults: memory, latency, unhandled rejections
  --scenario <name> …      these scenarios
  --ids R17,O3             the scenarios that show these ids
  --mutants [name …]       every mutant (or these) must turn its scenario red
  --list                   scenarios and mutants
  --quick                  scenarios at the scale of the smoke run
  --seed <n>               replay a run
  --report <directory>     instead of .data/chaos/<time>`;

/** Throws an Error with a text for the user. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      long: { type: 'boolean' },
      soak: { type: 'string' },
      scenario: { type: 'string', multiple: true },
      ids: { type: 'string' },
      mutants: { type: 'boolean' },
      list: { type: 'boolean' },
      quick: { type: 'boolean' },
      seed: { type: 'string' },
      report: { type: 'string' },
    },
  });
  const modes = [values.long, values.soak, values.scenario ?? values.ids, values.mutants, values.list].filter((mode) => mode !== undefined);
  if (modes.length > 1) throw new Error('choose one of --long, --soak, --scenario/--ids, --mutants, --list');
  return {
    run: kindOf(values, positionals),
    seed: values.seed === undefined ? Math.floor(Math.random() * 0x7fff_ffff) : wholeNumber('--seed', values.seed),
    reportDir: values.report,
    scale: values.quick === true ? 'smoke' : 'full',
  };
}

interface Values {
  readonly long?: boolean;
  readonly soak?: string;
  readonly scenario?: string[];
  readonly ids?: string;
  readonly mutants?: boolean;
  readonly list?: boolean;
}

function kindOf({ long, soak, scenario, ids, mutants, list }: Values, positionals: readonly string[]): CommandLine['run'] {
  if (long === true) return { kind: 'long' };
  if (soak !== undefined) return { kind: 'soak', minutes: wholeNumber('--soak', soak) };
  if (list === true) return { kind: 'list' };
  if (mutants === true) return { kind: 'mutants', names: positionals };
  if (scenario !== undefined || ids !== undefined) {
    return { kind: 'scenarios', names: [...(scenario ?? []), ...positionals], ids: ids?.split(',').map((id) => id.trim()) ?? [] };
  }
  if (positionals.length > 0) throw new Error(`what is ${positionals.join(' ')}? A scenario is named after --scenario`);
  return { kind: 'smoke' };
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${option} takes a whole number, got ${text}`);
  return value;
}
