import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import { MAX_ATTACHMENTS } from '@godwit/shared/message-terms';
import type { FileKind } from '@godwit/shared/rest/files';
import type { DraftActions } from './draft-actions.js';
import type { MentionPick } from './draft-store.js';
import { type Refusal, refusalOf, sendKindOf } from './upload-rules.js';
import { createUploadRunner, type UploadParts } from './upload-runner.js';
import { type Facts, setStaged, type StagedFile, stagedIn, type UploadItem, type UploadMessage } from './upload-store.js';

export type Refused = { readonly name: string } & (
  { readonly reason: Exclude<Refusal, 'tooLarge'> } | { readonly reason: 'tooLarge'; readonly maxBytes: number }
);

export interface UploadActions {
  /** Puts files beside the text that is being written; gives those that cannot be sent. */
  stage(conversationId: Id, files: readonly File[]): readonly Refused[];
  unstage(conversationId: Id, fileId: string): void;
  /** Whether pictures that are staged there are sent as they are, or smaller. */
  setOriginal(conversationId: Id, original: boolean): void;
  /** Sends what is staged, with words. Pictures make one message, everything else one each; the words go with the first. picks: who is named in them. */
  send(conversationId: Id, words: Content, picks?: readonly MentionPick[]): void;
  sendVoice(conversationId: Id, recording: Blob, facts: Facts, words: Content): void;
  /** Gives a file up; the rest of its message goes on, and without a rest its words are a draft again. */
  cancel(itemId: string): void;
  /** A picture or video that is none goes as a file. */
  retry(itemId: string): void;
  /** The network is back: what it broke off goes on. A new link says so by itself; one over QUIC may outlive a short cut that HTTP did not. */
  resume(): void;
  /** Ends all of them. */
  stop(): void;
  /** Ends all of them; what was written for them is a draft again. */
  withdraw(): void;
}

interface UploadActionParts extends UploadParts {
  /** Of the server. */
  readonly fileMaxBytes: number;
  readonly drafts: Pick<DraftActions, 'giveBack'>;
}

export function createUploadActions({ fileMaxBytes, drafts, ...parts }: UploadActionParts): UploadActions {
  const { stores } = parts;
  const { uploads } = stores;
  let made = 0;
  const newId = (): string => `u${++made}`;

  const add = (message: Omit<UploadMessage, 'id'>): void =>
    uploads.setState(({ messages }) => ({ messages: [...messages, { ...message, id: newId() }] }));

  const giveBack = ({ conversationId, content: { text = '' }, picks }: UploadMessage): void => {
    if (text !== '') drafts.giveBack(conversationId, text, picks);
  };

  const { pump, deliver, retry, cancel, stop } = createUploadRunner(parts);

  const resume = (): void => {
    for (const { items } of uploads.getState().messages)
      for (const { id, progress } of items) if (progress.at === 'failed' && progress.failure.at !== 'refused') retry(id);
    void deliver();
  };
  stores.link.subscribe(({ status }, before) => {
    if (status.at === 'online' && before.status.at !== 'online') resume();
  });

  return {
    stage(conversationId, files) {
      const before = stagedIn(uploads.getState(), conversationId);
      const original = before.some((one) => one.original);
      const { staged, refused } = sorted(files, { room: MAX_ATTACHMENTS - before.length, fileMaxBytes, original }, newId);
      setStaged(uploads, conversationId, [...before, ...staged]);
      return refused;
    },
    unstage(conversationId, fileId) {
      const left = stagedIn(uploads.getState(), conversationId).filter(({ id }) => id !== fileId);
      setStaged(uploads, conversationId, left);
    },
    setOriginal(conversationId, original) {
      const staged = stagedIn(uploads.getState(), conversationId).map((one) => ({ ...one, original }));
      setStaged(uploads, conversationId, staged);
    },
    send(conversationId, words, picks = []) {
      const staged = stagedIn(uploads.getState(), conversationId);
      setStaged(uploads, conversationId, []);
      inMessages(staged).forEach(({ kind, files }, index) => {
        const fallbackText = files.map(({ file }) => file.name).join(', ');
        const [content, named] = index === 0 ? [words, picks] : [{}, []];
        add({ conversationId, content: { ...content, kind, fallbackText }, picks: named, items: files.map(chosen) });
      });
      pump();
    },
    sendVoice(conversationId, recording, facts, words) {
      const item = waiting({ id: newId(), file: recording, name: 'voice', kind: 'voice', original: true, facts });
      add({ conversationId, content: { ...words, kind: 'voice' }, picks: [], items: [item] });
      pump();
    },
    cancel(itemId) {
      const message = uploads.getState().messages.find(({ items }) => items.some(({ id }) => id === itemId));
      cancel(itemId);
      if (message?.items.length === 1) giveBack(message);
    },
    retry,
    resume,
    stop,
    withdraw() {
      stop();
      const { messages } = uploads.getState();
      uploads.setState({ messages: [] });
      messages.forEach(giveBack);
    },
  };
}

function sorted(
  files: readonly File[],
  { room, fileMaxBytes, original }: { room: number; fileMaxBytes: number; original: boolean },
  newId: () => string,
): { staged: StagedFile[]; refused: Refused[] } {
  const staged: StagedFile[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const reason = refusalOf(file, fileMaxBytes) ?? (staged.length >= room ? 'tooMany' : null);
    if (reason === null) staged.push({ id: newId(), file, kind: sendKindOf(file), original });
    else refused.push({ name: file.name, ...(reason === 'tooLarge' ? { reason, maxBytes: fileMaxBytes } : { reason }) });
  }
  return { staged, refused };
}

const waiting = (item: Omit<UploadItem, 'progress'>): UploadItem => ({ ...item, progress: { at: 'waiting' } });

const chosen = (staged: StagedFile): UploadItem => waiting({ ...staged, name: staged.file.name, facts: {} });

function inMessages(staged: readonly StagedFile[]): { kind: Exclude<FileKind, 'avatar'>; files: readonly StagedFile[] }[] {
  const pictures = staged.filter(({ kind }) => kind === 'image');
  const others = staged.filter(({ kind }) => kind !== 'image').map((one) => ({ kind: one.kind, files: [one] }));
  return pictures.length === 0 ? others : [{ kind: 'image', files: pictures }, ...others];
}
