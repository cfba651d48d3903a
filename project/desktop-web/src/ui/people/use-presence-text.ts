import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/app-services.js';
import { clockTime, sameDay, shortTime } from '../common/time-label.js';
import { useNow } from '../common/use-now.js';
import { usePresenceOf } from '../common/use-presence.js';

const MINUTE_MS = 60_000;

/** Online, or when somebody was last here; '' = not known, or not to be known. userId '0' = nobody. */
export function usePresenceText(userId: Id): string {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const presence = usePresenceOf(userId);
  const now = useNow(MINUTE_MS, presence !== undefined && !presence.online);
  if (presence === undefined) return '';
  if (presence.online) return t('people.online');
  const at = presence.lastSeenAt;
  if (at === 0) return '';
  if (sameDay(at, now)) return t('people.lastSeenToday', { time: clockTime(at) });
  return t('people.lastSeen', { time: shortTime(at, now, language, { today: t('time.today'), yesterday: t('time.yesterday') }) });
}
