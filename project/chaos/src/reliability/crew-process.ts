// Deno: devices of users, each the real SDK, with everything they do and see written to one ledger.
import { setTimeout as sleep } from 'node:timers/promises';
import { guard } from '@godwit/shared/guard';
import { RecordedDevice } from '../devices/recorded-device.ts';
import { serveJson } from '../hostile/serve-json.ts';
import { FileLedger } from '../ledger/file-ledger.ts';
import type { CrewPlan, CrewState, Line, Reading, TalkPlan } from './crew-plan.ts';
import { readBack } from './read-back.ts';

const POLL_MS = 20;

const devices = new Map<string, RecordedDevice>();
const ledgers: FileLedger[] = [];
const readings = new Map<string, Reading>();
const talk = { stop: new AbortController(), running: [] as Promise<void>[], invoked: 0 };

function deviceOf(name: unknown): RecordedDevice {
  const device = devices.get(String(name));
  if (device === undefined) throw new Error(`no device ${String(name)} in this crew`);
  return device;
}

async function create({ ledger: path, devices: plans }: CrewPlan): Promise<void> {
  const ledger = new FileLedger(path);
  ledgers.push(ledger);
  for (const plan of plans) devices.set(plan.device, await RecordedDevice.create({ ...plan, ledger }));
}

/** Resolves with how long each took, in ms. */
async function connectAll(atOnce: number): Promise<number[]> {
  const waiting = [...devices.values()];
  const took: number[] = [];
  const some = async (): Promise<void> => {
    for (let device = waiting.pop(); device !== undefined; device = waiting.pop()) {
      const start = performance.now();
      await device.connect();
      took.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return took;
}

function say(line: Line, count: number): Promise<void> {
  const texts = Array.from({ length: count }, () => `${line.device} says ${(talk.invoked += 1)}`);
  return deviceOf(line.device).send(line.conversation, ...texts);
}

/** On its own schedule from the start: a late turn sends what became due meanwhile. */
async function speak(line: Line, { everyMs, burst, messages }: TalkPlan, firstMs: number, signal: AbortSignal): Promise<void> {
  const most = messages === 0 ? Infinity : messages;
  await sleep(firstMs);
  const start = performance.now();
  for (let sent = 0; sent < most && !signal.aborted;) {
    const due = Math.min(most, (1 + Math.floor((performance.now() - start) / everyMs)) * burst);
    if (due > sent) void say(line, due - sent);
    sent = Math.max(sent, due);
    await sleep(Math.min(everyMs, POLL_MS));
  }
}

function state(): CrewState {
  const statuses = [...devices.values()].map(({ client }) => client.status);
  const online = statuses.filter((status) => status.at === 'online' && !status.syncing && status.lastSyncAt > 0);
  return {
    online: online.length,
    transports: statuses.flatMap((status) => (status.at === 'online' ? [status.transport] : [])),
    openSends: [...devices.values()].reduce((sum, { openSends }) => sum + openSends, 0),
    invoked: talk.invoked,
  };
}

serveJson({
  create: ({ plan }) => create(plan as CrewPlan),
  connect: ({ atOnce }) => connectAll(Number(atOnce)),
  state: () => Promise.resolve(state()),
  talk: ({ plan }) => {
    const asked = plan as TalkPlan;
    talk.stop = new AbortController();
    talk.running = asked.lines.map((line, i) => speak(line, asked, (asked.everyMs * i) / asked.lines.length, talk.stop.signal));
    return Promise.resolve();
  },
  /** Resolves when everybody has said what they were asked to. */
  spoken: () => Promise.all(talk.running),
  hush: async () => {
    talk.stop.abort();
    await Promise.all(talk.running);
  },
  send: ({ device, conversation, texts }) => deviceOf(device).send(String(conversation), ...(texts as string[])),
  read: ({ device, conversation }) => deviceOf(device).read(String(conversation)),
  /** Resolves when everybody has begun. */
  readBack: ({ conversation }) => {
    for (const [name, device] of devices) {
      readings.set(name, { entries: 0, largestPage: 0, done: false });
      const tell = (reading: Reading): void => void readings.set(name, reading);
      for (const ledger of ledgers) guard(readBack({ device, ledger, conversation: String(conversation), tell }));
    }
    return Promise.resolve();
  },
  readings: () => Promise.resolve([...readings.values()]),
  reload: ({ device, how }) => deviceOf(device).reload(how as 'close' | 'crash'),
  /** Everything that a device missed live is read as its history. */
  settle: async ({ withinMs }) => {
    const signal = AbortSignal.timeout(Number(withinMs));
    await Promise.all([...devices.values()].map((device) => device.settle(signal)));
  },
});
