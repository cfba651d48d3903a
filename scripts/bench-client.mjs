// npm run bench:client: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('scripts/built/main.ts', ['project/e2e/src/client-bench/main.ts', ...process.argv.slice(2)]);
