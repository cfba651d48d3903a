import type { ChatClient } from './chat-client.js';
import type { PeopleStore } from './people-store.js';

/** Addresses of avatars that are files. Bounds: MAX_ASKING questions at once, MAX_WANTED wait, MAX_KNOWN are remembered. */
export interface Pictures {
  /** Asks for the address if it is not known. */
  want(avatar: string): void;
  /** Its address does not work, or not any more: another one is asked for, at most once in RETRY_MS. */
  broken(avatar: string): void;
  /** There is a link again: what failed without one is asked for at once. */
  retry(): void;
}

const MAX_ASKING = 4;
const MAX_WANTED = 200;
const MAX_KNOWN = 1_000;
const RETRY_MS = 60_000;

export const isFile = (avatar: string): boolean => avatar.startsWith('file:');

export function createPictures({ client, people, now }: { client: ChatClient; people: PeopleStore; now: () => number }): Pictures {
  const wanted = new Set<string>();
  const asking = new Set<string>();
  /** When an address did not work or was refused. */
  const failedAt = new Map<string, number>();

  const keep = (avatar: string, url: string): void =>
    people.setState(({ pictures }) => ({ pictures: new Map([...pictures, [avatar, url] as const].slice(-MAX_KNOWN)) }));

  const fail = (avatar: string): void => {
    failedAt.delete(avatar);
    failedAt.set(avatar, now());
    const [oldest] = failedAt.keys();
    if (failedAt.size > MAX_KNOWN && oldest !== undefined) failedAt.delete(oldest);
  };

  const next = (): void => {
    for (const avatar of wanted) {
      if (asking.size >= MAX_ASKING) return;
      wanted.delete(avatar);
      asking.add(avatar);
      void client
        .avatarUrl(avatar)
        .then(
          (url) => keep(avatar, url),
          () => fail(avatar),
        )
        .finally(() => {
          asking.delete(avatar);
          next();
        });
    }
  };

  const want = (avatar: string): void => {
    if (!isFile(avatar) || people.getState().pictures.has(avatar) || asking.has(avatar)) return;
    if (now() - (failedAt.get(avatar) ?? 0) < RETRY_MS) return;
    wanted.add(avatar);
    const [oldest] = wanted;
    if (wanted.size > MAX_WANTED && oldest !== undefined) wanted.delete(oldest);
    next();
  };

  return {
    want,
    broken(avatar) {
      const again = now() - (failedAt.get(avatar) ?? 0) >= RETRY_MS;
      people.setState(({ pictures }) => ({ pictures: new Map([...pictures].filter(([known]) => known !== avatar)) }));
      if (again) want(avatar);
      fail(avatar);
    },
    retry() {
      const failed = [...failedAt.keys()];
      failedAt.clear();
      failed.forEach(want);
    },
  };
}
