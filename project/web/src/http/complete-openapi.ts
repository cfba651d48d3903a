// What the description gets beside the schemas: an example of every body and answer, and the errors of the catalog in place of a copy of
// the same two schemas at every route.
import { ERRORS, type ErrorEntry } from '@godwit/shared/protocol/errors';
import { REST_PREFIX } from '@godwit/shared/rest/answer';
import type { RouteKey } from '../permissions.js';
import { exampleOf, type Schema } from './example-of.js';
import { REQUEST_EXAMPLES } from './request-examples.js';

interface Json {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { summary: string; value: unknown }>;
}
interface Response {
  description?: string;
  content?: Record<string, Json>;
  $ref?: string;
}
export interface Operation {
  requestBody?: { content: Record<string, Json> };
  responses: Record<string, Response>;
}
export interface OpenApi {
  paths?: Record<string, Record<string, Operation>>;
  components?: { responses?: Record<string, Response> };
}

const JSON_TYPE = 'application/json';
const REFUSALS = { '4XX': 'Refused', '5XX': 'Failed' } as const;

/** Changes and gives back what it gets. */
export function completeOpenApi(openapi: OpenApi): OpenApi {
  for (const [path, operations] of Object.entries(openapi.paths ?? {}))
    for (const [method, operation] of Object.entries(operations)) {
      const key = `${method.toUpperCase()} ${path.slice(REST_PREFIX.length).replace(/\{(\w+)\}/g, ':$1')}` as RouteKey;
      giveExamples(operation, REQUEST_EXAMPLES[key]);
      shareRefusals(openapi, operation);
    }
  return openapi;
}

function giveExamples({ requestBody, responses }: Operation, body: object | undefined): void {
  const request = requestBody?.content[JSON_TYPE];
  if (request !== undefined && body !== undefined) request.example = body;
  for (const [status, { content }] of Object.entries(responses)) {
    const answer = content?.[JSON_TYPE];
    if (status.startsWith('2') && answer?.schema?.properties !== undefined)
      answer.example = { ...(exampleOf(answer.schema) as object), message: 'ok' };
  }
}

function shareRefusals(openapi: OpenApi, { responses }: Operation): void {
  for (const [statuses, name] of Object.entries(REFUSALS)) {
    const schema = responses[statuses]?.content?.[JSON_TYPE]?.schema;
    if (schema === undefined) continue;
    const components = (openapi.components ??= {});
    (components.responses ??= {})[name] ??= refusals(statuses, schema);
    responses[statuses] = { $ref: `#/components/responses/${name}` };
  }
}

function refusals(statuses: string, schema: Schema): Response {
  const errors = Object.entries(ERRORS as Record<string, ErrorEntry>).filter(([, { http }]) => String(http)[0] === statuses[0]);
  const lines = errors.map(([name, { http, code, retry, en }]) => `| ${String(http)} | ${String(code)} | ${name} | ${retry} | ${en} |`);
  const examples = errors.map(([name, { code, retry, en }]) => {
    const data = retry === 'later' ? { retryAfterMs: 1_000 } : null;
    return [name, { summary: en, value: { code, message: en, data, requestId: 'f0a1b2c3d4e5' } }] as const;
  });
  return {
    description: ['Errors of the catalog:', '', '| status | code | name | repeat it | |', '|---|---|---|---|---|', ...lines].join('\n'),
    content: { [JSON_TYPE]: { schema, examples: Object.fromEntries(examples) } },
  };
}
