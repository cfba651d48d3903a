import { useTranslation } from 'react-i18next';
import { VERSION } from '../../app/version.js';
import { Logo } from '../common/Logo.js';
import styles from './AboutPanel.module.css';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';

const LICENCE = 'https://www.apache.org/licenses/LICENSE-2.0';

export function AboutPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.about')}>
      <div className={styles.head}>
        <Logo size={72} />
        <p className={styles.brand}>Godwit</p>
        <p className={styles.tagline}>{t('app.tagline')}</p>
      </div>
      <Card>
        <Row label={t('about.version')}>
          <span data-testid="version">{VERSION}</span>
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
      </Card>
    </Panel>
  );
}
