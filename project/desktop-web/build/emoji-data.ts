import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** Where the emoji picker finds its data, `/emoji/<locale>/<file>.json`: on this site, because the client asks no other. */
export const EMOJI_FOLDER = 'emoji/';
const LOCALES = ['zh', 'en'] as const;

interface EmojiEntry {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: string[];
  readonly group?: number;
  readonly subgroup?: number;
  readonly version: number;
  readonly skins?: { readonly emoji: string; readonly tone?: number | number[] }[];
}

interface Messages {
  readonly groups: { readonly key: string; readonly message: string; readonly order: number }[];
}

/** The data set mixes traditional and simplified characters here. */
const CHINESE_GROUPS: Readonly<Record<string, string>> = {
  'smileys-emotion': '表情与情感',
  'people-body': '人物与身体',
  'animals-nature': '动物与自然',
  'food-drink': '食物与饮料',
  'travel-places': '旅行与地点',
  activities: '活动',
  objects: '物品',
  symbols: '符号',
  flags: '旗帜',
};

const require = createRequire(import.meta.url);

/** What the picker reads of an emoji: a third of the whole. */
const picked = ({ emoji, label, tags, group, subgroup, version, skins }: EmojiEntry): EmojiEntry => ({
  emoji,
  label,
  version,
  ...(tags && { tags }),
  ...(group !== undefined && { group }),
  ...(subgroup !== undefined && { subgroup }),
  ...(skins && { skins: skins.map((skin) => ({ emoji: skin.emoji, ...(skin.tone !== undefined && { tone: skin.tone }) })) }),
});

function filesOf(locale: (typeof LOCALES)[number]): [path: string, content: string][] {
  const emojis = require(`emojibase-data/${locale}/data.json`) as EmojiEntry[];
  const messages = require(`emojibase-data/${locale}/messages.json`) as Messages;
  const names = locale === 'zh' ? CHINESE_GROUPS : {};
  const groups = messages.groups.map((group) => ({ ...group, message: names[group.key] ?? group.message }));
  return [
    [`${EMOJI_FOLDER}${locale}/data.json`, JSON.stringify(emojis.filter((emoji) => emoji.group !== undefined).map(picked))],
    [`${EMOJI_FOLDER}${locale}/messages.json`, JSON.stringify({ ...messages, groups })],
  ];
}

/** Serves the data of the emoji picker, and puts it beside the client in a build. */
export function emojiData(): Plugin {
  return {
    name: 'godwit-emoji-data',
    configureServer(server) {
      const served = new Map(LOCALES.flatMap(filesOf));
      server.middlewares.use((request, response, next) => {
        const content = served.get((request.url ?? '').slice(1));
        if (content === undefined) {
          next();
          return;
        }
        response.setHeader('content-type', 'application/json').end(content);
      });
    },
    generateBundle() {
      for (const [fileName, source] of LOCALES.flatMap(filesOf)) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
