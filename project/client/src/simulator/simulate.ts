import type { Id } from '@godwit/shared/ids/id';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import { ACTION_KINDS } from '@godwit/shared/protocol/messages/entry-kind';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { MAX_HOLE } from '../inbox/gap.js';
import { decodeBody } from '../view/decode.js';
import type { OutgoingEntry } from '../wire.js';
import { check } from './check.js';
import { Device } from './device.js';
import { faceOf } from './face.js';
import type { Face, Line, Log } from './ledger.js';
import { CALM, Network, type Weather } from './network.js';
import { SeededRandom } from './random.js';
import { Scheduler } from './scheduler.js';
import { seenBy } from './server-entries.js';
import { ServerModel } from './server-model.js';

const STORM_MS = 40_000;
/** Longer than a silent link (45 s), the longest wait before a reconnect (30 s) and a digest (60 s) together. */
const CALM_MS = 150_000;
/** Until somebody who was away has caught up, and before the next digest would put right what that did wrong. */
const LATE_MS = 10_000;
/** Scrolling back to the beginning of a flood in pages of 8 takes half a minute. */
const FINISH_MS = 60_000;
/** Small ones make every pull take several, and cut every page of a flood. */
const HISTORY_PAGES = [8, 200];
/** Seldom, because a long timeline is written down with every change. */
const FLOODS = 0.02;

export interface Finding {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly sends: number;
}

/** One schedule: several users and devices under faults, then calm, then the checker's verdict. */
export async function simulate(seed: number, options: { readonly lyingDisk?: boolean } = {}): Promise<Finding> {
  const random = new SeededRandom(seed);
  const clock = new Scheduler();
  const model = new ServerModel(() => clock.now(), random.pick(HISTORY_PAGES));
  const network = new Network(model, clock, random);
  const lines: Line[] = [];
  const ids = new Set<Id>();
  const conversations = ['11', '12'];
  const users = ['1', '2', '3'].slice(0, random.between(2, 3));
  const devices = users.flatMap((user) =>
    Array.from({ length: random.between(1, 2) }, (_, i) => {
      const write = (line: Line): void => void lines.push(line);
      return new Device({
        user,
        name: `${user}${'ab'[i]}`,
        clock,
        random,
        network,
        conversations,
        lyingDisk: options.lyingDisk ?? false,
        ids,
        write,
      });
    }),
  );
  prepare(model, users, random);
  const world = { random, clock, network, model, devices, users, conversations };
  const late = random.chance(0.3) ? devices.at(-1) : undefined;
  for (const device of devices) if (device !== late) clock.setTimeout(() => void device.start(), random.between(0, 500));
  if (late) clock.setTimeout(() => newcomer(world, late), random.between(1000, STORM_MS / 2));
  storm(world);
  await clock.advance(STORM_MS);
  network.weather = CALM;
  network.up = true;
  for (const device of devices) void device.start();
  await clock.advance(CALM_MS);
  const calm = { random, clock, network, devices, conversations: [...model.conversations.keys()] };
  await random.pick([comeLate, blink, () => Promise.resolve()])(calm);
  for (const device of devices) for (const id of model.conversations.keys()) void device.finish(id);
  await clock.advance(FINISH_MS);
  const sends = lines.filter((l) => l.at === 'invoke').length;
  const ends = lines.filter((l) => l.at === 'end').length;
  const unchecked = ends === devices.length * model.conversations.size ? [] : ['a device did not finish'];
  for (const device of devices) device.crash();
  return {
    seed,
    sends,
    broken: [
      ...unchecked,
      ...check(
        lines,
        [...model.conversations.keys()].map((id) => logOf(model, id)),
      ),
    ],
  };
}

/** Conversation 11 exists, sometimes with a past. */
function prepare(model: ServerModel, users: readonly Id[], random: SeededRandom): void {
  model.create('11', users);
  const past = random.between(0, 14);
  for (let i = 0; i < past; i += 1) {
    const entries = [
      { clientMsgId: String(i + 1), kind: 'message' as const, targetSeq: 0, body: encodeMessageBody({ text: `past ${i}` }) },
    ];
    model.handle(random.pick(users), { kind: 'userMessage', conversationId: '11', entries });
  }
}

interface World {
  readonly random: SeededRandom;
  readonly clock: Scheduler;
  readonly network: Network;
  readonly model: ServerModel;
  readonly devices: readonly Device[];
  readonly users: readonly Id[];
  readonly conversations: readonly Id[];
}

function storm(world: World): void {
  const { random, clock, network, model, users } = world;
  network.weather = weather(random);
  clock.setTimeout(
    () => {
      for (const change of model.create('12', users)) network.publish(change);
    },
    random.between(100, STORM_MS / 2),
  );
  if (random.chance(FLOODS)) clock.setTimeout(() => flood(world), random.between(1000, STORM_MS));
  const actions = random.between(15, 45);
  for (let i = 0; i < actions; i += 1) clock.setTimeout(() => act(world, i), random.between(500, STORM_MS - 100));
}

/** So many entries at once that their pull takes several pages at a time, or is not worth it; only the last is pushed. */
function flood({ random, network, model, users }: World): void {
  const before = model.conversations.get('11')?.log.length ?? 0;
  const count = random.pick([random.between(250, 700), random.between(MAX_HOLE + 1, MAX_HOLE + 200)]);
  for (let i = 1; i <= count; i += 1) {
    const entries = [floodEntry(random, i, before)];
    const { pushes } = model.handle(random.pick(users), { kind: 'userMessage', conversationId: '11', entries });
    if (i === count) for (const push of pushes) network.publish(push);
  }
}

