import { docsTable, markdownTable } from '@godwit/shared/testing/docs-table';
import { expect, it } from 'vitest';
import { PERMISSIONS, RATE_CLASSES, type RouteKey } from './permissions.js';
import { ROUTE_RULES, type RouteRule, SUBJECTS } from './route-rules.js';

it('[C32] the tables of routes and of rates stand in docs/permissions.md', () => {
  const routes = markdownTable([
    ['route', 'who', 'object', 'decided in', 'rate', 'body bytes'],
    ...Object.entries(PERMISSIONS).map(([route, { auth, rate, maxBodyBytes }]) => {
      const { object, decidedIn } = ROUTE_RULES[route as RouteKey];
      return [`\`${route}\``, auth, object, `\`${decidedIn}\``, rate, String(maxBodyBytes)];
    }),
  ]);
  expect(docsTable('permissions.md', 'routes', routes)).toBe(routes);
  const verdicts = markdownTable([
    ['route', ...SUBJECTS, 'somebody else’s', 'unknown id'],
    ...Object.entries(ROUTE_RULES).map(([route, { may, ids }]) => [
      `\`${route}\``,
      ...SUBJECTS.map((subject) => may[subject]),
      ofEach(ids, 'other'),
      ofEach(ids, 'random'),
    ]),
  ]);
  expect(docsTable('permissions.md', 'route-verdicts', verdicts)).toBe(verdicts);
  const rates = markdownTable([
    ['rate', 'requests', 'seconds', 'per'],
    ...Object.entries(RATE_CLASSES).map(([name, { requests, seconds, per }]) => [name, String(requests), String(seconds), per]),
  ]);
  expect(docsTable('permissions.md', 'rates', rates)).toBe(rates);
});

function ofEach(ids: RouteRule['ids'], is: 'other' | 'random'): string {
  const names = Object.keys(ids);
  if (names.length === 0) return '–';
  return names.map((name) => (names.length === 1 ? ids[name]![is] : `${name}: ${ids[name]![is]}`)).join('; ');
}
