import { useMatches } from './use-matches.js';

/** Room for a list beside a chat; as in the style sheets. */
const WIDE = '(width >= 768px)';

export const useWide = (): boolean => useMatches(WIDE);
