// npm run bench: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('project/bench/src/main.ts');
