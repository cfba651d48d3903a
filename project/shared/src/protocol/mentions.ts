import { type Id, NO_ID } from '../ids/id.js';
import { getId, readerOf } from './flatbuffer.js';
import { MessageBody } from './generated/message-body.js';

/** Stands for every member among those who are mentioned. */
export const EVERYBODY: Id = NO_ID;

/** Whom a verified body names, each once; reads nothing else of it. */
export function mentionsOf(bytes: Uint8Array): readonly Id[] {
  const body = MessageBody.getRootAsMessageBody(readerOf(bytes));
  const all = body.mentionAll();
  const count = body.mentionsLength();
  if (count === 0) return all ? ONLY_EVERYBODY : NOBODY;
  const named = new Set<Id>();
  for (let i = 0; i < count; i++) named.add(getId(body.mentions(i)));
  named.delete(EVERYBODY);
  return all ? [EVERYBODY, ...named] : [...named];
}

const NOBODY: readonly Id[] = [];
const ONLY_EVERYBODY: readonly Id[] = [EVERYBODY];
