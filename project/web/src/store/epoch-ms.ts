/** SQL for a timestamptz column as whole ms since 1970, a number in JavaScript. */
export const epochMs = (column: string): string => `floor(extract(epoch FROM ${column}) * 1000)::float8`;
