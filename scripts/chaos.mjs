// npm run chaos: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('project/chaos/src/main.ts');
