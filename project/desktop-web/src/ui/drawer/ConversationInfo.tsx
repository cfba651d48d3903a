import type { Conversation } from '@godwit/client/view/conversation';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from '../../state/app-services.js';
import { type DrawerPanel, openDrawer } from '../../state/layout-store.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { ApplicationsView } from './ApplicationsView.js';
import { DirectInfo } from './DirectInfo.js';
import { DrawerFrame } from './DrawerFrame.js';
import { GroupInfo } from './GroupInfo.js';
import { LinksView } from './LinksView.js';
import { ManageView } from './ManageView.js';
import { MembersView } from './MembersView.js';

const FilesView = lazy(async () => ({ default: (await import('./files/FilesView.js')).FilesView }));

/** main: what opens first. newOwner: the members, to choose who gets the group. */
export type DrawerView = 'main' | 'files' | 'members' | 'manage' | 'links' | 'applications' | 'newOwner';

interface ConversationInfoProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** What the drawer shows of a conversation, with pages behind the first. */
export function ConversationInfo({ conversation, onClose }: ConversationInfoProps) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const panel = useOpenPanel();
  const [view, setView] = useState<Exclude<DrawerView, 'files'>>('main');
  // Who is out of a group sees what it was and what he may still read, and nothing of who is in it.
  const shown = panel === 'files' ? panel : conversation.removed ? 'main' : view;
  const show = (next: DrawerView): void => {
    if (next !== 'files') setView(next);
    openDrawer(stores.layout, next === 'files' ? next : 'info');
  };
  const titles: Record<DrawerView, string> = {
    main: conversation.type === 'group' ? t('drawer.group') : t('drawer.title'),
    files: t('drawer.files'),
    members: t('drawer.members'),
    manage: t('drawer.manage'),
    links: t('drawer.links'),
    applications: t('drawer.applications'),
    newOwner: t('drawer.transfer'),
  };
  const back = (): void => show(shown === 'newOwner' ? 'manage' : 'main');
  return (
    <DrawerFrame title={titles[shown]} onClose={onClose} {...(shown === 'main' ? {} : { onBack: back })}>
      {shown === 'files' ? (
        <Suspense fallback={<SkeletonRows />}>
          <FilesView conversation={conversation} />
        </Suspense>
      ) : conversation.type === 'group' ? (
        <GroupView view={shown} conversation={conversation} onView={show} />
      ) : (
        <DirectInfo conversation={conversation} onView={show} />
      )}
    </DrawerFrame>
  );
}

/** As opened; while the drawer closes, what it was. */
function useOpenPanel(): DrawerPanel {
  const drawer = useLayout((state) => state.drawer);
  const [panel, setPanel] = useState(drawer);
  if (drawer !== 'none' && drawer !== panel) setPanel(drawer);
  return panel;
}

interface GroupViewProps {
  readonly view: Exclude<DrawerView, 'files'>;
  readonly conversation: Conversation;
  readonly onView: (view: DrawerView) => void;
}

function GroupView({ view, conversation, onView }: GroupViewProps) {
  switch (view) {
    case 'main':
      return <GroupInfo conversation={conversation} onView={onView} />;
    case 'members':
      return <MembersView conversation={conversation} />;
    case 'newOwner':
      return <MembersView conversation={conversation} onChosen={() => onView('main')} />;
    case 'manage':
      return <ManageView conversation={conversation} onView={onView} />;
    case 'links':
      return <LinksView groupId={conversation.id} />;
    case 'applications':
      return <ApplicationsView groupId={conversation.id} />;
  }
}
