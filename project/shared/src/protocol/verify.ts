/**
 * Hops 3, 5 and 9: proves a FlatBuffer well-formed before any accessor reads it (rules V1–V9 in docs/protocol.md).
 * Bounded: depth ≤ 8, visited bytes ≤ 2 × length, and one read per visited table and field of its schema.
 */
import { TABLES, UNIONS } from './generated/verify-tables.js';
import { u16, u32 } from './little-endian.js';
import { isUtf8 } from './utf8.js';
import { type CompiledTable, compileSchema, RULE, type Rule, type Schema } from './verify-rules.js';

export type TableName = keyof typeof TABLES;
/** 'header' stops at the fields of the root table; what their offsets lead to is only known to lie in the buffer. */
export type VerifyMode = 'whole' | 'header';

const MAX_DEPTH = 8;
const VISIT_FACTOR = 2;
const OFFSET_BYTES = 4;
const LENGTH_BYTES = 4;
const VTABLE_HEADER_BYTES = 4;
const MIN_BUFFER_BYTES = 8;
/** Accessors read offsets as signed 32-bit numbers. */
const MAX_BUFFER_BYTES = 0x7fff_ffff;
/** Accessors read vtables as signed 16-bit numbers. */
const MAX_TABLE_BYTES = 0x7fff;
/** No object starts here, because the root offset does. */
const NOWHERE = 0;

/** Verifies buffers of one schema, one after another. The counters of the last call are there for tests of the bounds. */
export class Verifier {
  readonly #tables: ReadonlyMap<string, CompiledTable>;
  #bytes: Uint8Array = new Uint8Array(0);
  #visitedBytes = 0;
  #visitedFields = 0;

  constructor(schema: Schema) {
    this.#tables = compileSchema(schema);
  }

  get visitedBytes(): number {
    return this.#visitedBytes;
  }

  get visitedFields(): number {
    return this.#visitedFields;
  }

  verify(root: string, bytes: Uint8Array, mode: VerifyMode = 'whole'): boolean {
    const table = this.#tables.get(root);
    if (table === undefined) throw new Error(`no table ${root} in the schema`);
    this.#bytes = bytes;
    this.#visitedBytes = 0;
    this.#visitedFields = 0;
    if (bytes.length < MIN_BUFFER_BYTES || bytes.length > MAX_BUFFER_BYTES) return false;
    const at = this.#target(0);
    return at !== NOWHERE && this.#table(table, at, 1, mode === 'whole');
  }

  /** Where the offset at `at` leads: an aligned place with room for the four bytes that begin every object. */
  #target(at: number): number {
    const offset = u32(this.#bytes, at);
    const target = at + offset;
    return offset === 0 || target % OFFSET_BYTES !== 0 || target + OFFSET_BYTES > this.#bytes.length ? NOWHERE : target;
  }

