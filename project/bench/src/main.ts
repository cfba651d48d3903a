// npm run bench: measures Godwit, beside other systems where a target names one, and compares with the targets of docs/performance.md.
import { type Command, helpText, listText, parseCommandLine } from './command-line.ts';
import { exitCode } from './exit-code.ts';
import { describeMachine } from './report/machine.ts';
import { terminalReport } from './report/terminal-report.ts';
import { writeReports } from './report/write-reports.ts';
import { runScenarios } from './run-scenarios.ts';
import { SCENARIOS } from './scenarios.ts';

const started = performance.now();
const args = process.argv.slice(2);
const progress = (line: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** The first signal ends the bench in order, the second at once; the servers end with this process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'])
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      progress('stopping');
      controller.abort(new Error('interrupted'));
    });
  return controller.signal;
}

async function run({ scenarios, options }: Extract<Command, { kind: 'run' }>): Promise<number> {
  const signal = stopSignal();
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  const reports = await runScenarios(scenarios, options, {
    progress,
    signal,
    done: (report) => console.log(`${terminalReport(report)}\n`),
  });
  const { quick, repeats } = options;
  const command = ['npm run bench', ...(args.length === 0 ? [] : ['--', ...args])].join(' ');
  const page = writeReports(
    { startedAt, seconds: (performance.now() - started) / 1000, command, quick, repeats, machine, scenarios: reports },
    options,
  );
  progress(`report: ${page}`);
  return signal.aborted ? 130 : exitCode(reports);
}

async function main(): Promise<number> {
  const command = parseCommandLine(args, SCENARIOS);
  switch (command.kind) {
    case 'help':
      console.log(helpText(SCENARIOS));
      return 0;
    case 'list':
      console.log(listText(SCENARIOS));
      return 0;
    case 'wrong':
      console.error(
        `godwit: ${command.why}\nusage: npm run bench -- [scenario…] [--quick] [--repeat N] [--arms a,b] [--rates n,n] [--json F] [--html F] [--list] [--help]`,
      );
      return 2;
    case 'run':
      return run(command).catch((error: unknown) => {
        console.error(`godwit: ${error instanceof Error ? error.message : String(error)}`);
        return 1;
      });
  }
}

process.exit(await main());
