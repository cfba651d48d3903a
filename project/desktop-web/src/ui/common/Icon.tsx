import type { LucideIcon } from 'lucide-react';

/** A line icon, always beside or inside something that has a name: it has none itself. size in px. */
export function Icon({ of: Drawing, size = 22, filled = false }: { of: LucideIcon; size?: number; filled?: boolean }) {
  return <Drawing size={size} strokeWidth={1.75} fill={filled ? 'currentColor' : 'none'} aria-hidden="true" />;
}
