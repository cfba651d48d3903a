import { email, id, phone } from '@godwit/shared/rest/fields';

/** What a query may be, each as the column holds it; '' = it cannot be that. */
export interface SearchKeys {
  readonly username: string;
  readonly id: string;
  readonly phone: string;
  readonly email: string;
}

export function searchKeys(query: string): SearchKeys {
  return {
    username: query.trim().toLowerCase(),
    id: id.safeParse(query).data ?? '',
    phone: phone.safeParse(query).data ?? '',
    email: email.safeParse(query).data ?? '',
  };
}
