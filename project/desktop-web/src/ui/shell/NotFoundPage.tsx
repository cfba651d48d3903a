import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../common/EmptyState.js';
import styles from './MessagesPage.module.css';

export function NotFoundPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <main className={styles.chat} tabIndex={-1}>
      <EmptyState title={t('app.notFound')} testId="not-found">
        <Button onClick={() => void navigate('/chat')}>{t('app.toMessages')}</Button>
      </EmptyState>
    </main>
  );
}
