import type { Builder, Offset } from './flatbuffer.js';

/** One member of a union of the schema. `table` is the generated accessor, `type` its number in the union. */
export interface Codec<Message, Table> {
  readonly type: number;
  readonly table: new () => Table;
  put(b: Builder, message: Message): Offset;
  get(table: Table): Message;
}

/** Any codec: what it takes is only known to its own kind. */
interface SomeCodec extends Pick<Codec<never, never>, 'type' | 'put'> {
  readonly table: new () => unknown;
  get(table: never): unknown;
}

/** Codecs by the kind of their messages. */
export type Codecs = Readonly<Record<string, SomeCodec>>;

type MessageOf<C> = C extends { get(table: never): infer Message } ? Message : never;

/** The tagged union of the messages of `T`: `kind` is the key. */
export type BodyOf<T> = { [K in keyof T]: { readonly kind: K } & MessageOf<T[K]> }[keyof T];

interface AnyMessage {
  readonly kind: string;
}

/** The members of one union, found by kind when writing and by type number when reading. */
export class CodecIndex<Body extends AnyMessage> {
  readonly #byKind: ReadonlyMap<string, Codec<Body, unknown>>;
  readonly #byType: readonly (readonly [kind: Body['kind'], codec: Codec<Body, unknown>] | undefined)[];

  constructor(codecs: Codecs) {
    const entries = Object.entries(codecs) as unknown as [Body['kind'], Codec<Body, unknown>][];
    const byType = new Array<(typeof entries)[number] | undefined>(256).fill(undefined);
    for (const entry of entries) byType[entry[1].type] = entry;
    this.#byKind = new Map(entries);
    this.#byType = byType;
  }

  /** Type number of the message; put() writes its table. */
  codecOf(message: Body): Codec<Body, unknown> {
    return this.#byKind.get(message.kind)!;
  }

  kind(type: number): Body['kind'] | undefined {
    return this.#byType[type]?.[0];
  }

  /** The body of a verified root table; undefined: not a member. */
  get(root: { bodyType(): number; body(table: unknown): unknown }): Body | undefined {
    const entry = this.#byType[root.bodyType()];
    if (entry === undefined) return undefined;
    const [kind, codec] = entry;
    return { kind, ...(codec.get(root.body(new codec.table())) as object) } as Body;
  }
}
