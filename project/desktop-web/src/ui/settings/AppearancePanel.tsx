import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/create-i18n.js';
import { usePreferences, useServices } from '../../state/app-services.js';
import type { SendKey, ThemeChoice } from '../../state/preference-store.js';
import { useCalm } from '../common/use-calm.js';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/** How this device shows Godwit; nothing of it is told to the server. */
export function AppearancePanel() {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const theme = usePreferences((state) => state.theme);
  const language = usePreferences((state) => state.language);
  const sendKey = usePreferences((state) => state.sendKey);
  const calm = useCalm();
  return (
    <Panel title={t('settings.appearance')}>
      <Card note={t('appearance.note')}>
        <Row label={t('settings.theme')}>
          <Segmented<ThemeChoice>
            aria-label={t('settings.theme')}
            value={theme}
            onChange={(value) => preferences.setState({ theme: value })}
            options={[
              { value: 'light', label: t('settings.theme.light') },
              { value: 'dark', label: t('settings.theme.dark') },
              { value: 'system', label: t('settings.theme.system') },
            ]}
            data-testid="theme"
          />
        </Row>
        <Row label={t('settings.language')}>
          <Segmented<Language>
            aria-label={t('settings.language')}
            value={language}
            onChange={(value) => preferences.setState({ language: value })}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            data-testid="language"
          />
        </Row>
        <Row label={t('appearance.sendKey')} hint={t('appearance.sendKeyHint')}>
          <Segmented<SendKey>
            aria-label={t('appearance.sendKey')}
            value={sendKey}
            onChange={(value) => preferences.setState({ sendKey: value })}
            options={[
              { value: 'enter', label: 'Enter' },
              { value: 'ctrl-enter', label: isMac() ? '⌘ Enter' : 'Ctrl Enter' },
            ]}
            data-testid="send-key"
          />
        </Row>
        <Row label={t('appearance.motion')} hint={t('appearance.motionHint')}>
          {calm ? t('appearance.motionReduced') : t('appearance.motionFull')}
        </Row>
      </Card>
    </Panel>
  );
}
