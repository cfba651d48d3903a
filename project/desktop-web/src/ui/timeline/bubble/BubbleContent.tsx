import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecalled, messageText } from '../../common/entry-text.js';
import { Album } from '../attachments/Album.js';
import { ContactCard } from '../attachments/ContactCard.js';
import { FileCard } from '../attachments/FileCard.js';
import { RecordCard } from '../attachments/RecordCard.js';
import { Voice } from '../attachments/Voice.js';
import { readContactCard } from '../attachments/contact-card.js';
import { emojiCount } from '../rich-text/emoji-only.js';
import { FoldedText } from '../rich-text/FoldedText.js';
import { RichText } from '../rich-text/RichText.js';
import { useMentionables } from '../rich-text/use-mentionables.js';
import styles from './Bubble.module.css';
import { Recalled } from './Recalled.js';

type Item = EntryItem | PendingItem;

/** What a message says: words, and what comes with them. A kind that is not known says its fallback. */
export function BubbleContent({ item }: { item: Item }) {
  if (isRecalled(item)) return <Recalled item={item} />;
  const { kind, attachments } = item.body;
  switch (kind) {
    case 'text':
      return <Words item={item} />;
    case 'image':
    case 'video':
      return attachments.length === 0 ? <Fallback item={item} /> : <WithWords item={item} of={<Album item={item} />} />;
    case 'voice':
      return attachments[0] === undefined ? <Fallback item={item} /> : <Voice item={item} attachment={attachments[0]} />;
    case 'file':
      return attachments.length === 0 ? <Fallback item={item} /> : <WithWords item={item} of={<Files item={item} />} />;
    case 'contact_card': {
      const card = readContactCard(item.body.custom);
      return card === null ? <Fallback item={item} /> : <ContactCard card={card} />;
    }
    case 'merged_record':
      return item.body.record === null ? <Fallback item={item} /> : <RecordCard record={item.body.record} />;
    default:
      return <Fallback item={item} />;
  }
}

function Words({ item }: { item: Item }) {
  const { text } = item.body;
  const mentions = useMentionables(item.conversationId, item.body);
  const emojis = emojiCount(text);
  return (
    <span className={styles.text} dir="auto" data-emojis={emojis > 0 && emojis <= 3 ? emojis : undefined} data-testid="bubble-text">
      <FoldedText text={text}>
        <RichText text={text} mentions={mentions} />
      </FoldedText>
    </span>
  );
}

function WithWords({ item, of: content }: { item: Item; of: ReactNode }) {
  return (
    <>
      {content}
      {item.body.text !== '' && <Words item={item} />}
    </>
  );
}

const Files = ({ item }: { item: Item }) =>
  item.body.attachments.map((attachment) => <FileCard key={attachment.fileId} attachment={attachment} />);

function Fallback({ item }: { item: Item }) {
  const { t } = useTranslation();
  return (
    <span className={styles.text} dir="auto" data-testid="bubble-text">
      <em>{messageText(item, t)}</em>
    </span>
  );
}
