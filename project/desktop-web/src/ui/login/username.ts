/** The rule of the server (shared/rest/fields), told while typing. */
const USERNAME = /^[a-z][a-z0-9._-]{2,31}$/i;

export const isUsername = (name: string): boolean => USERNAME.test(name);
