// npm run bench: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('scripts/built/main.ts', ['project/bench/src/main.ts', ...process.argv.slice(2)]);
