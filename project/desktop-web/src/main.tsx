import { GodwitClient } from '@godwit/client/client';
import { IndexedDbStore } from '@godwit/client/store/indexeddb';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { createServices } from './app/create-services.js';
import { deviceId } from './app/device-id.js';
import { DATABASE } from './offline/delete-database.js';
import { watchPage } from './state/problem-log.js';
import { registerWorker } from './offline/register-worker.js';
import './theme/global.css';

const client = new GodwitClient({
  api: '',
  deviceId: deviceId(localStorage),
  platform: 'web',
  store: new IndexedDbStore({ name: DATABASE }),
});
const services = createServices({
  client,
  storage: localStorage,
  languages: navigator.languages,
  now: Date.now,
  isOnline: () => navigator.onLine,
});

watchPage(window, services.stores.problems, Date.now);

createRoot(document.getElementById('root') as HTMLElement).render(<App services={services} />);
void services.session.restore();
registerWorker();
