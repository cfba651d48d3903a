import { fileURLToPath } from 'node:url';

/** Where `npm run build` leaves the client that the web tier serves. */
export const clientDirectory = fileURLToPath(new URL('../../desktop-web/dist/client', import.meta.url));
