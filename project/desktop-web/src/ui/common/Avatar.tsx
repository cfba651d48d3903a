import type { CSSProperties } from 'react';
import styles from './Avatar.module.css';

/** Each with white text at 4.5 : 1 or more. */
const COLOURS = ['#0e6f6c', '#a64a22', '#3f6390', '#7a5195', '#5d6f24', '#9c3f63', '#80600f', '#46656e'];

function colourOf(seed: string): string {
  let hash = 0;
  for (const character of seed) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return COLOURS[hash % COLOURS.length] as string;
}

/** One character of a Chinese name, up to two initials of others. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const second = words.length > 1 && /^[a-z]/i.test(first) ? ([...(words.at(-1) as string)][0] ?? '') : '';
  return (first + second).toUpperCase();
}

interface AvatarProps {
  readonly name: string;
  /** Decides the colour: the id of the person or conversation. */
  readonly seed: string;
  /** Only addresses of this site are loaded. */
  readonly image?: string;
  readonly size?: number;
}

export function Avatar({ name, seed, image = '', size = 46 }: AvatarProps) {
  const style: CSSProperties = { width: size, height: size, fontSize: size * 0.38, background: colourOf(seed) };
  return (
    <span className={styles.avatar} style={style} data-initials={initialsOf(name)} aria-hidden="true">
      {image.startsWith('/') && <img src={image} alt="" width={size} height={size} />}
    </span>
  );
}
