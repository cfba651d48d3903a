import type { Profile, ProfilePatch } from '@godwit/shared/rest/user';
import { Button, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServices } from '../../state/app-services.js';
import { FailureNote } from '../common/FailureNote.js';
import { OfflineNote } from '../common/OfflineNote.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { useAttempt } from '../common/use-attempt.js';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';
import { useProfile } from './use-profile.js';

/** Who finds, sees and reaches this account. A switch is saved when it is turned, and turns back when it was not. */
export function PrivacyPanel() {
  const { t } = useTranslation();
  const profile = useProfile();
  return (
    <Panel title={t('settings.privacy')}>
      <OfflineNote />
      {profile === null ? (
        <Card>
          <SkeletonRows count={6} />
        </Card>
      ) : (
        <Switches profile={profile} />
      )}
    </Panel>
  );
}

const FOUND_BY = ['username', 'id', 'phone', 'email'] as const;

interface SwitchProps {
  readonly profile: Profile;
  readonly busy: boolean;
  readonly save: (patch: ProfilePatch) => void;
}

function Switches({ profile }: { profile: Profile }) {
  const { session } = useServices();
  const attempt = useAttempt();
  const props: SwitchProps = { profile, busy: attempt.busy, save: (patch) => void attempt.run(() => session.saveProfile(patch)) };
  return (
    <>
      {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
      <Found {...props} />
      <Seen {...props} />
      <Reach {...props} />
    </>
  );
}

function Found({ profile, busy, save }: SwitchProps) {
  const { t } = useTranslation();
  const names = {
    username: t('privacy.byUsername'),
    id: t('privacy.byId'),
    phone: t('privacy.byPhone'),
    email: t('privacy.byEmail'),
  };
  return (
    <Card title={t('privacy.found')} note={t('privacy.foundNote')}>
      {FOUND_BY.map((by) => (
        <Row key={by} label={names[by]}>
          <Switch
            aria-label={names[by]}
            checked={profile.findBy[by]}
            disabled={busy}
            onChange={(on) => save({ findBy: { [by]: on } })}
            data-testid={`find-by-${by}`}
          />
        </Row>
      ))}
    </Card>
  );
}

function Seen({ profile, busy, save }: SwitchProps) {
  const { t } = useTranslation();
  return (
    <Card title={t('privacy.seen')}>
      <Row label={t('privacy.presence')} hint={t('privacy.presenceHint')}>
        <Switch
          aria-label={t('privacy.presence')}
          checked={profile.showPresence}
          disabled={busy}
          onChange={(showPresence) => save({ showPresence })}
          data-testid="show-presence"
        />
      </Row>
    </Card>
  );
}

function Reach({ profile, busy, save }: SwitchProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const policies = [t('privacy.requests.all'), t('privacy.requests.some'), t('privacy.requests.none')];
  return (
    <Card title={t('privacy.reach')} note={t('privacy.reachNote')}>
      <Row label={t('privacy.requests')}>
        <Segmented<number>
          aria-label={t('privacy.requests')}
          value={profile.requestPolicy}
          disabled={busy}
          onChange={(requestPolicy) => save({ requestPolicy })}
          options={policies.map((label, value) => ({ value, label }))}
          data-testid="request-policy"
        />
      </Row>
      <Row label={t('privacy.strangers')} hint={t('privacy.strangersHint')}>
        <Switch
          aria-label={t('privacy.strangers')}
          checked={profile.strangerPolicy === 1}
          disabled={busy}
          onChange={(on) => save({ strangerPolicy: on ? 1 : 0 })}
          data-testid="stranger-policy"
        />
      </Row>
      <Row label={t('privacy.blocked')} hint={t('privacy.blockedHint')}>
        <Button onClick={() => void navigate('/contacts/blocked')} data-testid="to-blocked">
          {t('privacy.blockedOpen')}
        </Button>
      </Row>
    </Card>
  );
}
