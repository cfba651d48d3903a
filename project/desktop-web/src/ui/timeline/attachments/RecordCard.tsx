import type { MessageRecord, RecordItem } from '@godwit/shared/protocol/messages/message-record';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../state/app-services.js';
import { Avatar } from '../../common/Avatar.js';
import { wordsLine } from '../../common/preview-text.js';
import { fullTime } from '../../common/time-label.js';
import { RichText } from '../rich-text/RichText.js';
import { FileCard } from './FileCard.js';
import { isPicture } from './media.js';
import { RecordPicture } from './RecordPicture.js';
import styles from './RecordCard.module.css';

const SHOWN_LINES = 4;

/** What was said elsewhere, as the one who forwarded it says: its first lines, and all of it in a dialog. */
export function RecordCard({ record: { items } }: { record: MessageRecord }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const title = t('timeline.record', { count: items.length });
  return (
    <>
      <button type="button" className={styles.card} onClick={() => setOpen(true)} aria-haspopup="dialog" data-testid="record-card">
        <strong>{title}</strong>
        {items.slice(0, SHOWN_LINES).map((item, at) => (
          <Line key={at} item={item} />
        ))}
      </button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={title} destroyOnHidden centered width={480}>
        <ol className={styles.list} data-testid="record-list" tabIndex={0}>
          {items.map((item, at) => (
            <Said key={at} item={item} />
          ))}
        </ol>
      </Modal>
    </>
  );
}

/** In one line: names are as they were there, and may not be known. */
function Line({ item }: { item: RecordItem }) {
  const { t } = useTranslation();
  const words = useWords(item);
  return (
    <span className={styles.line} dir="auto">
      {item.senderName || t('system.somebody')}: {words}
    </span>
  );
}

function useWords({ kind, text, attachments }: RecordItem): string {
  const { t } = useTranslation();
  const words = wordsLine(text);
  if (kind === 'merged_record') return t('list.kind.record');
  if (words !== '' || attachments.length === 0) return words;
  return kind === 'image'
    ? t('list.kind.image')
    : kind === 'video'
      ? t('list.kind.video')
      : `${t('list.kind.file')} ${attachments[0]?.name ?? ''}`;
}

function Said({ item }: { item: RecordItem }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { senderId, senderName, createdAt, text, attachments, record } = item;
  const name = senderName || t('system.somebody');
  return (
    <li className={styles.said} data-testid="record-item">
      <Avatar name={name} seed={senderId} size={34} />
      <div className={styles.words}>
        <p className={styles.who}>
          <b dir="auto">{name}</b> <time dateTime={new Date(createdAt).toISOString()}>{fullTime(createdAt, language)}</time>
        </p>
        {attachments.map((attachment) =>
          isPicture(attachment) ? (
            <RecordPicture key={attachment.fileId} attachment={attachment} />
          ) : (
            <FileCard key={attachment.fileId} attachment={attachment} />
          ),
        )}
        {record !== null && <RecordCard record={record} />}
        {text !== '' && (
          <p className={styles.text} dir="auto">
            <RichText text={text} mentions={NOBODY} />
          </p>
        )}
      </div>
    </li>
  );
}

const NOBODY: readonly never[] = [];
