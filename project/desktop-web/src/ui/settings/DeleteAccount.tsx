import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from './Card.js';
import { DeleteDialog } from './DeleteDialog.js';
import styles from './rows.module.css';

export function DeleteAccount() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card title={t('account.delete')}>
      <div className={styles.body}>
        <p className={styles.hint}>{t('account.deleteNote')}</p>
        <div className={styles.actions}>
          <Button danger onClick={() => setOpen(true)} data-testid="delete-account">
            {t('account.deleteStart')}
          </Button>
        </div>
      </div>
      {open && <DeleteDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}
