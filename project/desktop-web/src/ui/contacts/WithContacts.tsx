import type { ReactNode } from 'react';
import { useContacts, useServices } from '../../state/app-services.js';
import type { ContactLists } from '../../state/contact-store.js';
import { FailedRest } from '../common/FailedRest.js';
import { SkeletonRows } from '../common/SkeletonRows.js';

/** What is made of the lists of people: their shape while this device has none, and why they do not come. An empty list means that it is empty. */
export function WithContacts({ children }: { children: (lists: ContactLists) => ReactNode }) {
  const { contacts } = useServices();
  const lists = useContacts((state) => state.lists);
  const failure = useContacts((state) => state.failure);
  if (lists !== null) return children(lists);
  if (failure !== null) return <FailedRest failure={failure} again={() => void contacts.refresh()} />;
  return <SkeletonRows picture />;
}
