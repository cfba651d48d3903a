import { Copy, Link2Off } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import type { Id } from '@godwit/shared/ids/id';
import type { InviteLink } from '@godwit/shared/rest/groups';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { copyText } from '../common/copy-text.js';
import { FailedRest } from '../common/FailedRest.js';
import { Icon } from '../common/Icon.js';
import { useFeedback } from '../common/feedback.js';
import { endTime } from '../common/time-label.js';
import { inviteUrl } from '../groups/invite-text.js';
import { useAnswer } from '../people/use-answer.js';
import { useConfirm } from '../people/use-confirm.js';
import { useRest } from '../people/use-rest.js';
import styles from './drawer.module.css';

const keyOf = (groupId: Id): readonly unknown[] => ['invite-links', groupId];

/** Links that let in whoever has one: make, copy, revoke. */
export function LinksView({ groupId }: { groupId: Id }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const links = useRest(keyOf(groupId), () => client.api.groups.links(groupId));
  return (
    <>
      <NewLink groupId={groupId} />
      {links.at === 'loading' && <Skeleton active paragraph={{ rows: 2 }} />}
      {links.at === 'failed' && <FailedRest failure={links.failure} again={links.again} />}
      {links.at === 'done' && links.value.length === 0 && <p className={styles.hint}>{t('drawer.noLinks')}</p>}
      {links.at === 'done' && links.value.map((link) => <LinkCard key={link.id} groupId={groupId} link={link} />)}
    </>
  );
}

const HOURS = [1, 24, 24 * 7, 24 * 30, 24 * 365] as const;
const USES = [0, 1, 10, 100, 1_000] as const;

function NewLink({ groupId }: { groupId: Id }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const queries = useQueryClient();
  const copy = useCopyLink(groupId);
  const { busy, ask } = useAnswer();
  const [hours, setHours] = useState<number>(24 * 7);
  const [maxUses, setMaxUses] = useState<number>(0);
  const hourWords = [t('drawer.link.hour'), t('drawer.link.day'), t('drawer.link.week'), t('drawer.link.month'), t('drawer.link.year')];
  const create = (): void =>
    void ask(
      () => contacts.attempt(() => client.api.groups.createLink(groupId, { hours, maxUses })),
      (link) => {
        void queries.invalidateQueries({ queryKey: keyOf(groupId) });
        void copy(link);
      },
    );
  return (
    <div className={`${styles.card} ${styles.form}`}>
      <p className={styles.hint}>{t('drawer.linkHint')}</p>
      <Select
        value={hours}
        onChange={setHours}
        aria-label={t('drawer.link.expiry')}
        options={HOURS.map((value, i) => ({ value, label: hourWords[i] }))}
      />
      <Select
        value={maxUses}
        onChange={setMaxUses}
        aria-label={t('drawer.link.uses')}
        options={USES.map((value) => ({
          value,
          label: value === 0 ? t('drawer.link.anyUses') : t('drawer.link.maxUses', { count: value }),
        }))}
      />
      <Button type="primary" loading={busy} onClick={create} data-testid="create-link">
        {t('drawer.link.create')}
      </Button>
    </div>
  );
}

function useCopyLink(groupId: Id): (link: InviteLink) => Promise<void> {
  const { t } = useTranslation();
  const { message } = useFeedback();
  return async ({ code }) => {
    if (await copyText(inviteUrl(location.origin, code, groupId))) message.success(t('drawer.link.copied'));
    else message.error(t('people.copyFailed'));
  };
}

function LinkCard({ groupId, link }: { groupId: Id; link: InviteLink }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const queries = useQueryClient();
  const confirm = useConfirm();
  const copy = useCopyLink(groupId);
  const language = usePreferences((state) => state.language);
  const { id, code, uses, maxUses, expiresAt } = link;
  const revoke = (): void =>
    confirm({
      title: t('drawer.link.revokeConfirm'),
      content: t('drawer.link.revokeHint'),
      ok: t('drawer.link.revoke'),
      call: () => contacts.attempt(() => client.api.groups.revokeLink(groupId, id)),
      done: () => void queries.invalidateQueries({ queryKey: keyOf(groupId) }),
    });
  return (
    <div className={`${styles.card} ${styles.setting}`} data-testid="invite-link" data-code={code}>
      <span>
        <span style={{ overflowWrap: 'anywhere' }}>…/join/{code}</span>
        <br />
        <span className={styles.hint}>
          {t('drawer.link.until', { time: endTime(expiresAt, language) })} ·{' '}
          {maxUses === 0 ? t('drawer.link.used', { count: uses }) : t('drawer.link.usedOf', { uses, max: maxUses })}
        </span>
      </span>
      <Button type="text" icon={<Icon of={Copy} size={17} />} aria-label={t('drawer.link.copy')} onClick={() => void copy(link)} />
      <Button
        type="text"
        danger
        icon={<Icon of={Link2Off} size={17} />}
        aria-label={t('drawer.link.revoke')}
        onClick={revoke}
        data-testid="revoke-link"
      />
    </div>
  );
}
