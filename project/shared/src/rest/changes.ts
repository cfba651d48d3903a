// What has changed in a list of people since a device read it last.
import { z } from 'zod';
import { id } from './fields.js';

/** A version that is older gets the whole list; what ended longer ago is not kept for devices. */
export const LIST_CHANGES_MS = 90 * 24 * 3_600_000;

/** `version` of the answer before; '' = everything. */
export const sinceQuery = z.object({
  since: z
    .string()
    .regex(/^(?:\d{1,15}\.\d{1,15})?$/, { error: 'expected the version of an answer before' })
    .default(''),
});

/**
 * The list that comes with it is, when `full`, all there is, in place of what the device has; otherwise what is new or different. removed:
 * ids of what is gone, whether the device had it or not. The same change may come twice. version: what to ask with the next time.
 */
export const listChanges = z.object({ version: z.string(), full: z.boolean(), removed: z.array(id) });
export type ListChanges = z.output<typeof listChanges>;
