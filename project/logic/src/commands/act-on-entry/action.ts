import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { type ActionKind, type EntryKind, isAction } from '@godwit/shared/protocol/messages/entry-kind';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { verify } from '@godwit/shared/protocol/verify';
import { WRONG_CLIENT_ID, writtenRefusal } from '../../send/check.js';
import { referencesOf } from '../../send/references.js';
import { isRowId } from '../../store/row-id.js';

const MAX_EMOJI_BYTES = 32;
/** PostgreSQL stores no NUL, and nobody sees the others. */
const INVISIBLE = /[\p{Cc}\p{White_Space}]/u;

/** A well-formed entry about another. */
export interface Action {
  readonly kind: ActionKind;
  readonly clientMsgId: Id;
  readonly targetSeq: number;
  /** As it goes into the log. */
  readonly body: Uint8Array;
  /** Of reaction and unreact, otherwise ''. */
  readonly emoji: string;
  /** Of an edit, as in References. */
  readonly mentions: readonly Id[];
  /** What an edit attaches. */
  readonly files: readonly Id[];
}

type Content = Pick<Action, 'emoji' | 'mentions' | 'files'>;

/** Decides without the database: what can never be done. */
export function actionOf({ clientMsgId, kind, targetSeq, body }: OutgoingEntry): Outcome<Action> {
  if (!isRowId(clientMsgId)) return { ok: false, refusal: WRONG_CLIENT_ID };
  if (!isAction(kind)) return refuse('INVALID_ARGUMENT', `an entry of kind ${kind} is not about another`);
  if (targetSeq === 0) return refuse('INVALID_ARGUMENT', 'target_seq must be the seq of a message');
  const content = contentOf(kind, body);
  return content.ok ? ok({ kind, clientMsgId, targetSeq, body, ...content.value }) : content;
}

function contentOf(kind: ActionKind, body: Uint8Array): Outcome<Content> {
  switch (kind) {
    case 'recall':
    case 'pin':
    case 'unpin':
      return body.length === 0
        ? ok({ emoji: '', mentions: [], files: [] })
        : refuse('INVALID_ARGUMENT', `the body of a ${kind} must be empty`);
    case 'reaction':
    case 'unreact':
      return emojiOf(body);
    case 'edit':
      return editOf(body);
  }
}

function emojiOf(body: Uint8Array): Outcome<Content> {
  if (!verify('MessageBody', body)) return refuse('INVALID_ARGUMENT', 'the body is not a MessageBody buffer');
  const { text } = decodeMessageBody(body);
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > MAX_EMOJI_BYTES)
    return refuse('INVALID_ARGUMENT', `the text has ${String(bytes)} bytes, a reaction has 1 to ${String(MAX_EMOJI_BYTES)}`);
  if (INVISIBLE.test(text)) return refuse('INVALID_ARGUMENT', 'a reaction has no spaces and no control characters');
  return ok({ emoji: text, mentions: [], files: [] });
}

function editOf(body: Uint8Array): Outcome<Content> {
  const refusal = writtenRefusal(body);
  if (refusal !== undefined) return { ok: false, refusal };
  if (decodeMessageBody(body).replyTo !== null)
    return refuse('INVALID_ARGUMENT', 'an edit keeps the quote of the message and has none itself');
  const { mentions = [], attached = [] } = referencesOf(body) ?? {};
  return ok({ emoji: '', mentions, files: attached.map(({ fileId }) => fileId) });
}

/** Whether a frame is for this command. */
export const hasAction = (entries: readonly { readonly kind: EntryKind }[]): boolean => entries.some(({ kind }) => isAction(kind));
