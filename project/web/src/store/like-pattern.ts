/** For LIKE: texts that contain this one, none of its characters being a wildcard. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
