const STEP = 1_024;
const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** 512 B, 1.4 MB */
export function fileSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP)));
  const size = bytes / STEP ** power;
  return `${size >= 10 || power === 0 ? Math.round(size) : size.toFixed(1)} ${UNITS[power]}`;
}
