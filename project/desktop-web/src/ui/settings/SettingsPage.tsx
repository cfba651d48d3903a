import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { NotFoundPage } from '../shell/NotFoundPage.js';
import { AboutPanel } from './AboutPanel.js';
import { AccountPanel } from './AccountPanel.js';
import { AppearancePanel } from './AppearancePanel.js';
import { DevicesPanel } from './DevicesPanel.js';
import { DiagnosticsPanel } from './DiagnosticsPanel.js';
import { NotificationsPanel } from './NotificationsPanel.js';
import { PrivacyPanel } from './PrivacyPanel.js';
import { ProfilePanel } from './ProfilePanel.js';
import { SECTIONS, type SectionId } from './sections.js';
import { SettingsNav } from './SettingsNav.js';
import styles from './SettingsPage.module.css';
import { SignOutPanel } from './SignOutPanel.js';
import { StoragePanel } from './StoragePanel.js';

const PANELS: Record<SectionId, ComponentType> = {
  profile: ProfilePanel,
  account: AccountPanel,
  devices: DevicesPanel,
  privacy: PrivacyPanel,
  notifications: NotificationsPanel,
  appearance: AppearancePanel,
  storage: StoragePanel,
  diagnostics: DiagnosticsPanel,
  about: AboutPanel,
  'sign-out': SignOutPanel,
};

/** List of sections beside the open one; one of them below 768 px. Without a section the wide page opens the first. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { section } = useParams();
  const open = section === undefined ? SECTIONS[0] : SECTIONS.find(({ id }) => id === section);
  if (open === undefined) return <NotFoundPage />;
  const Panel = PANELS[open.id];
  return (
    <div className={styles.page} data-open={section !== undefined} data-testid="settings">
      <aside className={styles.nav}>
        <SettingsNav current={open.id} />
      </aside>
      <main className={styles.detail} tabIndex={-1} aria-label={t(open.label)}>
        <PanelBoundary resetKey={open.id}>
          <Panel key={open.id} />
        </PanelBoundary>
      </main>
    </div>
  );
}
