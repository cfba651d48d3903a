import type { Id } from '@godwit/shared/ids/id';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './Composer.module.css';
import type { ComposerBlock } from './use-composer-block.js';

interface BlockedComposerProps {
  readonly block: ComposerBlock;
  readonly conversationId: Id;
  readonly peerId: Id;
}

/** Why nothing can be written, and what the user himself can do about it. */
export function BlockedComposer({ block, conversationId, peerId }: BlockedComposerProps) {
  const { t } = useTranslation();
  const { contacts, people } = useServices();
  const { busy, ask } = useAnswer();
  return (
    <footer className={styles.blocked} data-testid="composer-blocked" role="note">
      <span>{block.text}</span>
      {block.at === 'blocked' && (
        <Button size="small" loading={busy} onClick={() => void ask(() => contacts.unblock(peerId))} data-testid="composer-unblock">
          {t('people.unblock')}
        </Button>
      )}
      {block.at === 'notFriends' && (
        <Button size="small" onClick={() => people.openCard(peerId, conversationId)} data-testid="composer-befriend">
          {t('composer.befriend')}
        </Button>
      )}
    </footer>
  );
}
