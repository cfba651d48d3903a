import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { VERSION } from '../../app/version.js';
import { useServices } from '../../state/app-services.js';
import { Logo } from '../common/Logo.js';
import styles from './AboutPanel.module.css';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';

const LICENCE = 'https://www.apache.org/licenses/LICENSE-2.0';

export function AboutPanel() {
  const { t } = useTranslation();
  const { config, updates } = useServices();
  const { support, terms, privacy } = config.links;
  const ready = useStore(updates.store, (state) => state.ready);
  return (
    <Panel title={t('settings.about')}>
      <div className={styles.head}>
        <Logo size={72} />
        <p className={styles.brand}>{config.brand}</p>
        <p className={styles.tagline}>{t('app.tagline')}</p>
      </div>
      <Card>
        <Row label={t('about.version')} {...(ready && { hint: t('update.ready') })}>
          <span data-testid="version">{VERSION}</span>
          {ready && (
            <Button type="primary" onClick={() => updates.take()} data-testid="about-update">
              {t('update.now')}
            </Button>
          )}
        </Row>
        <Row label={t('about.licence')}>
          <a href={LICENCE} target="_blank" rel="noreferrer">
            Apache-2.0
          </a>
        </Row>
        <Row label={t('about.api')}>
          <a href="/swagger" target="_blank" rel="noreferrer">
            OpenAPI
          </a>
        </Row>
        {support !== '' && <External label={t('about.support')} href={support} />}
        {terms !== '' && <External label={t('about.terms')} href={terms} />}
        {privacy !== '' && <External label={t('about.privacy')} href={privacy} />}
      </Card>
    </Panel>
  );
}

function External({ label, href }: { label: string; href: string }) {
  return (
    <Row label={label}>
      <a href={href} target="_blank" rel="noreferrer">
        {href.replace(/^(https?:\/\/|mailto:)/, '')}
      </a>
    </Row>
  );
}