  /** Counts bytes against the budget; shared objects are counted each time they are reached. */
  #visit(count: number): boolean {
    this.#visitedBytes += count;
    return this.#visitedBytes <= VISIT_FACTOR * this.#bytes.length;
  }

  #table(table: CompiledTable, at: number, depth: number, descend: boolean): boolean {
    const bytes = this.#bytes;
    if (depth > MAX_DEPTH) return false;
    const vtable = at - (u32(bytes, at) | 0);
    if (vtable < 0 || vtable % 2 !== 0 || vtable + VTABLE_HEADER_BYTES > bytes.length) return false;
    const vtableBytes = u16(bytes, vtable);
    const tableBytes = u16(bytes, vtable + 2);
    if (!this.#extents(vtable, vtableBytes, at, tableBytes) || !this.#visit(tableBytes)) return false;
    const count = Math.min(table.length, (vtableBytes - VTABLE_HEADER_BYTES) >> 1);
    this.#visitedFields += count;
    for (let slot = 0; slot < count; slot++) {
      const rule = table[slot]!;
      const offset = u16(bytes, vtable + VTABLE_HEADER_BYTES + 2 * slot);
      if (offset !== 0 && (offset < OFFSET_BYTES || offset + rule.size > tableBytes || (at + offset) % rule.align !== 0)) return false;
      if (
        rule.kind === RULE.unionType
          ? !this.#paired(vtable, vtableBytes, at, slot)
          : offset !== 0 && rule.kind !== RULE.inline && !this.#object(rule, at, at + offset, vtable, slot, depth, descend)
      )
        return false;
    }
    return true;
  }

  /** Both lie in the buffer, apart from each other, and hold at least their own headers. */
  #extents(vtable: number, vtableBytes: number, at: number, tableBytes: number): boolean {
    const length = this.#bytes.length;
    if (vtableBytes < VTABLE_HEADER_BYTES || vtableBytes % 2 !== 0 || vtableBytes > MAX_TABLE_BYTES || vtable + vtableBytes > length)
      return false;
    if (tableBytes < OFFSET_BYTES || tableBytes > MAX_TABLE_BYTES || at + tableBytes > length) return false;
    return vtable + vtableBytes <= at || at + tableBytes <= vtable;
  }

  /** A union has a value exactly when its type, in the slot before, is not NONE. */
  #paired(vtable: number, vtableBytes: number, at: number, slot: number): boolean {
    const valueEntry = VTABLE_HEADER_BYTES + 2 * (slot + 1);
    const hasValue = valueEntry < vtableBytes && u16(this.#bytes, vtable + valueEntry) !== 0;
    return hasValue === (this.#unionType(vtable, at, slot) !== 0);
  }

  #unionType(vtable: number, at: number, slot: number): number {
    const offset = u16(this.#bytes, vtable + VTABLE_HEADER_BYTES + 2 * slot);
    return offset === 0 ? 0 : this.#bytes[at + offset]!;
  }

  /** What the offset at `from` leads to. */
  #object(rule: Rule, table: number, from: number, vtable: number, slot: number, depth: number, descend: boolean): boolean {
    const at = this.#target(from);
    if (at === NOWHERE) return false;
    if (!descend) return true;
    switch (rule.kind) {
      case RULE.string:
        return this.#string(at);
      case RULE.table:
        return this.#table(rule.table, at, depth + 1, true);
      case RULE.union:
        return this.#table(rule.members[this.#unionType(vtable, table, slot - 1)] ?? [], at, depth + 1, true);
      case RULE.vector:
        return this.#vector(rule.element!, at, depth);
      default:
        return false;
    }
  }

  #string(at: number): boolean {
    const length = u32(this.#bytes, at);
    const start = at + LENGTH_BYTES;
    const end = start + length;
    return end < this.#bytes.length && this.#visit(LENGTH_BYTES + length + 1) && this.#bytes[end] === 0 && isUtf8(this.#bytes, start, end);
  }

  #vector(element: Rule, at: number, depth: number): boolean {
    const length = u32(this.#bytes, at);
    const start = at + LENGTH_BYTES;
    const size = length * element.size;
    if (start + size > this.#bytes.length || start % element.align !== 0 || !this.#visit(LENGTH_BYTES + size)) return false;
    return element.kind === RULE.inline || this.#elements(element, start, start + size, depth);
  }

  #elements(element: Rule, start: number, end: number, depth: number): boolean {
    for (let from = start; from < end; from += OFFSET_BYTES) {
      if (!this.#object(element, NOWHERE, from, NOWHERE, 0, depth, true)) return false;
    }
    return true;
  }
}

const VERIFIER = new Verifier({ tables: TABLES, unions: UNIONS });

/** Whether accessors may read `bytes` as a buffer whose root is `table`. Body types of a newer peer pass; byte vectors are not looked into. */
export const verify = (table: TableName, bytes: Uint8Array, mode: VerifyMode = 'whole'): boolean => VERIFIER.verify(table, bytes, mode);
