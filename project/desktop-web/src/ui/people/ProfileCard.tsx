import { Modal, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople, useServices } from '../../state/app-services.js';
import { PanelBoundary } from '../common/PanelBoundary.js';

const PersonView = lazy(async () => ({ default: (await import('./PersonView.js')).PersonView }));

/** Who somebody is, over whatever is shown. */
export function ProfileCard() {
  const { t } = useTranslation();
  const { people } = useServices();
  const card = usePeople((state) => state.card);
  return (
    <Modal
      open={card !== null}
      onCancel={() => people.closeCard()}
      footer={null}
      centered
      width={400}
      destroyOnHidden
      title={<span className="gw-visually-hidden">{t('people.card')}</span>}
      data-testid="profile-card"
    >
      {card !== null && (
        <PanelBoundary resetKey={card.userId}>
          <Suspense fallback={<Skeleton active avatar={{ size: 92 }} paragraph={{ rows: 3 }} />}>
            <PersonView key={card.userId} {...card} />
          </Suspense>
        </PanelBoundary>
      )}
    </Modal>
  );
}
