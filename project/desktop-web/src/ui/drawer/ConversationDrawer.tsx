import type { Id } from '@godwit/shared/ids/id';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useLayout, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { closeDrawer } from '../../state/layout-store.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { Splash } from '../common/Splash.js';
import styles from './ConversationDrawer.module.css';
import { useRoomBeside } from './use-room-beside.js';

const ConversationInfo = lazy(async () => ({ default: (await import('./ConversationInfo.js')).ConversationInfo }));
const OverDrawer = lazy(async () => ({ default: (await import('./OverDrawer.js')).OverDrawer }));

/** About the open conversation: a column beside the chat where there is room for it, else over it. */
export function ConversationDrawer({ conversationId }: { conversationId: Id }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const isOpen = useLayout((state) => state.drawer !== 'none');
  const conversation = useConversations((state) => conversationById(state, conversationId));
  const [wanted, setWanted] = useState(isOpen);
  const hasRoom = useRoomBeside();
  if (isOpen && !wanted) setWanted(true);
  const close = (): void => closeDrawer(stores.layout);
  if (conversation === undefined) return null;
  const content = (
    <PanelBoundary resetKey={conversationId}>
      <Suspense fallback={<Splash />}>
        <ConversationInfo key={conversationId} conversation={conversation} onClose={close} />
      </Suspense>
    </PanelBoundary>
  );
  if (hasRoom)
    return isOpen ? (
      <aside className={styles.beside} aria-label={t('drawer.label')} data-testid="drawer">
        {content}
      </aside>
    ) : null;
  return wanted ? (
    <Suspense fallback={null}>
      <OverDrawer isOpen={isOpen} onClose={close}>
        {content}
      </OverDrawer>
    </Suspense>
  ) : null;
}
