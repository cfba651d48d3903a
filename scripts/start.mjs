// npm start: runs on Node 20 with nothing installed.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('scripts/start/main.ts');
