// Download links that are good for a while. Bound: MAX_LINKS, the oldest go.
import type { Clock } from '@godwit/shared/clock';
import type { Id } from '@godwit/shared/ids/id';
import type { FileLink } from '@godwit/shared/rest/files';

const MAX_LINKS = 500;
/** A link that ends sooner is not given out any more. */
const FRESH_MS = 60_000;

interface KnownLink {
  readonly link: Promise<FileLink>;
  /** undefined: not answered yet. */
  readonly goodUntil: number | undefined;
}

export class FileLinks {
  readonly #links = new Map<Id, KnownLink>();
  readonly #clock: Clock;
  readonly #ask: (fileId: Id) => Promise<FileLink>;

  constructor(clock: Clock, ask: (fileId: Id) => Promise<FileLink>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** One question for all who want the same at the same time. */
  async url(fileId: Id): Promise<string> {
    const known = this.#links.get(fileId);
    if (known !== undefined && (known.goodUntil ?? Infinity) > this.#clock.now()) return (await known.link).url;
    const link = this.#ask(fileId);
    this.#keep(fileId, { link, goodUntil: undefined });
    try {
      const { url, expiresAt } = await link;
      if (this.#isKept(fileId, link)) this.#keep(fileId, { link, goodUntil: expiresAt - FRESH_MS });
      return url;
    } catch (error) {
      if (this.#isKept(fileId, link)) this.#links.delete(fileId);
      throw error;
    }
  }

  clear(): void {
    this.#links.clear();
  }

  /** Else it was cleared meanwhile, as for another user. */
  #isKept(fileId: Id, link: Promise<FileLink>): boolean {
    return this.#links.get(fileId)?.link === link;
  }

  #keep(fileId: Id, known: KnownLink): void {
    this.#links.delete(fileId);
    this.#links.set(fileId, known);
    const [oldest] = this.#links.keys();
    if (this.#links.size > MAX_LINKS && oldest !== undefined) this.#links.delete(oldest);
  }
}
