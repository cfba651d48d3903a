/** The avatar of a user or group that is a file, not a URL. */
export const fileAvatar = (fileId: string): string => `file:${fileId}`;
/** The file of such an avatar; undefined: it is a URL or empty. */
export const avatarFile = (avatar: string): string | undefined => /^file:(\d{1,19})$/.exec(avatar)?.[1];
