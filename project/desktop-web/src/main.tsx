import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { createServices } from './app/create-services.js';
import { fetchClientConfig, loadClientConfig } from './app/load-client-config.js';
import { deviceId } from './app/device-id.js';
import { watchPage } from './state/problem-log.js';
import { warnOnClose } from './app/warn-on-close.js';
import { registerWorker } from './offline/register-worker.js';
import { startSession } from './session/start-session.js';
import { endSession } from './state/follow-client.js';
import './theme/global.css';

const config = await loadClientConfig(fetchClientConfig, localStorage);
const client = await startSession({ api: config.apiOrigin, deviceId: deviceId(localStorage) }, () =>
  endSession(services.stores, 'refused'),
);
const services = createServices({
  client,
  config,
  storage: localStorage,
  languages: navigator.languages,
  now: Date.now,
  isOnline: () => navigator.onLine,
});

watchPage(window, services.stores.problems, Date.now);

createRoot(document.getElementById('root') as HTMLElement).render(<App services={services} />);
void services.session.restore();
registerWorker(services.updates);
warnOnClose(window, services.stores);
window.addEventListener('online', () => services.uploads.resume());
