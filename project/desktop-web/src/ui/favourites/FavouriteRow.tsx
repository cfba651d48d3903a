import type { Favourite } from '@godwit/client/api/favourite-pages';
import { StarOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { favouriteKey, keepStarred } from '../../state/action-store.js';
import { useConversations, usePreferences, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { focusNeighbour } from '../common/focus-neighbour.js';
import { useFeedback } from '../common/feedback.js';
import { previewText } from '../common/preview-text.js';
import { fullTime, shortTime } from '../common/time-label.js';
import { useAvatar } from '../common/use-avatar.js';
import { useConversationName } from '../common/use-conversation-name.js';
import { useNames } from '../common/use-names.js';
import { useNow } from '../common/use-now.js';
import { isRecalled } from '../common/entry-text.js';
import { messagePath } from '../timeline/actions/message-link.js';
import { useToldAttempt } from '../timeline/actions/use-told-attempt.js';
import styles from './FavouritesPage.module.css';

const MINUTE_MS = 60_000;

/** Who wrote it, where and when; a click goes there. */
export function FavouriteRow({ favourite: { entry, starredAt } }: { favourite: Favourite }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = usePreferences((state) => state.language);
  const conversation = useConversations((state) => conversationById(state, entry.conversationId));
  const chat = useConversationName(conversation);
  const name = useNames(entry.conversationId, [entry.senderId])(entry.senderId);
  const image = useAvatar(entry.senderId);
  const now = useNow(MINUTE_MS);
  const { body } = entry;
  const text = body.kind === 'text' && !isRecalled(entry) ? body.text : previewText(entry, t);
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const reachable = conversation !== undefined && !entry.recalled;
  return (
    <div className={styles.row} role="listitem" data-testid="favourite" data-seq={entry.seq} data-conversation-id={entry.conversationId}>
      <button
        type="button"
        className={styles.open}
        disabled={!reachable}
        title={conversation === undefined ? t('favourites.gone') : undefined}
        aria-label={t('favourites.open', { name })}
        onClick={() => void navigate(messagePath(entry.conversationId, entry.seq))}
        data-testid="open-favourite"
      />
      <Avatar name={name} seed={entry.senderId} image={image} size={40} />
      <div className={styles.content}>
        <p className={styles.from}>
          <span className={styles.name} dir="auto">
            {conversation?.type === 'group' ? t('favourites.from', { name, chat }) : name}
          </span>
          <time
            dateTime={new Date(entry.createdAt).toISOString()}
            title={t('favourites.starredAt', { time: fullTime(starredAt, language) })}
          >
            {shortTime(entry.createdAt, now, language, words)}
          </time>
        </p>
        <p className={styles.text} dir="auto" data-recalled={entry.recalled}>
          {text}
        </p>
      </div>
      <Remove favourite={{ entry, starredAt }} />
    </div>
  );
}

function Remove({ favourite: { entry } }: { favourite: Favourite }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client, stores } = useServices();
  const attempt = useToldAttempt();
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const done = await attempt(client.unstar(entry.conversationId, entry.seq));
    setBusy(false);
    if (!done) return;
    // The list itself is read anew on the event that follows.
    keepStarred(stores.actions, [favouriteKey(entry)], false);
    if (button.current !== null) focusNeighbour(button.current);
    message.success(t('favourites.removed'));
  };
  return (
    <button
      ref={button}
      type="button"
      className={styles.remove}
      aria-label={t('favourites.remove')}
      title={t('favourites.remove')}
      disabled={busy}
      onClick={() => void remove()}
      data-testid="remove-favourite"
    >
      <Icon of={StarOff} size={18} />
    </button>
  );
}
