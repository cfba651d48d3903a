import { ok, type Outcome } from '@godwit/shared/outcome';
import type { ConversationsPage, MessagesPage } from '@godwit/shared/rest/export';
import type { CommandParts } from '../parts.js';
import { type OwnConversations, type OwnMessages, readOwnConversations, readOwnMessages } from './store.js';

export const runOwnConversations = async ({ pool }: CommandParts, asked: OwnConversations): Promise<Outcome<ConversationsPage>> =>
  ok(await readOwnConversations(pool, asked));

export const runOwnMessages = async ({ pool }: CommandParts, asked: OwnMessages): Promise<Outcome<MessagesPage>> =>
  ok(await readOwnMessages(pool, asked));
