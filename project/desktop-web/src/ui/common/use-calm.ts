import { useMatches } from './use-matches.js';

/** The device asks for no motion. */
export const useCalm = (): boolean => useMatches('(prefers-reduced-motion: reduce)');
