import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createI18n } from '../i18n/create-i18n.js';
import { usePreferences, useServices } from '../state/app-services.js';
import { antdTheme } from '../theme/antd-theme.js';
import { applyPalette } from '../theme/apply-palette.js';
import type { Scheme } from '../theme/palette.js';
import { FeedbackProvider } from '../ui/common/feedback.js';
import { useCalm } from '../ui/common/use-calm.js';
import { useMatches } from '../ui/common/use-matches.js';

/** Language and theme for everything below; both change without a reload, antd and dayjs with them. */
export function Appearance({ children }: { children: ReactNode }) {
  const { config } = useServices();
  const language = usePreferences((state) => state.language);
  const scheme = useScheme();
  const [i18n] = useState(() => createI18n(language, config.brand));
  const calm = useCalm();
  const theme = useMemo(() => antdTheme(scheme, calm), [scheme, calm]);

  useLayoutEffect(() => void (document.title = config.brand), [config.brand]);
  useLayoutEffect(() => applyPalette(document.documentElement, scheme), [scheme]);
  useEffect(() => {
    void i18n.changeLanguage(language);
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [i18n, language]);

  return (
    <I18nextProvider i18n={i18n}>
      <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <FeedbackProvider>{children}</FeedbackProvider>
      </ConfigProvider>
    </I18nextProvider>
  );
}

/** The chosen theme; `system` follows the device while it changes. */
function useScheme(): Scheme {
  const choice = usePreferences((state) => state.theme);
  const systemDark = useMatches('(prefers-color-scheme: dark)');
  return choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
}
