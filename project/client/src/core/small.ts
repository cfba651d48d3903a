import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import { type CatchUp, newCatchUp } from '../inbox/catch-up.js';
import { type Lookup, newLookup } from '../inbox/lookup.js';
import { type Marks, newMarks } from '../inbox/marks.js';
import { newSettings, type Settings } from '../inbox/settings.js';
import { newRequests, type Requests } from '../link/requests.js';
import { type LinkState, newLink } from '../link/state.js';
import type { Limits } from './context.js';

/** State of the machines that a client has one of. */
export interface Small {
  readonly me: Id;
  readonly limits: Limits;
  readonly link: LinkState;
  readonly catchUp: CatchUp;
  readonly lookup: Lookup;
  readonly marks: Marks;
  readonly settings: Settings;
  readonly requests: Requests;
  /** Newest user version heard of. */
  readonly userVersion: number;
  /** Newest version of the list of favourites heard of. */
  readonly favouriteVersion: number;
  /** Newest version of the own profile heard of. */
  readonly profileVersion: number;
  /** Of the lists of people, as the newest sync says it. */
  readonly peopleVersion: number;
  /** Of the newest own send. */
  readonly order: number;
}

export const nobody = (): Small => ({
  me: NO_ID,
  limits: DEFAULT_LIMITS,
  link: newLink(),
  catchUp: newCatchUp({ since: 0, userVersion: 0 }),
  lookup: newLookup(),
  marks: newMarks(),
  settings: newSettings(),
  requests: newRequests(),
  userVersion: 0,
  favouriteVersion: 0,
  profileVersion: 0,
  peopleVersion: 0,
  order: 0,
});

/** Time, chance and fresh numbers of the owner. */
export interface Surroundings {
  readonly now: () => number;
  readonly random: () => number;
  readonly fresh: () => number;
}
