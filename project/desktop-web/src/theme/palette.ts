export type Scheme = 'light' | 'dark';

/** Every colour of the client. Text on its background meets WCAG AA (4.5 : 1); contrast.test.ts keeps it so. */
export interface Palette {
  /** Left rail and the page behind everything. */
  readonly rail: string;
  /** Conversation list, side panels. */
  readonly panel: string;
  /** Behind the timeline. */
  readonly canvas: string;
  /** Cards, popovers, inputs. */
  readonly raised: string;
  readonly hover: string;
  readonly selected: string;
  readonly border: string;
  /** Around what is typed into or chosen: 3 : 1 against its ground. */
  readonly controlBorder: string;
  readonly text: string;
  readonly textMuted: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly bubble: string;
  readonly bubbleOwn: string;
  readonly bubbleMeta: string;
  readonly bubbleOwnMeta: string;
  /** Unread divider and new-message markers. */
  readonly warm: string;
  readonly warmSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly success: string;
  readonly shadow: string;
}

/** Sand and tide: warm neutrals, one teal, a touch of the bird's russet. */
export const PALETTES: Record<Scheme, Palette> = {
  light: {
    rail: '#eceae2',
    panel: '#f9f8f4',
    canvas: '#f1efe8',
    raised: '#ffffff',
    hover: '#f0eee6',
    selected: '#dcede8',
    border: '#e2dfd5',
    controlBorder: '#8d918a',
    text: '#1a2423',
    textMuted: '#586461',
    accent: '#0e6f6c',
    accentHover: '#0a5d5b',
    onAccent: '#ffffff',
    accentSoft: '#dcede8',
    bubble: '#ffffff',
    bubbleOwn: '#d3ebe4',
    bubbleMeta: '#65716e',
    bubbleOwnMeta: '#43605b',
    warm: '#a64a22',
    warmSoft: '#f6e4da',
    danger: '#b3312a',
    dangerSoft: '#f8e3e0',
    success: '#226b43',
    shadow: 'rgb(40 50 45 / 12%)',
  },
  dark: {
    rail: '#0c1112',
    panel: '#141a1b',
    canvas: '#0f1516',
    raised: '#1d2526',
    hover: '#1b2324',
    selected: '#16383a',
    border: '#283233',
    controlBorder: '#6a7879',
    text: '#e7eceb',
    textMuted: '#a3afac',
    accent: '#43b8ab',
    accentHover: '#5ccabd',
    onAccent: '#04201e',
    accentSoft: '#16383a',
    bubble: '#1f2829',
    bubbleOwn: '#12474a',
    bubbleMeta: '#98a5a2',
    bubbleOwnMeta: '#a9cfc9',
    warm: '#e59a70',
    warmSoft: '#3a2519',
    danger: '#f6a199',
    dangerSoft: '#3d1f1d',
    success: '#6fce9b',
    shadow: 'rgb(0 0 0 / 45%)',
  },
};