/** Mostly a message; now and then something about one from before the flood. Not all of it is allowed. */
function floodEntry(random: SeededRandom, i: number, before: number): OutgoingEntry {
  const clientMsgId = String(1000 + i);
  if (before === 0 || !random.chance(0.05))
    return { clientMsgId, kind: 'message', targetSeq: 0, body: encodeMessageBody({ text: `flood ${i}` }) };
  const kind = random.pick(ACTION_KINDS);
  const text = kind === 'edit' ? `flood ${i}` : kind === 'reaction' || kind === 'unreact' ? '👍' : '';
  return { clientMsgId, kind, targetSeq: random.between(1, before), body: text === '' ? NO_BODY : encodeMessageBody({ text }) };
}

const weather = (random: SeededRandom): Weather => ({
  loss: random.pick([0, 0.02, 0.1, 0.3]),
  duplicate: random.pick([0, 0.05, 0.2]),
  reorder: random.pick([0, 0.1, 0.4]),
  overload: random.pick([0, 0.05, 0.2]),
  slowestMs: random.pick([10, 100, 400]),
});

function act({ random, clock, network, model, devices, users, conversations }: World, number: number): void {
  const device = random.pick(devices);
  const conversation = random.pick(conversations);
  const dice = random.between(1, 100);
  if (dice <= 35) burst(device, conversation, number, random, model);
  else if (dice <= 40) void device.quote(conversation, `${number} quoting`);
  else if (dice <= 60) void device.act(conversation, random.pick(ACTION_KINDS), `${number} edited`);
  else if (dice <= 70) device.markRead(conversation);
  else if (dice <= 73) device.scrollUp(conversation);
  else if (dice <= 75) device.goTo(conversation);
  else if (dice <= 76) device.keepAround(conversation);
  else if (dice <= 83) network.cut(random.chance(0.7) ? random.pick(['1a', '1b', '2a', '2b', '3a']) : undefined);
  else if (dice <= 93) restart(device, clock, random);
  else if (dice <= 96) outage(network, clock, random);
  else if (dice <= 98) turn(network, model, conversation, random.pick(users), random.chance(0.5) ? 2 : 1);
  else device.wake();
}

/** Twice: he is back at once, or gone again. */
function turn(network: Network, model: ServerModel, conversation: Id, user: Id, times: number): void {
  for (let i = 0; i < times; i += 1) for (const push of model.turn(conversation, user)) network.publish(push);
}

function burst(device: Device, conversation: Id, number: number, random: SeededRandom, model: ServerModel): void {
  if (!model.conversations.has(conversation)) return;
  const count = random.between(1, 4);
  for (let i = 0; i < count; i += 1) void device.send(conversation, `${number}.${i}`);
}

function restart(device: Device, clock: Scheduler, random: SeededRandom): void {
  device.crash();
  clock.setTimeout(() => void device.start(), random.between(1, 3000));
}

/** A new device reads the history while others change what it reads. */
function newcomer({ random, clock, devices }: World, late: Device): void {
  void late.start();
  for (let i = 0; i < 40; i += 1)
    clock.setTimeout(() => void random.pick(devices).act('11', random.pick(ACTION_KINDS), `changed ${i}`), random.between(0, 2000));
}

type Calm = Pick<World, 'random' | 'clock' | 'network' | 'devices' | 'conversations'>;

/** One device misses the last messages and is told of them only by the sync of its return. */
async function comeLate({ random, clock, devices, conversations }: Calm): Promise<void> {
  const late = random.pick(devices);
  late.crash();
  for (const device of devices) if (device !== late) void device.send(random.pick(conversations), 'last words');
  await clock.advance(LATE_MS / 2);
  void late.start();
  await clock.advance(LATE_MS / 2);
}

/** The link of a device breaks while others write; it may be resumed. */
async function blink({ random, clock, network, devices, conversations }: Calm): Promise<void> {
  const cut = random.pick(devices);
  const say = (text: string): void => {
    for (const device of devices) if (device !== cut) void device.send(random.pick(conversations), text);
  };
  say('on their way');
  await clock.advance(random.between(1, 60));
  network.cut(cut.name, true);
  say('last words');
  await clock.advance(LATE_MS);
}

/** The access tier is killed and comes back. */
function outage(network: Network, clock: Scheduler, random: SeededRandom): void {
  network.up = false;
  network.cut();
  clock.setTimeout(
    () => {
      network.up = true;
    },
    random.between(10, 8000),
  );
}

function logOf(model: ServerModel, id: Id): Log {
  const conversation = model.conversations.get(id)!;
  const { log, members, refused, pins, stays } = conversation;
  const faces = (user: Id): Face[] => log.map((e) => faceOf({ ...seenBy(conversation, e, user), body: decodeBody(e.body) }));
  const rows = log.map(({ seq, clientMsgId, senderId, countableNo }) => ({ seq, id: clientMsgId, sender: senderId, countableNo }));
  const readCountable = new Map([...members].map(([user, m]) => [user, m.readCountable]));
  return { conversation: id, rows, readCountable, refused, stays, pins: [...pins].sort((a, b) => a - b), faces };
}
