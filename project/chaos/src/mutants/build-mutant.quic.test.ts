import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { denoBinary } from '../../../../scripts/deno-binary.ts';
import { buildOnce } from '../../../../scripts/testing/build-once.ts';
import { startWorld } from '../../../../scripts/testing/world.ts';
import { buildMutant, type Patch } from './build-mutant.js';

const CLIENT_PATCH: Patch = {
  name: 'repeated-ids',
  file: 'project/client/src/outbox/client-msg-id.ts',
  find: '(low + 1) % 2 ** RANDOM_BITS',
  replace: 'low',
};
const READY_PATCH: Patch = {
  name: 'ready-line',
  file: 'project/shared/src/service.ts',
  find: `msg: 'ready' }`,
  replace: `msg: 'ready of a mutant' }`,
};
const PORTS_PATCH: Patch = {
  name: 'access-ports',
  file: 'project/access/src/main.ts',
  find: 'internal: internal.port }',
  replace: 'internal: internal.port, mutant: 4242 }',
};

describe('a mutant', () => {
  let parent: string;
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'godwit-mutants-'));
    await buildOnce();
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it('runs the changed code in every tier, under Deno and Node, its own and what it imports', async () => {
    const root = buildMutant([READY_PATCH, PORTS_PATCH], join(parent, 'tiers'));
    const lines: string[] = [];
    const world = await startWorld({ root, access: 1, logic: 1, web: 1, log: (node, line) => lines.push(`${node} ${line}`) });
    await world.close();
    expect(world.access[0]?.ports['mutant']).toBe(4242);
    const mutated = lines.filter((line) => line.includes('"msg":"ready of a mutant"')).map((line) => line.split(' ')[0]);
    expect(mutated.sort()).toEqual(['access-1', 'logic-1', 'web-1']);
  });

  it.each([
    ['Node', process.execPath, []],
    ['Deno', denoBinary(), ['run', '--no-remote', '--node-modules-dir=manual', '-A']],
  ])('runs the changed SDK under %s', async (name, command, args) => {
    const root = buildMutant([CLIENT_PATCH], join(parent, name));
    const program = join(root, 'project/chaos/src/two-ids.ts');
    writeFileSync(
      program,
      `import { clientMsgIds } from '@godwit/client/outbox/client-msg-id';
       const next = clientMsgIds(Math.random);
       console.log(String(next(5)) === String(next(5)));`,
    );
    const { stdout } = await promisify(execFile)(command, [...args, program], { cwd: tmpdir() });
    expect(stdout).toBe('true\n');
  });

  it('may change a file in several places, and sources of chaos itself', () => {
    const file = 'project/chaos/src/mutant.ts';
    const root = buildMutant(
      [
        { name: 'a', file, find: '// One change', replace: '// Two changes' },
        {
          name: 'b',
          file,
          find: 'export interface Mutant extends Change {',
          replace: 'export interface Mutant extends Change { readonly more: string;',
        },
      ],
      join(parent, 'sources'),
    );
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toContain('// Two changes');
    expect(text).toContain('readonly more: string;');
  });

  it.each([
    ['nothing of it is there', { find: 'no such text' }, 'mutant broken: project/access/src/main.ts holds 0 times'],
    ['it is there twice', { find: 'import {' }, /holds \d+ times, and must hold once: import \{/],
    ['the file is not there', { file: 'project/access/src/gone.ts' }, 'there is no project/access/src/gone.ts'],
    ['the result is no TypeScript', { replace: 'ports: { =' }, 'is no TypeScript'],
    ['the file is not run', { file: 'project/desktop-web/src/main.tsx', find: 'createRoot(' }, 'is not run from the copy'],
  ])('is refused when %s', (what, part, message) => {
    const patch: Patch = { name: 'broken', file: 'project/access/src/main.ts', find: 'ports: {', replace: 'ports: {', ...part };
    expect(() => buildMutant([patch], join(parent, what))).toThrow(message);
  });
});
