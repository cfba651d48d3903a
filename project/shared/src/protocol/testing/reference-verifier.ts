/**
 * A second verifier that shares nothing with verify.ts: written from docs/protocol.md (V1–V9), naive, recursive, over the text of message.fbs.
 */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

interface Field {
  name: string;
  type: string;
  isVector: boolean;
}
const source = readFileSync(new URL('../../../../../schema/message.fbs', import.meta.url), 'utf8').replace(/\/\/.*$/gm, '');
const blocks = (keyword: string): [string, string][] =>
  [...source.matchAll(new RegExp(`^${keyword} (\\w+)[^{]*\\{([^}]*)\\}`, 'gm'))].map((match) => [match[1]!, match[2]!]);
const fieldsOf = (body: string): Field[] =>
  [...body.matchAll(/(\w+)\s*:\s*(\[?)(\w+)/g)]
    .filter((match) => match[1] !== 'nested_flatbuffer')
    .map((match) => ({ name: match[1]!, type: match[3]!, isVector: match[2] === '[' }));

const tables = new Map(blocks('table').map(([name, body]) => [name, fieldsOf(body)]));
const structs = new Map(blocks('struct').map(([name, body]) => [name, fieldsOf(body)]));
const unions = new Map(blocks('union').map(([name, body]) => [name, body.split(',').map((member) => member.trim())]));
const enums = new Set(blocks('enum').map(([name]) => name));
const WIDTH: Record<string, number> = { bool: 1, ubyte: 1, ushort: 2, uint: 4, double: 8 };

/** [bytes, alignment] of a value that lies inside its table or vector; undefined: an offset stands there. */
function inlineSize(type: string): [number, number] | undefined {
  if (enums.has(type)) return [1, 1];
  if (type in WIDTH) return [WIDTH[type]!, WIDTH[type]!];
  const members = structs.get(type)?.map((member) => WIDTH[member.type]!);
  return members && [members.reduce((sum, bytes) => sum + bytes), Math.max(...members)];
}

class Malformed extends Error {}
const must = (condition: boolean): void => {
  if (!condition) throw new Malformed();
};

/** Whether the buffer is well-formed; with `header` only what verify(…, 'header') looks at. */
export function referenceVerdict(root: string, bytes: Uint8Array, header: boolean): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let budget = 2 * bytes.length;

  const inside = (at: number, size: number): void => must(at >= 0 && at + size <= bytes.length);
  const spend = (size: number): void => must((budget -= size) >= 0);
  const follow = (at: number): number => {
    const distance = view.getUint32(at, true);
    must(distance > 0 && (at + distance) % 4 === 0);
    inside(at + distance, 4);
    return at + distance;
  };

  const string = (at: number): void => {
    const length = view.getUint32(at, true);
    inside(at + 4, length + 1);
    spend(4 + length + 1);
    must(view.getUint8(at + 4 + length) === 0);
    must(isUtf8(bytes.subarray(at + 4, at + 4 + length)));
  };

  const vector = (type: string, at: number, depth: number): void => {
    const length = view.getUint32(at, true);
    const [size, align] = inlineSize(type) ?? [4, 4];
    inside(at + 4, length * size);
    must((at + 4) % align === 0);
    spend(4 + length * size);
    if (inlineSize(type)) return;
    for (let i = 0; i < length; i++) object(type, follow(at + 4 + 4 * i), depth);
  };

  const object = (type: string, at: number, depth: number): void =>
    type === 'string' ? string(at) : table(tables.get(type) ?? [], at, depth + 1);

  const table = (fields: Field[], at: number, depth: number): void => {
    must(depth <= 8);
    const vtable = at - view.getInt32(at, true);
    inside(vtable, 4);
    const [vtableSize, size] = [view.getUint16(vtable, true), view.getUint16(vtable + 2, true)];
    must(vtable % 2 === 0 && vtableSize % 2 === 0 && vtableSize >= 4 && size >= 4 && vtableSize < 32768 && size < 32768);
    inside(vtable, vtableSize);
    inside(at, size);
    must(!(vtable < at + size && at < vtable + vtableSize));
    spend(size);

    /** Place of the value in slot `slot`, 0 = absent. */
    const place = (slot: number, width: number, align: number): number => {
      const offset = 4 + 2 * slot < vtableSize ? view.getUint16(vtable + 4 + 2 * slot, true) : 0;
      if (offset === 0) return 0;
      must(offset >= 4 && offset + width <= size && (at + offset) % align === 0);
      return at + offset;
    };

    let slot = 0;
    for (const field of fields) {
      const members = unions.get(field.type);
      if (members) {
        const typeAt = place(slot, 1, 1);
        const valueAt = place(slot + 1, 4, 4);
        const type = typeAt === 0 ? 0 : view.getUint8(typeAt);
        must((type !== 0) === (valueAt !== 0));
        if (valueAt !== 0) {
          const value = follow(valueAt);
          if (!header) object(members[type - 1] ?? 'of a newer schema', value, depth);
        }
        slot += 2;
        continue;
      }
      const [width, align] = (!field.isVector && inlineSize(field.type)) || [4, 4];
      const value = place(slot++, width, align);
      if (value === 0 || (!field.isVector && inlineSize(field.type))) continue;
      const target = follow(value);
      if (header) continue;
      if (field.isVector) vector(field.type, target, depth);
      else object(field.type, target, depth);
    }
  };

  try {
    must(bytes.length >= 8);
    table(tables.get(root)!, follow(0), 1);
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}
