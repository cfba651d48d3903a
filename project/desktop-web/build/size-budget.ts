import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** U-24, 350 kB: what a browser loads until somebody can sign in, the SDK that runs in its worker included. */
const BUDGET_KIB = 341;
/** Pages are chunks of their own; a chunk's name is that of its module. */
const PAGES = { 'sign-in': ['LoginPage'], list: ['Shell', 'MessagesPage'], chat: ['Shell', 'MessagesPage', 'ChatPane'] } as const;

type Bundle = Rolldown.OutputBundle;

/** Prints what the first pages load, gzipped, and warns when it is more than the budget. */
export function sizeBudget(): Plugin {
  return {
    name: 'godwit-size-budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const workers = Object.keys(bundle).filter((name) => /session-worker-.*\.js$/.test(name));
        const sizes = Object.entries(PAGES).map(([page, roots]) => {
          const files = new Set([...loadedBy(bundle, ['index', ...roots]), ...workers]);
          return [page, [...files].reduce((sum, name) => sum + gzipped(bundle, name), 0) / 1_024] as const;
        });
        this.info(sizes.map(([page, kib]) => `${page}: ${kib.toFixed(0)} KiB gz`).join(', '));
        const [[, signIn]] = sizes as [readonly [string, number]];
        if (signIn > BUDGET_KIB) this.warn(`the sign-in page loads ${signIn.toFixed(0)} KiB gz, more than ${BUDGET_KIB} (U-24)`);
      },
    },
  };
}

/** Chunks of these names with all that they import at once, and their styles. */
function loadedBy(bundle: Bundle, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const queue = Object.values(bundle).flatMap((file) => (file.type === 'chunk' && names.includes(file.name) ? [file.fileName] : []));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') continue;
    queue.push(...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? []));
  }
  return found;
}

function gzipped(bundle: Bundle, name: string): number {
  const file = bundle[name];
  return file === undefined ? 0 : gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length;
}
