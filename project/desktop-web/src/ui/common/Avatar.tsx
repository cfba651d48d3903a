import { type CSSProperties, useEffect, useState } from 'react';
import { usePeople, useServices } from '../../state/app-services.js';
import { isFile } from '../../state/people-pictures.js';
import styles from './Avatar.module.css';

/** Each with white text at 4.5 : 1 or more. */
const COLOURS = ['#0e6f6c', '#a64a22', '#3f6390', '#7a5195', '#5d6f24', '#9c3f63', '#80600f', '#46656e'];

function colourOf(seed: string): string {
  let hash = 0;
  for (const character of seed) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return COLOURS[hash % COLOURS.length] as string;
}

/** One character of a Chinese name, up to two initials of others. Brackets, quotes and pictures among the letters are none. */
function initialsOf(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
  const first = letters[0] ?? [...name.trim()][0] ?? '?';
  const second = letters.length > 1 && /^[a-z]/i.test(first) ? (letters.at(-1) ?? '') : '';
  return (first + second).toUpperCase();
}

interface AvatarProps {
  readonly name: string;
  /** Decides the colour: the id of the person or conversation. */
  readonly seed: string;
  /** As profiles, members and conversations give it: a file of this server, or an address. Addresses of other sites are not loaded. */
  readonly image?: string;
  readonly size?: number;
}

/** The picture, and until it is there, or without one, initials. */
export function Avatar({ name, seed, image = '', size = 46 }: AvatarProps) {
  const { people } = useServices();
  const url = usePictureUrl(image);
  const [shown, setShown] = useState('');
  const style: CSSProperties = { width: size, height: size, fontSize: size * 0.38, background: colourOf(seed) };
  return (
    <span
      className={styles.avatar}
      style={style}
      data-initials={initialsOf(name)}
      data-picture={url !== '' && shown === url}
      aria-hidden="true"
    >
      {url !== '' && (
        <img
          key={url}
          src={url}
          alt=""
          width={size}
          height={size}
          draggable={false}
          onLoad={() => setShown(url)}
          onError={() => people.pictures.broken(image)}
        />
      )}
    </span>
  );
}

function usePictureUrl(image: string): string {
  const { people } = useServices();
  const known = usePeople((state) => state.pictures.get(image));
  useEffect(() => {
    if (known === undefined) people.pictures.want(image);
  }, [people, image, known]);
  if (isFile(image)) return known ?? '';
  return image.startsWith('/') ? image : '';
}
