import { afterAll, beforeAll, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { PERMISSIONS, type RouteKey } from '../permissions.js';
import { ROUTES } from '../routes/routes.js';
import { faultsOf } from '../testing/conforms.js';
import { type Operation, readOperations } from '../testing/openapi.js';
import { startTestWeb, type TestWeb } from '../testing/test-web.js';

let web: TestWeb;
let operation: (key: RouteKey) => Operation;
beforeAll(async () => {
  web = await startTestWeb();
  operation = await readOperations(web.url);
});
afterAll(() => web.close());

const KEYS = Object.keys(PERMISSIONS) as RouteKey[];
const JSON_TYPE = 'application/json';

it('OpenAPI shows a body that its route takes, wherever there is one', () => {
  const faults = KEYS.flatMap((key) => {
    const body = operation(key).requestBody?.content[JSON_TYPE];
    if (body === undefined) return [];
    const { spec } = ROUTES[key](web.services);
    return spec.body?.safeParse(body.example).success === true ? [] : [key];
  });
  expect(faults).toEqual([]);
});

it('OpenAPI shows an answer as its route gives it', () => {
  const answers = KEYS.flatMap((key) =>
    Object.entries(operation(key).responses).flatMap(([status, { content }]) => {
      const answer = content?.[JSON_TYPE];
      return status.startsWith('2') && answer?.schema.properties !== undefined ? [{ key, ...answer }] : [];
    }),
  );
  expect(answers.length).toBeGreaterThan(70);
  expect(answers.flatMap(({ key, example, schema }) => faultsOf(example, schema, key))).toEqual([]);
});

it('OpenAPI lists the errors of the catalog, each among those of its status', async () => {
  const { components } = (await (await fetch(`${web.url}/swagger/json`)).json()) as {
    components: { responses: Record<string, { description: string; content: Record<string, { examples: Record<string, unknown> }> }> };
  };
  const listed = (name: string): string[] => Object.keys(components.responses[name]!.content[JSON_TYPE]!.examples);
  const named = (is: (http: number) => boolean): string[] => Object.entries(ERRORS).flatMap(([name, { http }]) => (is(http) ? [name] : []));
  expect(listed('Refused')).toEqual(named((http) => http < 500));
  expect(listed('Failed')).toEqual(named((http) => http >= 500));
  expect(components.responses['Refused']!.description).toContain('| 429 | 1201 | RATE_LIMIT | later |');
});
