import { DATABASE } from '../offline/delete-database.js';
import { browserName } from './browser-name.js';
import { GodwitClient } from '@godwit/client/client';
import type { SessionSettings } from '@godwit/client/session/meeting';
import { IndexedDbStore } from '@godwit/client/store/indexeddb';

/** page: of this page alone; else its tabs say what is seen. */
export const createClient = ({ api, deviceId }: SessionSettings, page = false): GodwitClient =>
  new GodwitClient({
    api,
    deviceId,
    platform: 'web',
    deviceName: browserName(navigator.userAgent),
    page,
    store: new IndexedDbStore({ name: DATABASE }),
  });
