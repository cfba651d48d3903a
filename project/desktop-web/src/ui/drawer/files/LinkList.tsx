import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { wordsLine } from '../../common/preview-text.js';
import styles from './FilesView.module.css';
import { COMPONENTS, type ListEnd } from './ListEnd.js';
import type { SharedLink } from './shared-links.js';
import { SharedRow } from './SharedRow.js';

/** Links, those of the newest message first, each with where it leads, what was said with it, who sent it and when. */
export function LinkList({ links, end }: { links: readonly SharedLink[]; end: ListEnd }) {
  const { t } = useTranslation();
  return (
    <Virtuoso
      className={styles.rows ?? ''}
      role="list"
      aria-label={t('files.linkLabel')}
      data={links}
      computeItemKey={(_, { item, href }) => `${item.seq} ${href}`}
      endReached={end.more}
      increaseViewportBy={300}
      context={end}
      components={COMPONENTS}
      itemContent={(_, link) => (
        <SharedRow item={link.item} testId="shared-link">
          <Address {...link} />
          <Words {...link} />
        </SharedRow>
      )}
    />
  );
}

/** The host is what the browser will go to, whatever the address looks like. */
const Address = ({ href, host }: SharedLink) => (
  <a className={styles.link} href={href} target="_blank" rel="noopener noreferrer nofollow" data-testid="link">
    <strong className={styles.host}>{host}</strong>
    <span className={styles.address} dir="ltr">
      {href}
    </span>
  </a>
);

/** Unless the link is all of them. */
function Words({ item, href }: SharedLink) {
  const { text } = item.body;
  if (text.trim() === href) return null;
  return (
    <p className={styles.words} dir="auto" data-testid="link-words">
      {wordsLine(text)}
    </p>
  );
}
