import type { Id } from '@godwit/shared/ids/id';
import { RotateCw, X } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/create-i18n.js';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences, useServices, useUploads } from '../../state/app-services.js';
import type { UploadItem } from '../../state/upload-store.js';
import { Icon } from '../common/Icon.js';
import { sizeLabel } from '../common/size-label.js';
import styles from './Uploads.module.css';

/** What is there in a moment is not worth moving the chat for. */
const SHOW_AFTER_MS = 400;

/** Files of this conversation on their way, each with its progress; also while something else is written, or nothing can be. */
export function RunningUploads({ conversationId }: { conversationId: Id }) {
  const { t } = useTranslation();
  const messages = useUploads((state) => state.messages);
  const items = messages.filter((message) => message.conversationId === conversationId).flatMap((message) => message.items);
  const isLong = useLasting(items.length > 0);
  if (!isLong && items.every(({ progress }) => progress.at !== 'failed')) return null;
  return (
    <section className={styles.running} aria-label={t('uploads.running')} data-testid="uploads">
      <ul>
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
      <p>{t('uploads.stayOpen')}</p>
    </section>
  );
}

/** Whether something has been so for a while. */
function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasts(is), is ? SHOW_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [is]);
  return is && lasts;
}

function Row({ item }: { item: UploadItem }) {
  const { t } = useTranslation();
  const { uploads } = useServices();
  const language = usePreferences((state) => state.language);
  const { progress, id, kind, file } = item;
  const name = kind === 'voice' ? t('uploads.voice') : item.name;
  const asFile = progress.at === 'failed' && progress.failure.at === 'refused' && progress.failure.error === 'FILE_TYPE_REFUSED';
  const percent = progress.at === 'sending' ? progress.percent : progress.at === 'done' ? 100 : 0;
  return (
    <li data-testid="upload" data-state={progress.at}>
      <div className={styles.about}>
        <strong dir="auto">{name}</strong>
        <small data-failed={progress.at === 'failed'} role={progress.at === 'failed' ? 'alert' : undefined}>
          {stateText(item, sizeLabel(file.size), t, language)}
        </small>
        <div className={styles.bar} role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
          <span style={{ width: `${percent}%` }} data-failed={progress.at === 'failed'} />
        </div>
      </div>
      {progress.at === 'failed' && (
        <button type="button" className={styles.retry} onClick={() => uploads.retry(id)} data-testid="retry-upload">
          <Icon of={RotateCw} size={15} /> {asFile ? t('uploads.retryAsFile') : t('uploads.retry')}
        </button>
      )}
      <button
        type="button"
        className={styles.cancel}
        aria-label={t('uploads.cancel', { name })}
        title={t('uploads.cancel', { name })}
        onClick={() => uploads.cancel(id)}
        data-testid="cancel-upload"
      >
        <Icon of={X} size={17} />
      </button>
    </li>
  );
}

function stateText({ progress }: UploadItem, size: string, t: TFunction, language: Language): string {
  switch (progress.at) {
    case 'waiting':
      return `${size} · ${t('uploads.waiting')}`;
    case 'sending':
      return `${size} · ${progress.percent === 100 ? t('uploads.finishing') : `${progress.percent} %`}`;
    case 'done':
      return size;
    case 'failed': {
      const { failure } = progress;
      if (failure.at === 'refused') return (failure.error && errorText(failure.error, language)) ?? t('uploads.failed');
      return failure.at === 'offline' ? t('uploads.offline') : t('uploads.failed');
    }
  }
}
