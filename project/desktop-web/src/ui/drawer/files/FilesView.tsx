import type { Conversation } from '@godwit/client/view/conversation';
import type { SharedFileKind } from '@godwit/shared/rest/conversations';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../common/EmptyState.js';
import { Loaded } from '../../common/Loaded.js';
import { SkeletonRows } from '../../common/SkeletonRows.js';
import { FileList } from './FileList.js';
import styles from './FilesView.module.css';
import type { ListEnd } from './ListEnd.js';
import { MediaGrid } from './MediaGrid.js';
import { MediaSkeleton } from './MediaSkeleton.js';
import { filesOf } from './shared-files.js';
import { useSharedFiles } from './use-shared-files.js';

const KINDS: readonly SharedFileKind[] = ['media', 'file', 'voice'];

/** What was sent in a conversation besides words, by kind. */
export function FilesView({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<SharedFileKind>('media');
  const words: Record<SharedFileKind, string> = { media: t('files.media'), file: t('files.file'), voice: t('files.voice') };
  return (
    <div className={styles.view} data-testid="shared-files">
      <Segmented<SharedFileKind>
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

function OfKind({ conversation, kind }: { conversation: Conversation; kind: SharedFileKind }) {
  const query = useSharedFiles(conversation, kind);
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const more = (): void => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  return (
    <Loaded
      query={{ ...query, refetch: isFetchNextPageError ? fetchNextPage : refetch }}
      waiting={kind === 'media' ? <MediaSkeleton /> : <SkeletonRows picture />}
    >
      {({ pages }) => {
        const files = pages.flatMap(({ entries }) => entries.flatMap((item) => filesOf(item, kind)));
        const foundNone = hasNextPage && pages.at(-1)?.entries.length === 0;
        const end: ListEnd = { at: isFetchingNextPage ? 'loading' : foundNone ? 'stopped' : 'quiet', more };
        if (files.length === 0) return <Nothing kind={kind} end={end} />;
        return kind === 'media' ? <MediaGrid files={files} end={end} /> : <FileList files={files} end={end} />;
      }}
    </Loaded>
  );
}

/** Of a kind, or of it in the messages that were looked through. */
function Nothing({ kind, end }: { kind: SharedFileKind; end: ListEnd }) {
  const { t } = useTranslation();
  const words: Record<SharedFileKind, string> = { media: t('files.noMedia'), file: t('files.noFile'), voice: t('files.noVoice') };
  if (end.at === 'quiet') return <EmptyState title={words[kind]} hint={t('files.emptyHint')} testId="no-shared-files" />;
  return (
    <EmptyState title={t('files.noneFound')}>
      <Button loading={end.at === 'loading'} onClick={end.more} data-testid="look-further">
        {t('viewer.lookFurther')}
      </Button>
    </EmptyState>
  );
}
