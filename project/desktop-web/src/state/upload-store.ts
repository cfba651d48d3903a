import type { Content } from '@godwit/client/client';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { Id } from '@godwit/shared/ids/id';
import type { FileKind } from '@godwit/shared/rest/files';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MentionPick } from './draft-store.js';
import type { Failure } from './failure.js';
import type { SendKind } from './upload-rules.js';

/** Chosen, and not sent yet. */
export interface StagedFile {
  readonly id: string;
  readonly file: File;
  readonly kind: SendKind;
  /** Of a picture: it is sent as it is. */
  readonly original: boolean;
}

/** What this device knows of a file beside what the server finds out. */
export type Facts = Partial<Pick<Attachment, 'width' | 'height' | 'durationMs' | 'thumbnail' | 'waveform'>>;

export type UploadProgress =
  | { readonly at: 'waiting' }
  | { readonly at: 'sending'; readonly percent: number }
  | { readonly at: 'done'; readonly attachment: Attachment }
  | { readonly at: 'failed'; readonly failure: Failure };

export interface UploadItem {
  readonly id: string;
  readonly file: Blob;
  readonly name: string;
  readonly kind: FileKind;
  /** Of a picture: it is sent as it is. */
  readonly original: boolean;
  readonly facts: Facts;
  readonly progress: UploadProgress;
}

/** A message whose files are on their way: it enters the outbox when all of them are there. */
export interface UploadMessage {
  readonly id: string;
  readonly conversationId: Id;
  readonly content: Content;
  /** Who is named in its words. */
  readonly picks: readonly MentionPick[];
  readonly items: readonly UploadItem[];
}

/** Lives as long as the page: a reload loses what is not sent. */
export interface UploadState {
  readonly staged: Readonly<Record<Id, readonly StagedFile[]>>;
  readonly messages: readonly UploadMessage[];
}

export type UploadStore = StoreApi<UploadState>;

export const createUploadStore = (): UploadStore => createStore(() => ({ staged: {}, messages: [] }));

const NOTHING: readonly StagedFile[] = [];

/** The same array until it changes. */
export const stagedIn = ({ staged }: Pick<UploadState, 'staged'>, conversationId: Id): readonly StagedFile[] =>
  staged[conversationId] ?? NOTHING;

export function setStaged(store: UploadStore, conversationId: Id, files: readonly StagedFile[]): void {
  store.setState(({ staged: { [conversationId]: _before, ...others } }) => ({
    staged: files.length === 0 ? others : { ...others, [conversationId]: files },
  }));
}

export const itemOf = ({ messages }: UploadState, itemId: string): UploadItem | undefined =>
  messages.flatMap((message) => message.items).find((item) => item.id === itemId);

export function patchItem(store: UploadStore, itemId: string, patch: Partial<Omit<UploadItem, 'id'>>): void {
  const change = (item: UploadItem): UploadItem => (item.id === itemId ? { ...item, ...patch } : item);
  store.setState(({ messages }) => ({
    messages: messages.map((message) =>
      message.items.some((item) => item.id === itemId) ? { ...message, items: message.items.map(change) } : message,
    ),
  }));
}

/** A message without files is none any more. */
export function dropItem(store: UploadStore, itemId: string): void {
  store.setState(({ messages }) => ({
    messages: messages
      .map((message) => ({ ...message, items: message.items.filter((item) => item.id !== itemId) }))
      .filter((message) => message.items.length > 0),
  }));
}

/** What was meant as a picture or video waits again, as a file: in a message of its own, unless it is alone in the one it has. */
export function sendAsFile(store: UploadStore, itemId: string): void {
  const change = (message: UploadMessage): readonly UploadMessage[] => {
    const item = message.items.find(({ id }) => id === itemId);
    if (item === undefined) return [message];
    const items: readonly UploadItem[] = [{ ...item, kind: 'file', progress: { at: 'waiting' } }];
    if (message.items.length === 1) return [{ ...message, content: { ...message.content, kind: 'file' }, items }];
    const own: UploadMessage = {
      ...message,
      id: `${message.id}-${itemId}`,
      content: { kind: 'file', fallbackText: item.name },
      picks: [],
      items,
    };
    return [{ ...message, items: message.items.filter(({ id }) => id !== itemId) }, own];
  };
  store.setState(({ messages }) => ({ messages: messages.flatMap(change) }));
}
