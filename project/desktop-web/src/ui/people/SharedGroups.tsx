import type { Id } from '@godwit/shared/ids/id';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Section } from '../common/Section.js';
import { GroupRow } from '../contacts/GroupRow.js';
import { useLeaveDrawer } from '../drawer/use-leave-drawer.js';
import { useRest } from './use-rest.js';

/** So many stand there until all are asked for. */
const FEW = 5;

/** Groups in which somebody is met. Nothing where there is none, or as long as that is not known. */
export function SharedGroups({ userId }: { userId: Id }) {
  const { t } = useTranslation();
  const { client, people } = useServices();
  const [all, setAll] = useState(false);
  const leaveDrawer = useLeaveDrawer();
  const groups = useRest(['shared-groups', userId], () => client.api.sharedGroups(userId));
  if (groups.at !== 'done' || groups.value.length === 0) return null;
  const shown = all ? groups.value : groups.value.slice(0, FEW);
  const onOpen = (): void => {
    people.closeCard();
    leaveDrawer();
  };
  return (
    <div data-testid="shared-groups">
      <Section title={t('people.sharedGroups')} count={groups.value.length}>
        {shown.map(({ conversationId, ...group }) => (
          <GroupRow key={conversationId} group={{ ...group, id: conversationId, role: 0 }} onOpen={onOpen} />
        ))}
        {shown.length < groups.value.length && (
          <Button type="link" size="small" onClick={() => setAll(true)} data-testid="all-shared-groups">
            {t('people.allSharedGroups')}
          </Button>
        )}
      </Section>
    </div>
  );
}
