import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { coerce, type SettingTable } from './coerce.js';

const root = (path: string): URL => new URL(`../../../../${path}`, import.meta.url);
const example = parse(readFileSync(root('env/example.env')));

/** The one zod table that a package's config.ts exports. */
async function tableOf(tier: string): Promise<SettingTable> {
  const exported = (await import(/* @vite-ignore */ root(`project/${tier}/src/config.ts`).href)) as Record<string, unknown>;
  const table = Object.values(exported).find((value) => value instanceof z.ZodObject);
  if (table === undefined) throw new Error(`project/${tier}/src/config.ts exports no zod object`);
  return table;
}

/** The names that `npm start` asks its environment for. */
async function startSettings(): Promise<string[]> {
  const { readSettings } = (await import(/* @vite-ignore */ root('scripts/start/settings.ts').href)) as {
    readSettings: (env: Record<string, string | undefined>) => unknown;
  };
  const asked = new Set<string>();
  readSettings(
    new Proxy(
      {},
      {
        get: (_env, name) => {
          asked.add(String(name));
          return undefined;
        },
      },
    ),
  );
  return [...asked];
}

const TIERS = ['access', 'logic', 'web'];

describe.each(TIERS)('env/example.env and the table of %s', (tier) => {
  it('every setting is listed with its default, or empty', async () => {
    const table = await tableOf(tier);
    const defaults = table.parse({}) as Record<string, unknown>;
    const listed = Object.entries(table.shape).map(([name, setting]) => {
      const text = example[name];
      const value = text === undefined ? 'not listed' : coerce(setting, text);
      return [name, value ?? defaults[name]];
    });
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(Object.keys(table.shape).map((name) => [name, defaults[name]])));
  });
});

it('env/example.env lists every setting of npm start, and nothing that nobody reads', async () => {
  const tables = await Promise.all(TIERS.map(tableOf));
  const start = await startSettings();
  expect(Object.keys(example)).toEqual(expect.arrayContaining(start));
  const known = new Set([...start, ...tables.flatMap((table) => Object.keys(table.shape)), 'GODWIT_CONFIG']);
  expect(Object.keys(example).filter((name) => !known.has(name))).toEqual([]);
});
