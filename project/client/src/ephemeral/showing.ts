import type { Id } from '@godwit/shared/ids/id';
import type { UpOf } from '../wire.js';

// What is on the screen (F-59). Pure. The server may hold back pushes of other rooms for up to 0.5 s; a client that has opened nothing, as bots do, shows everything; a page that
// nobody sees, in a hidden tab, shows nothing.

/** Opened conversations, the newest last; undefined: none so far. */
export type Showing = readonly Id[] | undefined;

export const shown = (before: Showing, id: Id): Showing => [...without(before, id), id];

export const left = (before: Showing, id: Id): Showing => before && without(before, id);

/** undefined: nothing to be said, or a server that does not understand it. */
export const told = (showing: Showing, visible: boolean, maxShown: number): UpOf<'showing'> | undefined =>
  showing && maxShown > 0 ? { kind: 'showing', conversationIds: visible ? showing.slice(-maxShown) : [] } : undefined;

const without = (before: Showing, id: Id): readonly Id[] => (before ?? []).filter((other) => other !== id);
