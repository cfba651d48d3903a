import { useTranslation } from 'react-i18next';
import { OfflineNote } from '../common/OfflineNote.js';
import { DeleteAccount } from './DeleteAccount.js';
import { ExportAccount } from './ExportAccount.js';
import { Panel } from './Panel.js';
import { PasswordForm } from './PasswordForm.js';

export function AccountPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.account')}>
      <OfflineNote />
      <PasswordForm />
      <ExportAccount />
      <DeleteAccount />
    </Panel>
  );
}
