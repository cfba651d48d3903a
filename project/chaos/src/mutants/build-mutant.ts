// A copy of the built tree with some sources changed: tiers run from it by startWorld({ root }), processes of the SDK by their path in it.
// Packages of npm are links into this repository, @godwit's are links inside the copy, so no import leads back to unchanged code.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { inRepository, ROOT } from '../../../../scripts/repository.ts';
import type { Mutant } from '../mutant.ts';

export type Patch = Pick<Mutant, 'name' | 'file' | 'find' | 'replace'>;

/** Run from dist. */
const BUILT = ['shared', 'client', 'access', 'logic', 'web'];
/** Run from source. */
const SOURCE = ['chaos'];
const UNUSED = /\.(map|d\.ts|tsbuildinfo)$|\.test\.[jt]s$/;

/** `dir` is made, and returned. The tree must be built. Throws when a patch does not fit exactly once. */
export function buildMutant(patches: readonly Patch[], dir: string): string {
  const files = patchedFiles(patches);
  for (const name of BUILT) copyPackage(name, 'dist', dir);
  for (const name of SOURCE) copyPackage(name, 'src', dir);
  for (const name of ['env', '.env']) if (existsSync(inRepository(name))) cpSync(inRepository(name), join(dir, name), { recursive: true });
  for (const name of ['scripts', 'schema']) symlinkSync(inRepository(name), join(dir, name));
  writePackageJson(dir);
  linkPackages(dir);
  for (const [path, text] of files) writeFileSync(join(dir, path), text);
  return dir;
}

/** What is changed, by its path in the copy. Throws when a patch does not fit exactly once. */
export const patchedFiles = (patches: readonly Patch[]): ReadonlyMap<string, string> =>
  new Map([...patchedTexts(patches)].map(([file, text]) => patched(file, text)));

export const patchesOf = (mutant: Mutant): readonly Patch[] => [
  mutant,
  ...(mutant.also ?? []).map((change) => ({ ...change, name: mutant.name })),
];

function patchedTexts(patches: readonly Patch[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, file, find, replace } of patches) {
    if (!existsSync(inRepository(file))) throw new Error(`mutant ${name}: there is no ${file}`);
    const parts = (texts.get(file) ?? readFileSync(inRepository(file), 'utf8')).split(find);
    if (parts.length !== 2) {
      throw new Error(`mutant ${name}: ${file} holds ${parts.length - 1} times, and must hold once: ${find}`);
    }
    texts.set(file, parts.join(replace));
  }
  return texts;
}

function copyPackage(name: string, folder: 'dist' | 'src', dir: string): void {
  const [from, to] = [inRepository('project', name), join(dir, 'project', name)];
  if (!existsSync(join(from, folder))) throw new Error(`${from}/${folder} is missing: run "npm run build"`);
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'package.json'), join(to, 'package.json'));
  cpSync(join(from, folder), join(to, folder), { recursive: true, filter: (path) => !UNUSED.test(path) });
  if (existsSync(join(from, 'node_modules'))) symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'));
}

/** Deno refuses a workspace whose members are not there. */
function writePackageJson(dir: string): void {
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as Record<string, unknown>;
  const workspaces = [...BUILT, ...SOURCE].map((name) => `project/${name}`);
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ ...manifest, workspaces }));
}

function linkPackages(dir: string): void {
  const modules = join(dir, 'node_modules');
  mkdirSync(join(modules, '@godwit'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@godwit' && name !== '.cache') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  for (const name of [...BUILT, ...SOURCE]) symlinkSync(join(dir, 'project', name), join(modules, '@godwit', name));
}

function patched(file: string, text: string): [string, string] {
  const [, name = '', path = ''] = /^project\/([^/]+)\/src\/(.+)\.ts$/.exec(file) ?? [];
  if (SOURCE.includes(name)) return [file, text];
  if (BUILT.includes(name)) return [join('project', name, 'dist', `${path}.js`), transpile(file, text)];
  throw new Error(`${file} is not run from the copy: patch a .ts file in project/{${[...BUILT, ...SOURCE].join(',')}}/src`);
}

function transpile(file: string, text: string): string {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: compilerOptions(),
  });
  const [first] = diagnostics ?? [];
  if (first !== undefined)
    throw new Error(`the patched ${file} is no TypeScript: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
  return outputText;
}

/** Those of the build; a single file does not tell transpileModule that its package is of type "module". */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(inRepository('tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const { ESNext } = ts.ModuleKind;
  return {
    ...options,
    module: ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    declaration: false,
    composite: false,
    sourceMap: false,
  };
}
