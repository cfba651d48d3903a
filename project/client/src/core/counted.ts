import type { Down } from '@godwit/shared/protocol/down';

/** Frames that are part of a session's push count (C10). */
export const COUNTED: ReadonlySet<Down['kind']> = new Set<Down['kind']>([
  'pushMessage',
  'readReceipt',
  'deliveryReceipt',
  'userStateChanged',
  'friendEvent',
  'groupOperation',
  'systemNotification',
  'syncHint',
]);
