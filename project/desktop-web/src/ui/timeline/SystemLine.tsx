import type { EntryItem } from '@godwit/client/view/timeline';
import { memo } from 'react';
import { useAccount } from '../../state/app-services.js';
import { systemText } from '../common/system-text.js';
import { useSystemWords } from '../common/use-system-text.js';
import { UserName } from '../people/UserName.js';
import { markedName, nameParts } from './name-parts.js';
import styles from './TimelineRow.module.css';

/** What happened, in a sentence; the names of others open their profiles. */
export const SystemLine = memo(function SystemLine({ item }: { item: EntryItem }) {
  const words = useSystemWords(item);
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const personOf: typeof words.personOf = (userId) => {
    const { subject, object } = words.personOf(userId);
    return userId === me ? { subject, object } : { subject: markedName(userId, subject), object: markedName(userId, object) };
  };
  const { conversationId, body, seq } = item;
  return (
    <p className={styles.system} dir="auto" data-testid="system-line" data-seq={seq} data-code={body.system?.code ?? ''}>
      <span>
        {nameParts(systemText(body, { ...words, personOf })).map((part, at) =>
          part.userId === null ? part.text : <UserName key={at} userId={part.userId} name={part.text} conversationId={conversationId} />,
        )}
      </span>
    </p>
  );
});
