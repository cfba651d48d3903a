// npm run chaos: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('scripts/built/main.ts', ['project/chaos/src/main.ts', ...process.argv.slice(2)]);
