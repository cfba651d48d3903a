import { expect } from 'vitest';
import type { Engine, TabOptions } from './engines.js';
import { Person } from './person.js';

const PASSWORD = 'a-long-test-passphrase';

/** Two registered people who are friends, each with the chat open. `suffix` keeps the names of scenarios apart. */
export async function befriendedPair(engine: Engine, origin: string, suffix: string, options: TabOptions = {}): Promise<[Person, Person]> {
  const anna = new Person(await engine.tab(options), origin, `anna-${suffix}`);
  const bert = new Person(await engine.tab(options), origin, `bert-${suffix}`);
  await anna.register(PASSWORD);
  await bert.register(PASSWORD);
  await anna.askToBeFriends(bert.username);
  await bert.acceptFriend();
  await anna.openFirstChat();
  await bert.openFirstChat();
  return [anna, bert];
}

/** Both windows show these texts in this order, each once, with the same sequence numbers. */
export async function bothShow(people: readonly [Person, Person], texts: readonly string[]): Promise<void> {
  const last = texts.at(-1);
  if (last !== undefined) for (const person of people) await person.sees(last);
  const [left, right] = await Promise.all(people.map((person) => person.bubbles()));
  const shown = (bubbles: typeof left): unknown => bubbles?.map(({ text, seq }) => ({ text, seq }));
  expect(left?.map((bubble) => bubble.text)).toEqual(texts);
  expect(shown(right)).toEqual(shown(left));
  const seqs = left?.map((bubble) => bubble.seq) ?? [];
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
}
