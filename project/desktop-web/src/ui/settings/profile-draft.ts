import type { Profile } from '@godwit/shared/rest/user';

/** What of the profile is edited in one form. */
export type ProfileFields = Pick<Profile, 'nickname' | 'signature' | 'gender' | 'phone' | 'email'>;

/** Fields that differ from what is saved, as they will be sent. A change from another device shows in the others at once. */
export function changedFields(draft: Partial<ProfileFields>, saved: ProfileFields): Partial<ProfileFields> {
  const trimmed = Object.entries(draft).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(trimmed.filter(([field, value]) => value !== saved[field as keyof ProfileFields]));
}

/** As the server reads them; it has the last word. */
const PHONE = /^\+?[0-9][0-9 -]{3,22}[0-9]$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const isPhone = (text: string): boolean => text.trim() === '' || PHONE.test(text.trim());
export const isEmail = (text: string): boolean => text.trim() === '' || EMAIL.test(text.trim());
