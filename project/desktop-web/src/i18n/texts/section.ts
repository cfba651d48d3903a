export interface Section<T, Z> {
  readonly en: T;
  readonly zh: Z;
}

/** Chinese has one plural form: keys that end in _one exist in English only. */
export type ChineseOf<T> = Record<Exclude<keyof T, `${string}_one`>, string>;

/** One part of the client in both languages. Flat keys, the same in both; {{name}} is filled in, _one and _other follow the count. */
export const section = <const T extends Record<string, string>>(en: T, zh: ChineseOf<T>): Section<T, ChineseOf<T>> => ({ en, zh });
