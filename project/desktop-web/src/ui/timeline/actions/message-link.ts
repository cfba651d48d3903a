import type { Id } from '@godwit/shared/ids/id';

/** The place of a message in this client. */
export const messagePath = (conversationId: Id, seq: number): string => `/chat/${conversationId}?msg=${seq}`;

/** The same as an address that can be sent to others in the conversation. */
export const messageLink = (conversationId: Id, seq: number): string => location.origin + messagePath(conversationId, seq);
