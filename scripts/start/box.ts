// The box that tells the operator where everything is.

/** Rows of label and value; an empty row separates. */
export function box(title: string, rows: readonly (readonly [label: string, value: string])[]): string {
  const labelWidth = Math.max(...rows.map(([label]) => width(label)));
  const lines = rows.map(([label, value]) =>
    label === '' && value === '' ? '' : `${label}${' '.repeat(labelWidth - width(label))}   ${value}`,
  );
  const inner = Math.max(width(title) + 2, ...lines.map(width)) + 4;
  const line = (text: string): string => `│  ${text}${' '.repeat(inner - 2 - width(text))}│`;
  return [`╭─ ${title} ${'─'.repeat(inner - width(title) - 3)}╮`, line(''), ...lines.map(line), line(''), `╰${'─'.repeat(inner)}╯`].join(
    '\n',
  );
}

/** Columns in a terminal: CJK characters take two. */
const width = (text: string): number =>
  [...text].reduce(
    (sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  );
