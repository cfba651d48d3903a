import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import type { SharedKind } from '@godwit/shared/rest/conversations';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../common/EmptyState.js';
import { Loaded } from '../../common/Loaded.js';
import { SkeletonRows } from '../../common/SkeletonRows.js';
import { FileList } from './FileList.js';
import styles from './FilesView.module.css';
import { LinkList } from './LinkList.js';
import type { ListEnd } from './ListEnd.js';
import { MediaGrid } from './MediaGrid.js';
import { MediaSkeleton } from './MediaSkeleton.js';
import { filesOf } from './shared-files.js';
import { sharedLinksOf } from './shared-links.js';
import { useSharedFiles } from './use-shared-files.js';

const KINDS: readonly SharedKind[] = ['media', 'file', 'voice', 'link'];

/** What was sent in a conversation besides words, and what its words link to, by kind. */
export function FilesView({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<SharedKind>('media');
  const words: Record<SharedKind, string> = {
    media: t('files.media'),
    file: t('files.file'),
    voice: t('files.voice'),
    link: t('files.link'),
  };
  return (
    <div className={styles.view} data-testid="shared-files">
      <Segmented<SharedKind>
        block
        aria-label={t('files.filter')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: words[value] }))}
      />
      <OfKind key={kind} conversation={conversation} kind={kind} />
    </div>
  );
}

function OfKind({ conversation, kind }: { conversation: Conversation; kind: SharedKind }) {
  const query = useSharedFiles(conversation, kind);
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const more = (): void => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  return (
    <Loaded
      query={{ ...query, refetch: isFetchNextPageError ? fetchNextPage : refetch }}
      waiting={kind === 'media' ? <MediaSkeleton /> : <SkeletonRows picture={kind !== 'link'} />}
    >
      {({ pages }) => {
        const items = pages.flatMap(({ entries }) => entries);
        const foundNone = hasNextPage && pages.at(-1)?.entries.length === 0;
        const end: ListEnd = { at: isFetchingNextPage ? 'loading' : foundNone ? 'stopped' : 'quiet', more };
        return items.length === 0 ? <Nothing kind={kind} end={end} /> : <Shown items={items} kind={kind} end={end} />;
      }}
    </Loaded>
  );
}

function Shown({ items, kind, end }: { items: readonly EntryItem[]; kind: SharedKind; end: ListEnd }) {
  if (kind === 'link') return <LinkList links={items.flatMap(sharedLinksOf)} end={end} />;
  const files = items.flatMap((item) => filesOf(item, kind));
  return kind === 'media' ? <MediaGrid files={files} end={end} /> : <FileList files={files} end={end} />;
}

/** Of a kind, or of it in the messages that were looked through. */
function Nothing({ kind, end }: { kind: SharedKind; end: ListEnd }) {
  const { t } = useTranslation();
  const words: Record<SharedKind, string> = {
    media: t('files.noMedia'),
    file: t('files.noFile'),
    voice: t('files.noVoice'),
    link: t('files.noLink'),
  };
  if (end.at === 'quiet') return <EmptyState title={words[kind]} hint={t('files.emptyHint')} testId="no-shared-files" />;
  return (
    <EmptyState title={t('files.noneFound')}>
      <Button loading={end.at === 'loading'} onClick={end.more} data-testid="look-further">
        {t('viewer.lookFurther')}
      </Button>
    </EmptyState>
  );
}
