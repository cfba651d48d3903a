import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { emojiData } from './build/emoji-data.ts';
import { compressed } from './build/compressed.ts';
import { offlineShell } from './build/offline-shell.ts';
import { sizeBudget } from './build/size-budget.ts';

const from = (path: string): string => join(import.meta.dirname, path);
const server = process.env['GODWIT_SERVER'] ?? 'http://localhost:8080';

export default defineConfig({
  worker: { format: 'es' },
  plugins: [react(), emojiData(), offlineShell(), sizeBudget(), compressed()],
  resolve: { alias: { '@rc-component/form': from('build/no-forms.ts') } },
  build: {
    outDir: 'dist/client',
    target: 'es2023',
    // The QUIC session decides how soon a chat is usable; hints for lazy chunks would compete with it for the first round trips.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: from('index.html'), 'service-worker': from('src/offline/service-worker.ts') },
      output: { entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': server, '/config.json': server, '/swagger': server } },
});
