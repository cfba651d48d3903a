import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryItem } from '@godwit/client/view/timeline';
import { useServices } from '../../state/app-services.js';
import { previewText } from '../common/preview-text.js';
import { usePersonName } from '../common/use-person-name.js';

interface Heard {
  readonly entry: EntryItem;
  /** Others that came since the last words. */
  readonly more: number;
}

/** So long the words stay before the next ones; of what comes meanwhile the newest is read, and the others are counted. */
const SAY_MS = 1_500;

/** Reads new messages of the open conversation to screen readers, and nothing else. */
export function LiveMessages() {
  const { client, stores } = useServices();
  const [said, setSaid] = useState<Heard | null>(null);
  useEffect(() => {
    let waiting: Heard | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      if (waiting === null) {
        timer = undefined;
        return;
      }
      setSaid(waiting);
      waiting = null;
      timer = setTimeout(say, SAY_MS);
    };
    const stop = client.on('entry', (entry) => {
      const { timeline } = stores.timeline.getState();
      if (entry.mine || entry.kind !== 'message' || entry.conversationId !== timeline?.conversationId) return;
      waiting = { entry, more: waiting === null ? 0 : waiting.more + 1 };
      if (timer === undefined) say();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, stores]);
  return (
    <div className="gw-visually-hidden" aria-live="polite" data-testid="live-messages">
      {said !== null && <Words key={said.entry.key} heard={said} />}
    </div>
  );
}

function Words({ heard: { entry, more } }: { heard: Heard }) {
  const { t } = useTranslation();
  const name = usePersonName(entry.conversationId, entry.senderId);
  const text = previewText(entry, t);
  const words = name === '' ? text : t('list.from', { name, text });
  return more === 0 ? words : `${t('rail.moreMessages', { count: more })} ${words}`;
}
