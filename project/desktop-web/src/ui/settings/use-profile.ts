import type { Profile } from '@godwit/shared/rest/user';
import { useEffect } from 'react';
import { useAccount, useServices } from '../../state/app-services.js';

/** The own profile as it is kept, and asked for anew when a section that shows it opens. null: never loaded on this device. */
export function useProfile(): Profile | null {
  const { session } = useServices();
  useEffect(() => void session.refreshProfile(), [session]);
  return useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
}
