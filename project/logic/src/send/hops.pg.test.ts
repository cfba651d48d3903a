import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeDown } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser } from '../testing/people.js';

let world: LogicWorld;
let alice: FakeSession;
let bob: FakeSession;
let id: Id;
beforeAll(async () => {
  world = await startLogicWorld();
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  id = await befriend(world.db, a, b);
  [alice, bob] = [await world.access.online(a), await world.access.online(b)];
});
afterAll(() => world.close());

describe('[F-85] the times of a message on the server', () => {
  it('are told with its ack and its push, one and the same', async () => {
    alice.send(userMessage(id, textEntry('one'), textEntry('two')));
    const { hops } = await alice.nth('messageAck');
    expect(hops).toEqual((await bob.nth('pushMessage')).hops);
    const { receivedAt, ...parts } = hops!;
    expect(Math.abs(Date.now() - receivedAt)).toBeLessThan(60_000);
    expect(Object.values(parts).filter((ms) => !(ms >= 0 && ms <= 6_553.5))).toEqual([]);
    expect(parts.commitMs).toBeGreaterThan(0);
  });

  it('are not told of what is repeated, refused at once, or about another message', async () => {
    const entry = textEntry('again');
    const before = bob.all('pushMessage').length;
    for (let copy = 1; copy <= 2; copy++) {
      alice.send(userMessage(id, entry));
      await alice.nth('messageAck', 1 + copy);
    }
    await bob.nth('pushMessage', before + 2);
    expect(
      bob
        .all('pushMessage')
        .slice(before)
        .map(({ hops }) => hops !== null),
    ).toEqual([true, false]);
    alice.send(userMessage(id, textEntry('')));
    alice.send(userMessage(id, actionEntry('pin', 1)));
    await alice.nth('messageAck', 5);
    expect(
      alice
        .all('messageAck')
        .slice(3)
        .map(({ hops }) => hops),
    ).toEqual([null, null]);
  });

  it('are not told to a room, but to the sender', async () => {
    const room = await createGroup(world.db, [alice.userId, bob.userId], { room: true });
    const before = alice.all('messageAck').length;
    alice.send(userMessage(room, textEntry('to a room')));
    expect((await alice.nth('messageAck', before + 1)).hops).not.toBeNull();
    const [delivery] = world.access.envelopes.flatMap((envelope) => (envelope.kind === 'roomDelivery' ? [envelope] : []));
    const push = decodeDown(withoutLengthPrefix(delivery!.frame))?.message;
    expect(push?.kind === 'pushMessage' && push.hops).toBeNull();
  });
});
