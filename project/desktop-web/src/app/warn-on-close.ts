import type { Stores } from '../state/app-services.js';

/** Files on their way are lost with the page; messages on their way wait in the outbox until it is opened again. Browsers show words of their own. */
export function warnOnClose(page: Window, { uploads, conversations }: Pick<Stores, 'uploads' | 'conversations'>): void {
  page.addEventListener('beforeunload', (event) => {
    const uploading = uploads.getState().messages.length > 0;
    const unsent = conversations.getState().list.some(({ sending }) => sending > 0);
    if (uploading || unsent) event.preventDefault();
  });
}
