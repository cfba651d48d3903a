import { useMatches } from '../common/use-matches.js';

/** List, chat and drawer side by side. */
const QUERY = '(width >= 1120px)';

/** Whether the drawer has room beside the chat. */
export const useRoomBeside = (): boolean => useMatches(QUERY);
