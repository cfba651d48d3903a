/** The schema as verify.ts walks it: one rule per slot of a table, linked to the rules it leads to. */

export type Shape =
  | { readonly is: 'scalar'; readonly size: number }
  | { readonly is: 'struct'; readonly size: number; readonly align: number }
  | { readonly is: 'string' }
  | { readonly is: 'table'; readonly name: string }
  | { readonly is: 'union'; readonly name: string }
  | { readonly is: 'vector'; readonly of: Shape };

export interface Schema {
  /** Fields by slot; the type of a union is the slot before it. */
  readonly tables: Readonly<Record<string, readonly Shape[]>>;
  /** Member tables by type number; number 0 is NONE. */
  readonly unions: Readonly<Record<string, readonly string[]>>;
}

export const RULE = { inline: 0, unionType: 1, string: 2, table: 3, union: 4, vector: 5 } as const;

/** Rules by slot. */
export type CompiledTable = readonly Rule[];

/** Every rule has every property, so that reading them stays monomorphic. */
export interface Rule {
  readonly kind: (typeof RULE)[keyof typeof RULE];
  /** Bytes in the table or vector that hold the value or the offset to it. */
  readonly size: number;
  readonly align: number;
  /** Of kind table. */
  readonly table: CompiledTable;
  /** Of kind union, by type number. */
  readonly members: readonly CompiledTable[];
  /** Of kind vector; the others have themselves here. */
  readonly element: Rule | undefined;
}

const NO_RULES: CompiledTable = [];
const OFFSET = { size: 4, align: 4, table: NO_RULES, members: [], element: undefined } as const;
const inline = (size: number, align: number): Rule => ({ ...OFFSET, kind: RULE.inline, size, align });

/** Rules of every table by name. Tables may contain each other: the arrays are made first and filled then. */
export function compileSchema(schema: Schema): ReadonlyMap<string, CompiledTable> {
  const tables = new Map<string, Rule[]>(Object.keys(schema.tables).map((name) => [name, []]));
  for (const [name, shapes] of Object.entries(schema.tables)) {
    const rules = shapes.map((shape) => compileShape(shape, schema, tables));
    tables.get(name)!.push(...rules.map((rule, slot) => (rules[slot + 1]?.kind === RULE.union ? { ...rule, kind: RULE.unionType } : rule)));
  }
  return tables;
}

function compileShape(shape: Shape, schema: Schema, tables: ReadonlyMap<string, CompiledTable>): Rule {
  switch (shape.is) {
    case 'scalar':
      return inline(shape.size, shape.size);
    case 'struct':
      return inline(shape.size, shape.align);
    case 'string':
      return { ...OFFSET, kind: RULE.string };
    case 'table':
      return { ...OFFSET, kind: RULE.table, table: tables.get(shape.name)! };
    case 'union':
      return { ...OFFSET, kind: RULE.union, members: schema.unions[shape.name]!.map((name) => tables.get(name) ?? NO_RULES) };
    case 'vector':
      return { ...OFFSET, kind: RULE.vector, element: compileShape(shape.of, schema, tables) };
  }
}
