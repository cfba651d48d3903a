import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.js';
import { ErrorBoundary } from './ErrorBoundary.js';

/** A panel that failed says so and can be tried again; the others go on. */
export function PanelBoundary({ children, resetKey }: { children: ReactNode; resetKey: string }) {
  const { t } = useTranslation();
  return (
    <ErrorBoundary
      resetKey={resetKey}
      fallback={(reset) => (
        <EmptyState title={t('app.panelBroken')} hint={t('app.panelBrokenHint')} testId="panel-broken">
          <Button onClick={reset}>{t('app.tryAgain')}</Button>
        </EmptyState>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
