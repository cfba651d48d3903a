import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';

/** Somebody whom a message introduces. */
export interface ContactCardContent {
  readonly userId: Id;
  readonly name: string;
}

const MAX_NAME = 100;

/** A message that introduces somebody. Clients that know no cards show the name. */
export const contactCard = ({ userId, name }: ContactCardContent): Content => ({
  kind: 'contact_card',
  custom: new TextEncoder().encode(JSON.stringify({ userId, name: name.slice(0, MAX_NAME) })),
  fallbackText: name.slice(0, MAX_NAME),
});

/** Reads `custom` of a body of kind contact_card, JSON {userId, name}: the profile itself is read when the card is opened. null: no card that this version understands. */
export function readContactCard(custom: Uint8Array): ContactCardContent | null {
  try {
    const card = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(custom)) as { userId?: unknown; name?: unknown } | null;
    if (typeof card?.userId !== 'string' || !/^[1-9]\d{0,19}$/.test(card.userId) || typeof card.name !== 'string') return null;
    return { userId: card.userId, name: card.name.slice(0, MAX_NAME) };
  } catch {
    return null;
  }
}
