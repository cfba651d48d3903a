import { useInfiniteQuery } from '@tanstack/react-query';
import type { FriendRequest, RequestDirection } from '@godwit/shared/rest/friends';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContacts, useServices } from '../../state/app-services.js';
import { pendingReceived } from '../../state/contact-store.js';
import { failureOf } from '../../state/failure.js';
import { EmptyState } from '../common/EmptyState.js';
import { FailureNote } from '../common/FailureNote.js';
import styles from './lists.module.css';
import { Pane } from './Pane.js';
import { RequestRow } from './RequestRow.js';
import { WithContacts } from './WithContacts.js';

/** So many of each direction are kept on this device and follow every change; older ones are pages. */
const KEPT = 200;
const PAGE = 50;
const NONE: readonly FriendRequest[] = [];

/** Friend requests, received and sent; those that wait come first. */
export function RequestsPane() {
  const { t } = useTranslation();
  const [direction, setDirection] = useState<RequestDirection>('received');
  const waiting = useContacts(pendingReceived);
  return (
    <Pane title={t('contacts.requests')}>
      <Segmented
        block
        value={direction}
        onChange={setDirection}
        options={[
          { value: 'received', label: waiting > 0 ? `${t('contacts.received')} (${waiting})` : t('contacts.received') },
          { value: 'sent', label: t('contacts.sent') },
        ]}
      />
      <WithContacts>{(lists) => <Requests key={direction} direction={direction} requests={lists[direction]} />}</WithContacts>
    </Pane>
  );
}

function Requests({ direction, requests }: { direction: RequestDirection; requests: readonly FriendRequest[] }) {
  const { t } = useTranslation();
  if (requests.length === 0)
    return (
      <EmptyState title={direction === 'received' ? t('contacts.noReceived') : t('contacts.noSent')} testId="no-requests">
        <Link to="/contacts/add">{t('contacts.add')}</Link>
      </EmptyState>
    );
  const ordered = [...requests.filter(({ status }) => status === 'pending'), ...requests.filter(({ status }) => status !== 'pending')];
  return (
    <>
      <div className={styles.card}>
        {ordered.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </div>
      {requests.length >= KEPT && <Older direction={direction} from={requests.at(-1)!.id} />}
    </>
  );
}

function Older({ direction, from }: { direction: RequestDirection; from: string }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const older = useInfiniteQuery({
    queryKey: ['requests', direction, from],
    queryFn: ({ pageParam }) => client.api.friendRequests(direction, { before: pageParam, limit: PAGE }),
    initialPageParam: from,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    enabled: false,
    retry: false,
  });
  const requests = older.data?.pages.flat() ?? NONE;
  const isEnd = older.data !== undefined && !older.hasNextPage;
  return (
    <>
      {requests.length > 0 && (
        <div className={styles.card}>
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </div>
      )}
      {older.error !== null && <FailureNote failure={failureOf(older.error, older.errorUpdatedAt, navigator.onLine)} />}
      {!isEnd && (
        <Button loading={older.isFetching} onClick={() => void older.fetchNextPage()} data-testid="older-requests">
          {t('contacts.older')}
        </Button>
      )}
    </>
  );
}
