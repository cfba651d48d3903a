import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import { MAX_ATTACHMENTS } from '@godwit/shared/message-terms';
import type { FileKind } from '@godwit/shared/rest/files';
import { type Refusal, refusalOf, sendKindOf } from './upload-rules.js';
import { createUploadRunner, type UploadParts } from './upload-runner.js';
import { type Facts, setStaged, type StagedFile, stagedIn, type UploadItem } from './upload-store.js';

export interface Refused {
  readonly name: string;
  readonly reason: Refusal;
}

export interface UploadActions {
  /** Puts files beside the text that is being written; gives those that cannot be sent. */
  stage(conversationId: Id, files: readonly File[]): readonly Refused[];
  unstage(conversationId: Id, fileId: string): void;
  /** Sends what is staged, with words. Pictures make one message, everything else one each; the words go with the first. */
  send(conversationId: Id, words: Content): void;
  sendVoice(conversationId: Id, recording: Blob, facts: Facts, words: Content): void;
  /** Gives a file up; the rest of its message goes on. */
  cancel(itemId: string): void;
  /** A picture or video that is none goes as a file. */
  retry(itemId: string): void;
  /** The network is back: what it broke off goes on. A new link says so by itself; one over QUIC may outlive a short cut that HTTP did not. */
  resume(): void;
}

/** fileMaxBytes: of the server. */
export function createUploadActions({ fileMaxBytes, ...parts }: UploadParts & { readonly fileMaxBytes: number }): UploadActions {
  const { stores } = parts;
  const { uploads } = stores;
  let made = 0;
  const newId = (): string => `u${++made}`;

  const add = (conversationId: Id, content: Content, items: readonly UploadItem[]): void =>
    uploads.setState(({ messages }) => ({ messages: [...messages, { id: newId(), conversationId, content, items }] }));

  const { pump, deliver, retry, cancel, stop } = createUploadRunner(parts);

  const resume = (): void => {
    for (const { items } of uploads.getState().messages)
      for (const { id, progress } of items) if (progress.at === 'failed' && progress.failure.at !== 'refused') retry(id);
    void deliver();
  };
  stores.link.subscribe(({ status }, before) => {
    if (status.at === 'online' && before.status.at !== 'online') resume();
  });
  stores.account.subscribe(({ account }) => {
    if (account.at !== 'signed-out') return;
    stop();
    uploads.setState({ staged: {}, messages: [] });
  });

  return {
    stage(conversationId, files) {
      const room = MAX_ATTACHMENTS - stagedIn(uploads.getState(), conversationId).length;
      const { staged, refused } = sorted(files, { room, fileMaxBytes }, newId);
      setStaged(uploads, conversationId, [...stagedIn(uploads.getState(), conversationId), ...staged]);
      return refused;
    },
    unstage(conversationId, fileId) {
      const left = stagedIn(uploads.getState(), conversationId).filter(({ id }) => id !== fileId);
      setStaged(uploads, conversationId, left);
    },
    send(conversationId, words) {
      const staged = stagedIn(uploads.getState(), conversationId);
      setStaged(uploads, conversationId, []);
      inMessages(staged).forEach(({ kind, files }, index) => {
        const fallbackText = files.map(({ file }) => file.name).join(', ');
        add(conversationId, { ...(index === 0 && words), kind, fallbackText }, files.map(waiting));
      });
      pump();
    },
    sendVoice(conversationId, recording, facts, words) {
      const item: UploadItem = { id: newId(), file: recording, name: 'voice', kind: 'voice', facts, progress: { at: 'waiting' } };
      add(conversationId, { ...words, kind: 'voice' }, [item]);
      pump();
    },
    cancel,
    retry,
    resume,
  };
}

function sorted(
  files: readonly File[],
  { room, fileMaxBytes }: { room: number; fileMaxBytes: number },
  newId: () => string,
): { staged: StagedFile[]; refused: Refused[] } {
  const staged: StagedFile[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const reason = refusalOf(file, fileMaxBytes) ?? (staged.length >= room ? 'tooMany' : null);
    if (reason === null) staged.push({ id: newId(), file, kind: sendKindOf(file) });
    else refused.push({ name: file.name, reason });
  }
  return { staged, refused };
}

const waiting = ({ id, file, kind }: StagedFile): UploadItem => ({
  id,
  file,
  name: file.name,
  kind,
  facts: {},
  progress: { at: 'waiting' },
});

function inMessages(staged: readonly StagedFile[]): { kind: Exclude<FileKind, 'avatar'>; files: readonly StagedFile[] }[] {
  const pictures = staged.filter(({ kind }) => kind === 'image');
  const others = staged.filter(({ kind }) => kind !== 'image').map((one) => ({ kind: one.kind, files: [one] }));
  return pictures.length === 0 ? others : [{ kind: 'image', files: pictures }, ...others];
}
