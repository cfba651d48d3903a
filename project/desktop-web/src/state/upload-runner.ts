// Uploads of messages: announced, put and completed by the SDK, then the message into its outbox. Bounded: MAX_RUNNING at once.
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { failureOf } from './failure.js';
import { dropItem, itemOf, patchItem, sendAsFile, type UploadItem, type UploadMessage, type UploadStore } from './upload-store.js';
import { canBeSmaller } from './upload-rules.js';
import { videoFacts } from './video-facts.js';

/** The others wait. */
const MAX_RUNNING = 3;

export interface UploadParts {
  readonly client: ChatClient;
  readonly stores: Stores;
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

export interface UploadRunner {
  /** Begins what waits, as far as there is room. */
  readonly pump: () => void;
  /** Sends the messages whose files are all there. */
  readonly deliver: () => Promise<void>;
  readonly retry: (itemId: string) => void;
  readonly cancel: (itemId: string) => void;
  readonly stop: () => void;
}

export function createUploadRunner({ client, stores: { uploads }, now, isOnline }: UploadParts): UploadRunner {
  const running = new Map<string, AbortController>();
  const deliver = createDelivery(client, uploads);

  const pump = (): void => {
    const waiting = uploads.getState().messages.flatMap(({ items }) => items.filter(({ progress }) => progress.at === 'waiting'));
    for (const item of waiting.slice(0, MAX_RUNNING - running.size)) void run(item);
  };

  /** One after the other: decoded, a picture of a phone is 50 to 200 MB. */
  let decoding: Promise<unknown> = Promise.resolve();
  const bytesOf = ({ file, kind, original }: UploadItem): Promise<Blob> => {
    if (kind !== 'image' || original || !canBeSmaller(file)) return Promise.resolve(file);
    const smaller = decoding.then(() => smallerPicture(file));
    decoding = smaller;
    return smaller;
  };

  const run = async (item: UploadItem): Promise<void> => {
    const { id, file, name, kind, facts } = item;
    const abort = new AbortController();
    running.set(id, abort);
    patchItem(uploads, id, { progress: { at: 'sending', percent: 0 } });
    let shown = 0;
    const onProgress = (sent: number, size: number): void => {
      const percent = Math.floor((100 * sent) / size);
      if (percent !== shown) patchItem(uploads, id, { progress: { at: 'sending', percent } });
      shown = percent;
    };
    try {
      const known = kind === 'video' ? await videoFacts(file) : facts;
      const attachment = await client.upload(await bytesOf(item), { kind, name, onProgress, signal: abort.signal });
      patchItem(uploads, id, { progress: { at: 'done', attachment: { ...attachment, ...known } } });
    } catch (error) {
      if (!abort.signal.aborted) patchItem(uploads, id, { progress: { at: 'failed', failure: failureOf(error, now(), isOnline()) } });
    } finally {
      running.delete(id);
      await deliver();
      pump();
    }
  };

  const retry = (itemId: string): void => {
    const item = itemOf(uploads.getState(), itemId);
    if (item?.progress.at !== 'failed') return;
    const { failure } = item.progress;
    const asFile = failure.at === 'refused' && failure.error === 'FILE_TYPE_REFUSED' && item.kind !== 'voice';
    if (asFile) sendAsFile(uploads, itemId);
    else patchItem(uploads, itemId, { progress: { at: 'waiting' } });
    void deliver();
    pump();
  };

  return {
    pump,
    deliver,
    retry,
    cancel(itemId) {
      running.get(itemId)?.abort();
      dropItem(uploads, itemId);
      void deliver();
    },
    stop: () => running.forEach((abort) => abort.abort()),
  };
}

/** Loaded with the first photo; without it, offline for instance, a photo is sent as it is. */
const smallerPicture = (file: Blob): Promise<Blob> =>
  import('./smaller-picture.js').then(
    (module) => module.smallerPicture(file),
    () => file,
  );

/** Each message once. One that could not be kept on this device stays, and is tried again with the next file or link. */
function createDelivery(client: ChatClient, uploads: UploadStore): () => Promise<void> {
  const enqueue = async (message: UploadMessage, attachments: Attachment[]): Promise<void> => {
    const { messages } = uploads.getState();
    if (!messages.some(({ id }) => id === message.id)) return;
    uploads.setState({ messages: messages.filter(({ id }) => id !== message.id) });
    await client
      .enqueue(message.conversationId, { ...message.content, attachments }, { keepsDraft: true })
      .catch(() => uploads.setState((state) => ({ messages: [...state.messages, message] })));
  };
  return async () => {
    for (const message of uploads.getState().messages) {
      const attachments = message.items.map(({ progress }) => (progress.at === 'done' ? progress.attachment : null));
      if (attachments.every((one) => one !== null)) await enqueue(message, attachments);
    }
  };
}
