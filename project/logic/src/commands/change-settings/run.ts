import { ok, type Outcome } from '@godwit/shared/outcome';
import type { MemberState } from '@godwit/shared/protocol/messages/member-state';
import type { CommandParts } from '../parts.js';
import { settingsMessages } from './publish.js';
import { changeSettings, type SettingsChange } from './store.js';

export async function runChangeSettings({ pool, fanout }: CommandParts, change: SettingsChange): Promise<Outcome<MemberState>> {
  const changed = await changeSettings(pool, change);
  if (!changed.ok) return changed;
  await fanout.deliver(settingsMessages(change.userId, changed.value));
  return ok(changed.value.state);
}
