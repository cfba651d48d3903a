import type { TFunction } from 'i18next';

/** What a platform of a sign-in is called; one that this version does not know is called by its own word. */
export function platformName(platform: string, t: TFunction): string {
  switch (platform) {
    case 'web':
      return t('account.platform.web');
    case 'desktop':
      return t('account.platform.desktop');
    case 'cli':
      return t('account.platform.cli');
    case 'bot':
      return t('account.platform.bot');
    default:
      return platform;
  }
}
