// A process full of devices (Node, or Deno for WebTransport): obeys orders, writes one ledger. Ends when its standard input does.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { guard } from '@godwit/shared/guard';
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import { RecordedDevice } from '../devices/recorded-device.ts';
import { FileLedger } from '../ledger/file-ledger.ts';
import type { FleetOrder, FleetPlan, FleetProgress, FleetReport, Goal } from './fleet-protocol.ts';
import { type Sender, Traffic } from './traffic.ts';

const PROGRESS_MS = 500;
const CONNECTS_AT_ONCE = 10;

const report = (line: FleetReport): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const fail = (error: unknown): void => {
  report({ report: 'uncaught', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const plan = JSON.parse(String((await lines.next()).value)) as FleetPlan;
const ledger = new FileLedger(plan.ledger);
const random = seededRandom(plan.seed);
const senders = await connectAll();
const watchers = senders.filter((_, n) => n % Math.max(1, Math.floor(senders.length / plan.watchers)) === 0).slice(0, plan.watchers);
const traffic = new Traffic({ senders, watchers, plan: plan.traffic, random });
report({ report: 'connected' });
setInterval(() => report({ report: 'progress', progress: progress() }), PROGRESS_MS);
for await (const line of lines) guard(obey(JSON.parse(line) as FleetOrder), fail);
process.exit(0);

async function connectAll(): Promise<Sender[]> {
  const waiting = [...plan.seats];
  const connected: Sender[] = [];
  const work = async (): Promise<void> => {
    for (let seat = waiting.shift(); seat !== undefined; seat = waiting.shift()) {
      const { device: name, tokens, conversations } = seat;
      const { api, transport } = plan;
      const device = await RecordedDevice.create({ api, transport, ledger, device: name, signIn: tokens });
      await device.connect();
      connected.push({ device, conversations });
    }
  };
  await Promise.all(Array.from({ length: CONNECTS_AT_ONCE }, work));
  return connected.sort((a, b) => (a.device.name < b.device.name ? -1 : 1));
}

async function obey(order: FleetOrder): Promise<void> {
  switch (order.order) {
    case 'start':
      return traffic.start();
    case 'stop':
      return traffic.stop();
    case 'reload':
      await senders[Math.floor(random() * senders.length)]?.device.reload(order.how);
      return report({ report: 'reloaded' });
    case 'compare':
      return report({ report: 'compared', behind: senders.filter((sender) => !has(sender, order.goal)).length });
    case 'settle':
      await Promise.all(senders.map(({ device }) => device.settle(AbortSignal.timeout(20_000))));
      return report({ report: 'settled' });
    case 'close':
      await Promise.all(senders.map(({ device }) => device.close()));
      ledger.close();
      return process.exit(0);
  }
}

function progress(): FleetProgress {
  const devices = senders.map(({ device }) => device);
  const sum = (count: (device: RecordedDevice) => number): number => devices.reduce((total, device) => total + count(device), 0);
  return {
    invoked: traffic.invoked,
    open: sum((device) => device.openSends),
    shown: sum((device) => device.shownEntries),
    online: sum((device) => (device.client.status.at === 'online' ? 1 : 0)),
  };
}

function has({ device }: Sender, goal: Goal): boolean {
  return Object.entries(goal).every(([id, members]) => {
    const { [device.user]: own, ...others } = members;
    if (own === undefined) return true;
    const conversation = device.client.conversation(id);
    const marked = conversation?.type === 'group' || conversation?.peerReadSeq === (Object.values(others)[0]?.read ?? 0);
    return marked && conversation?.readSeq === own.read && device.newestIn(id) >= own.newest;
  });
}
