// The static checks: each one command, in the order in which a failure is cheapest to read.
export interface CheckStep {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** What to do when it fails. */
  readonly advice: string;
}

const bin = (path: string): string => `node_modules/${path}`;

/** Runs first and alone: the others resolve packages through the declarations that it writes. */
export const TYPES: CheckStep = { name: 'types', args: [bin('typescript/bin/tsc'), '-b'], advice: 'fix the types' };

export const STATIC_STEPS: readonly CheckStep[] = [
  { name: 'types of scripts', args: [bin('typescript/bin/tsc'), '-p', 'scripts'], advice: 'fix the types' },
  { name: 'types of schema', args: [bin('typescript/bin/tsc'), '-p', 'schema'], advice: 'fix the types' },
  { name: 'types of e2e', args: [bin('typescript/bin/tsc'), '-p', 'project/e2e'], advice: 'fix the types' },
  { name: 'types of bench', args: [bin('typescript/bin/tsc'), '-p', 'project/bench'], advice: 'fix the types' },
  { name: 'types of chaos', args: [bin('typescript/bin/tsc'), '-p', 'project/chaos'], advice: 'fix the types' },
  {
    name: 'eslint',
    args: [bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
    advice: 'npx eslint . --fix, then by hand',
  },
  {
    name: 'prettier',
    args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '--cache', '.'],
    advice: 'npm run format',
  },
  {
    name: 'layers',
    args: [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), 'project', 'scripts', 'schema', '--config', '.dependency-cruiser.cjs'],
    advice: 'import only what docs/layout.md allows',
  },
  { name: 'dead code', args: [bin('knip/bin/knip.js'), '--no-progress'], advice: 'remove it, or name it in knip.json' },
  { name: 'generated code', args: ['schema/generate.mjs', '--check'], advice: 'npm run flatc' },
];

export const SCHEMA_RULES: CheckStep = {
  name: 'schema rules',
  args: [bin('vitest/vitest.mjs'), 'run', '--project', 'servers', 'schema'],
  advice: 'bring schema.sql and the migrations together (CONTRIBUTING.md)',
};
