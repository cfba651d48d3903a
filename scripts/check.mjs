// npm run check: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('scripts/check/main.ts');
