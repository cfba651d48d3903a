// O8: what a client of another version sends. A frame of unknown type or version, or a malformed one, is answered and the session stays;
// the third ends it. Fields that were added later are ignored.
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { FrameClient } from '../hostile/frame-client.ts';
import { frameOfType, frameOfVersion, malformedFrame, newerHello, newerMessage, newerPing } from '../hostile/newer-frames.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import { TRANSPORTS, type TransportName } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

/** By the error that answers it; every combination of three is tried. */
const STRANGE: Readonly<Record<string, () => Uint8Array>> = {
  UNKNOWN_FRAME: () => frameOfType(200),
  UNSUPPORTED_VERSION: () => frameOfVersion(2),
  MALFORMED_FRAME: malformedFrame,
};
const NAMES = Object.keys(STRANGE);
const COMBINATIONS = NAMES.flatMap((a) => NAMES.flatMap((b) => NAMES.map((c) => [a, b, c] as const)));
const ENDED_MS = 5_000;

export const strangeFrames: ChaosScenario = {
  ids: ['O8'],
  name: 'strange-frames',
  about:
    'unknown types, other versions and malformed frames get an error and cost a strike, three end the session; added fields are ignored',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1 }, async (target) => {
      const { people, conversations } = await target.seed({ people: 2, devices: COMBINATIONS.length, friendships: [[0, 1]] });
      const devices = people[0]?.devices ?? [];
      const [device] = devices;
      const [conversationId] = conversations;
      if (device === undefined || conversationId === undefined) throw new Error('nobody was seeded');
      for (const transport of TRANSPORTS) {
        await threeStrikes(target, transport, devices);
        await newerClient(target, transport, device, conversationId);
      }
    }),
};

async function threeStrikes(target: Target, transport: TransportName, devices: readonly SeededDevice[]): Promise<void> {
  const attacker = target.attacker(transport);
  const wrong = await Promise.all(
    COMBINATIONS.map(async (strikes, i) => {
      const outcome = await strike(new FrameClient(await attacker.open()), devices[i], strikes);
      return outcome === 'answered, answered, PROTOCOL_VIOLATION' ? [] : [`[${strikes.join(' ')}: ${outcome}]`];
    }),
  );
  const what = `${transport}: strange frames that were not answered twice and the end at the third`;
  const examples = wrong.flat().slice(0, 3);
  target.judge.exactly('O8', what, examples.join(' ') || 'none', 'none');
}

async function strike(client: FrameClient, device: SeededDevice | undefined, strikes: readonly string[]): Promise<string> {
  await client.hello(device?.token ?? '', device?.deviceId ?? '');
  const outcomes: string[] = [];
  for (const name of strikes.slice(0, -1)) {
    await client.wire.write(STRANGE[name]?.() ?? new Uint8Array(0));
    const answer = await client.expect('error', ENDED_MS).then(
      (error) => (error.name === name ? 'answered' : error.name),
      (error: unknown) => String(error),
    );
    outcomes.push(answer);
    if (answer !== 'answered') return outcomes.join(', ');
    if (
      !(await client.ping().then(
        () => true,
        () => false,
      ))
    )
      return [...outcomes, 'no longer there'].join(', ');
  }
  await client.wire.write(STRANGE[strikes.at(-1) ?? '']?.() ?? new Uint8Array(0));
  outcomes.push((await client.ended(ENDED_MS).catch((error: unknown) => String(error))) ?? 'closed without a word');
  return outcomes.join(', ');
}

async function newerClient(
  target: Target,
  transport: TransportName,
  { token, deviceId }: SeededDevice,
  conversationId: string,
): Promise<void> {
  const client = new FrameClient(await target.attacker(transport).open());
  const said = async (): Promise<string> => {
    await client.wire.write(newerHello(token, deviceId));
    await client.expect('helloAck');
    await client.wire.write(newerPing());
    await client.expect('pong');
    const clientMsgId = transport === 'websocket' ? '9223372036854775807' : '4294967296';
    const body = encodeMessageBody({ kind: 'text', text: 'of a newer client' });
    await client.wire.write(newerMessage({ conversationId, entries: [{ clientMsgId, kind: 'message', targetSeq: 0, body }] }));
    const [result] = (await client.expect('messageAck')).results;
    return result?.code === 0 && result.clientMsgId === clientMsgId ? 'understood' : JSON.stringify(result);
  };
  const outcome = await said().catch((error: unknown) => String(error));
  client.wire.close();
  target.judge.exactly('O8', `${transport}: Hello, Ping and UserMessage with added fields`, outcome, 'understood');
}
