import type { RouteKey } from '../permissions.js';
import type { JsonSchema } from './conforms.js';

export interface Operation {
  readonly parameters?: readonly { readonly in: 'path' | 'query'; readonly name: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Json>> };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Json>>;
}

interface Json {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

interface Description {
  readonly components: { readonly responses: Operation['responses'] };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The description as a running server gives it, by route. */
export async function readOperations(url: string): Promise<(key: RouteKey) => Operation> {
  const { paths, components } = (await (await fetch(`${url}/swagger/json`)).json()) as Description;
  return (key) => {
    const [method = '', path = ''] = key.split(' ');
    const operation = paths[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`${key} is not described`);
    const responses = Object.entries(operation.responses).map(([status, response]) => [status, resolved(response, components)]);
    return { ...operation, responses: Object.fromEntries(responses) as Operation['responses'] };
  };
}

const resolved = (response: Response, { responses }: Description['components']): Response =>
  response.$ref === undefined ? response : responses[response.$ref.split('/').at(-1)!]!;

/** The schema of an answer with this status; undefined: it is not described, or has no JSON. */
export function answerSchema({ responses }: Operation, status: number): JsonSchema | undefined {
  const response = responses[String(status)] ?? responses[`${String(Math.floor(status / 100))}XX`];
  return response?.content?.['application/json']?.schema;
}
