// Whether a value is what a JSON schema of the OpenAPI description says, and nothing beside it. Knows the words that our schemas use; throws
// on every other one, so that none is passed over.

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const CHECKED = ['type', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items', 'anyOf', 'const', 'enum', 'pattern'];
const SILENT = ['minimum', 'maximum', 'description', 'default'];

/** What is wrong, by path; empty = it conforms. */
export function faultsOf(value: unknown, schema: JsonSchema, at = 'answer'): string[] {
  const unknown = Object.keys(schema).filter((word) => ![...CHECKED, ...SILENT].includes(word));
  if (unknown.length > 0) throw new Error(`${at}: the test does not know ${unknown.join(', ')}`);
  if (schema.anyOf !== undefined) {
    const faults = schema.anyOf.map((option) => faultsOf(value, option, at));
    return faults.some(({ length }) => length === 0) ? [] : [`${at}: none of ${JSON.stringify(faults)}`];
  }
  if ('const' in schema && value !== schema.const) return [`${at}: ${JSON.stringify(value)} is not ${JSON.stringify(schema.const)}`];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at}: ${JSON.stringify(value)} is not one of ${String(schema.enum)}`];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isA(value, type))) return [`${at}: ${JSON.stringify(value)} is no ${types.join(' or ')}`];
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(String(value)))
    return [`${at}: does not match ${schema.pattern}`];
  if (Array.isArray(value)) return value.flatMap((item, i) => faultsOf(item, schema.items ?? {}, `${at}[${String(i)}]`));
  return typeof value === 'object' && value !== null ? faultsOfFields(value as Record<string, unknown>, schema, at) : [];
}

function faultsOfFields(value: Record<string, unknown>, schema: JsonSchema, at: string): string[] {
  const { properties, required = [], additionalProperties } = schema;
  if (properties === undefined && additionalProperties === undefined)
    return schema.type === 'object' ? [`${at}: the schema lists no fields`] : [];
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const listed = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (listed !== undefined) return faultsOf(field, listed, `${at}.${name}`);
    return typeof additionalProperties === 'object'
      ? faultsOf(field, additionalProperties, `${at}.${name}`)
      : [`${at}.${name} is not listed`];
  });
  return [...missing, ...wrong];
}

function isA(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
