import { useServices } from '../../state/app-services.js';
import { closeDrawer } from '../../state/layout-store.js';
import { useRoomBeside } from './use-room-beside.js';

/** For what leads into a chat: takes the drawer away where it would lie over it. */
export function useLeaveDrawer(): () => void {
  const { stores } = useServices();
  const hasRoom = useRoomBeside();
  return () => {
    if (!hasRoom) closeDrawer(stores.layout);
  };
}
