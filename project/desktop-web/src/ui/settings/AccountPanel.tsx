import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { OfflineNote } from '../common/OfflineNote.js';
import { DeleteAccount } from './DeleteAccount.js';
import { ExportAccount } from './ExportAccount.js';
import { Panel } from './Panel.js';
import { PasswordForm } from './PasswordForm.js';

export function AccountPanel() {
  const { t } = useTranslation();
  const { features } = useServices().config;
  return (
    <Panel title={t('settings.account')}>
      <OfflineNote />
      <PasswordForm />
      {features.accountExport && <ExportAccount />}
      {features.accountDeletion && <DeleteAccount />}
    </Panel>
  );
}
