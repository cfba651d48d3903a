const MAX_CHARACTERS = 200;
/** Bidirectional overrides show "exe.jpg" where "gpj.exe" is written; the rest has a meaning to some file system. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu;
/** Names of devices on Windows, whatever follows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The last part of the path, as every system can save it. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(UNSAFE, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(DEVICE, '_$&');
  return shorten(clean) || 'file';
}

/** What comes off is the middle: the extension stays. */
function shorten(name: string): string {
  if (name.length <= MAX_CHARACTERS) return name;
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  return name.slice(0, MAX_CHARACTERS - extension.length).replace(/[\uD800-\uDBFF]$/, '') + extension;
}

/** RFC 6266: a name for old clients, and the real one. */
export function dispositionOf(type: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w.\- ]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
