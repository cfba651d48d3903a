const KIB = 1024;
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** 999 B, 12.4 KB, 3 MB: powers of 1,024. */
export function sizeLabel(bytes: number): string {
  const unit = bytes < KIB ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(KIB)));
  const value = bytes / KIB ** unit;
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}
