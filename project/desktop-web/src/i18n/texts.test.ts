import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, zh } from './texts.js';

const SOURCE = join(import.meta.dirname, '..');
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] as string).sort();

const source = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|i18n\/texts/.test(file))
  .map((file) => readFileSync(join(SOURCE, file), 'utf8'))
  .join('\n');

describe('[U-20] texts in Chinese and English', () => {
  it('have the same keys, plural forms aside', () => {
    const chinese = new Set(Object.keys(zh).map(withoutPlural));
    const english = new Set(Object.keys(en).map(withoutPlural));
    expect(chinese).toEqual(english);
  });

  it.each(Object.entries(zh))('%s is not empty and fills in what English fills in', (key, text) => {
    expect(text.trim()).not.toBe('');
    expect(placeholders(text)).toEqual(placeholders(en[key as keyof typeof en]));
  });

  it('are there for every key that the source asks for', () => {
    const known = new Set(Object.keys(en).map(withoutPlural));
    const asked = [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1] as string);
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are all used', () => {
    const unused = Object.keys(en)
      .map(withoutPlural)
      .filter((key) => !source.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});
