import type { GroupPatch } from '@godwit/shared/rest/groups';
import type { GroupChange } from './group-change.js';

/** Names and new values, in turn: what each device writes over what it knows. */
export const infoChange = (values: GroupPatch & { readonly muteAll?: boolean }): GroupChange => ({
  kind: 'info',
  code: 'group_changed',
  args: Object.entries(values).flatMap(([name, value]) => [name, String(value)]),
  operation: 'info_changed',
});
