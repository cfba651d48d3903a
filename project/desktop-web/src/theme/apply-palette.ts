import { PALETTES, type Scheme } from './palette.js';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Publishes the palette as --gw-* properties, which every style sheet of the client uses. */
export function applyPalette(root: HTMLElement, scheme: Scheme): void {
  root.dataset['scheme'] = scheme;
  root.style.colorScheme = scheme;
  for (const [name, value] of Object.entries<string>({ ...PALETTES[scheme] })) root.style.setProperty(`--gw-${kebab(name)}`, value);
}
