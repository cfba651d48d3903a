// Every place of a call where a client says a text, from the OpenAPI description.
import type { JsonSchema } from './conforms.js';
import type { Operation } from './openapi.js';
import type { Prepared } from './route-calls.js';

export interface StringParameter {
  readonly in: 'path' | 'query' | 'body';
  /** Names from the body down; 0 = the first of a list. */
  readonly path: readonly (string | number)[];
}

export function stringParameters({ parameters = [], requestBody }: Operation): StringParameter[] {
  const body = requestBody?.content['application/json']?.schema;
  return [
    ...parameters.map(({ in: place, name }) => ({ in: place, path: [name] })),
    ...(body === undefined ? [] : unique(textsOf(body, []).map((path) => ({ in: 'body' as const, path })))),
  ];
}

function textsOf(schema: JsonSchema, path: readonly (string | number)[]): (readonly (string | number)[])[] {
  if (schema.type === 'string' || schema.enum !== undefined) return [path];
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((option) => textsOf(option, path));
  const items = schema.items === undefined ? [] : textsOf(schema.items, [...path, 0]);
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => textsOf(field, [...path, name]));
  return [...options, ...items, ...fields];
}

const unique = (parameters: readonly StringParameter[]): StringParameter[] => [
  ...new Map(parameters.map((parameter) => [parameter.path.join('.'), parameter])).values(),
];

/** The call with `value` in that place. */
export function withValue(call: Prepared, { in: place, path }: StringParameter, value: unknown): Prepared {
  const [name = ''] = path;
  switch (place) {
    case 'path':
      return { ...call, ids: { ...call.ids, [name]: String(value) } };
    case 'query':
      return { ...call, query: { ...call.query, [name]: String(value) } };
    case 'body':
      return { ...call, body: placed(call.body, path, value) };
  }
}

function placed(at: unknown, [name, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof name === 'number') return [placed(Array.isArray(at) ? at[name] : undefined, rest, value)];
  return { ...(at as object | undefined), [name]: placed((at as Record<string, unknown> | undefined)?.[name], rest, value) };
}
