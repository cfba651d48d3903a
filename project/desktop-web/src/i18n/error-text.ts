import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';
import type { Language } from './create-i18n.js';

/** The catalog's words for a refusal; undefined for a name of a newer server. */
export function errorText(name: string, language: Language): string | undefined {
  return Object.hasOwn(ERRORS, name) ? ERRORS[name as ErrorName][language] : undefined;
}
