import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ConversationDrawer.module.css';

interface OverDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Over the chat, where there is no room beside it. */
export function OverDrawer({ isOpen, onClose, children }: OverDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      closable={false}
      size={360}
      rootClassName={styles.over ?? ''}
      styles={{ body: { padding: 0 } }}
      aria-label={t('drawer.label')}
      destroyOnHidden
      data-testid="drawer"
    >
      {children}
    </Drawer>
  );
}
