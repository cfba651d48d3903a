import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { usePeople, useServices } from '../../state/app-services.js';

const ProfileCard = lazy(async () => ({ default: (await import('./ProfileCard.js')).ProfileCard }));

/** The one place where profile cards open, from any avatar or name; fetched with the first of them. */
export function ProfileCardHost() {
  const { people } = useServices();
  const isOpen = usePeople((state) => state.card !== null);
  const [wanted, setWanted] = useState(isOpen);
  const { pathname } = useLocation();
  useEffect(() => people.closeCard(), [people, pathname]);
  if (isOpen && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <ProfileCard />
    </Suspense>
  ) : null;
}
