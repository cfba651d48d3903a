import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../common/copy-text.js';
import { Icon } from '../../common/Icon.js';
import styles from './RichText.module.css';

const SHOWN_MS = 2_000;

/** Code as it was written, with a button that copies it. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void copyText(text).then(setCopied);
  };
  return (
    <span className={styles.block} data-bare={language === ''} data-testid="code-block">
      <span className={styles.blockHead}>
        <span>{language}</span>
        <button type="button" onClick={copy} aria-label={copied ? t('timeline.copied') : t('timeline.copyCode')} data-testid="copy-code">
          <Icon of={copied ? Check : Copy} size={14} />
        </button>
      </span>
      <code dir="ltr" tabIndex={0}>
        {text}
      </code>
    </span>
  );
}
