import { Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { usePeople, useServices } from '../../state/app-services.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { PersonView } from './PersonView.js';

/** The one place where profile cards open, from any avatar or name. */
export function ProfileCardHost() {
  const { t } = useTranslation();
  const { people } = useServices();
  const card = usePeople((state) => state.card);
  const { pathname } = useLocation();
  useEffect(() => people.closeCard(), [people, pathname]);
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
          <PersonView key={card.userId} {...card} />
        </PanelBoundary>
      )}
    </Modal>
  );
}
