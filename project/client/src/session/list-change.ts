// Lists go to a tab as what has changed in them: of a timeline of 400 rows one arrives, and the tab keeps the other 399 objects as they are.

/** keys: the order, when it is another one than before. items: those that are new or changed. */
export interface ListChange<T> {
  readonly keys?: readonly string[];
  readonly items: readonly T[];
}

export class ListSender<T extends object> {
  readonly #keyOf: (item: T) => string;
  readonly #pack: (item: T) => T;
  #list: readonly T[] | undefined;
  #sent: ReadonlyMap<string, T> = new Map();

  /** Keys are unique within a list. pack: what is sent of an item. */
  constructor(keyOf: (item: T) => string, pack: (item: T) => T) {
    this.#keyOf = keyOf;
    this.#pack = pack;
  }

  /** What makes the list of before into this one; undefined = nothing. The first one is always told. */
  change(list: readonly T[]): ListChange<T> | undefined {
    if (list === this.#list) return undefined;
    const before = this.#list;
    const sent = this.#sent;
    const now = new Map(list.map((item) => [this.#keyOf(item), item]));
    const items = list.filter((item) => sent.get(this.#keyOf(item)) !== item).map(this.#pack);
    const sameOrder = before?.length === list.length && list.every((item, i) => this.#keyOf(item) === this.#keyOf(before[i]!));
    this.#list = list;
    this.#sent = now;
    if (sameOrder) return items.length === 0 ? undefined : { items };
    return { keys: [...now.keys()], items };
  }
}

export class ListReceiver<T extends object> {
  readonly #keyOf: (item: T) => string;
  #items = new Map<string, T>();
  #list: readonly T[] = [];

  constructor(keyOf: (item: T) => string) {
    this.#keyOf = keyOf;
  }

  /** The same array until a change. */
  get list(): readonly T[] {
    return this.#list;
  }

  get(key: string): T | undefined {
    return this.#items.get(key);
  }

  /** What does not go on from this list is of a sender before: the whole list follows. */
  apply({ keys = [...this.#items.keys()], items }: ListChange<T>): void {
    const changed = new Map(items.map((item) => [this.#keyOf(item), item]));
    const next = new Map<string, T>();
    for (const key of keys) {
      const item = changed.get(key) ?? this.#items.get(key);
      if (item === undefined) return;
      next.set(key, item);
    }
    this.#items = next;
    this.#list = [...next.values()];
  }
}
