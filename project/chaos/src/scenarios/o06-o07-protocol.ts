// O6 and O7: the verifier against a reference that shares nothing with it, and every message there and back. No system is started.
import { ROOT } from '../../../../scripts/repository.ts';
import type { FuzzReport, RoundTripReport } from '../hostile/fuzz-report.ts';
import { JsonProcess } from '../hostile/json-process.ts';
import { Judge } from '../hostile/judge.ts';
import type { ChaosScenario } from '../scenario.ts';

const BUFFERS = { smoke: 200_000, full: 10_000_000 };
const MESSAGES = { smoke: 60_000, full: 1_000_000 };
const MAX_MS = 1;

export const protocolFuzz: ChaosScenario = {
  ids: ['O6', 'O7'],
  name: 'protocol-fuzz',
  about: 'mutated buffers never pass the verifier when an independent reference refuses them; valid messages come back unchanged',
  async run(context) {
    const { root = ROOT, scale, seed } = context;
    const judge = new Judge(context);
    const fuzzer = new JsonProcess('node', 'fuzz-process.ts', { args: [root] });
    const stop = (): void => void fuzzer.vanish();
    context.signal.addEventListener('abort', stop);
    try {
      const { accepted, refused, wrong, example, slowestMs } = (await fuzzer.ask('fuzz', { frames: BUFFERS[scale], seed })) as FuzzReport;
      context.progress(`${accepted} buffers accepted, ${refused} refused`);
      judge.exactly('O6', `disagreements on ${accepted + refused} mutated buffers${example === '' ? '' : ` (${example})`}`, wrong, 0);
      judge.atLeast('O6', 'share of the rarer verdict', Math.min(accepted, refused) / (accepted + refused), 0.1);
      judge.atMost('O6', 'slowest buffer', slowestMs, MAX_MS, ' ms');
      const trips = (await fuzzer.ask('roundTrips', { messages: MESSAGES[scale], seed })) as RoundTripReport;
      judge.exactly('O7', `changed of ${trips.sent} messages${trips.example === '' ? '' : ` (${trips.example})`}`, trips.changed, 0);
    } finally {
      context.signal.removeEventListener('abort', stop);
      await fuzzer.vanish();
    }
    return judge.findings;
  },
};
