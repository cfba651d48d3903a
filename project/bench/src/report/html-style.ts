/** The style of the page, light and dark by the reader's setting; nothing is loaded from anywhere. */
export const HTML_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b2430; --faint: #5d6878; --rule: #e2e6ec; --rule-strong: #b9c1cc;
  --good: #17774a; --good-soft: #e2f4ea; --bad: #b3261e; --bad-soft: #fbe7e5; --open: #8a5a00; --open-soft: #fdf0d5;
  --c1: #2563c9; --c2: #d26a12; --c3: #1c8a5a; --c4: #8146d4; --c5: #c93659; --c6: #0f8597; --c7: #7a6a12; --c8: #69707d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2028; --text: #e4e9f0; --faint: #98a4b3; --rule: #2b333e; --rule-strong: #4a5564;
    --good: #5fd09a; --good-soft: #16332a; --bad: #ff8d83; --bad-soft: #3c1f1e; --open: #f0bd5e; --open-soft: #37290f;
    --c1: #6fa6ff; --c2: #ff9d4d; --c3: #4fca8f; --c4: #b892ff; --c5: #ff7f9c; --c6: #45c7d8; --c7: #d0bd4e; --c8: #a3abb8;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 64px; }
h1 { margin: 0; font-size: 26px; letter-spacing: -0.01em; }
h2 { margin: 0 0 4px; font-size: 19px; }
h3 { margin: 0 0 10px; font-size: 14px; font-weight: 600; }
p { margin: 0; }
.faint { color: var(--faint); }
.facts { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 10px 0 0; padding: 0; list-style: none; font-size: 13.5px; color: var(--faint); }
section, .summary { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 22px 24px; margin-top: 22px; }
.wide { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13.5px; }
th { font-weight: 600; color: var(--faint); }
th, td { padding: 5px 14px 5px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
tr:last-child td { border-bottom: 0; }
th.head, td.head { text-align: left; }
td.head { color: var(--faint); }
td .range { color: var(--faint); font-size: 12px; }
.verdicts { width: 100%; }
.verdicts th, .verdicts td { text-align: left; white-space: normal; vertical-align: top; }
.badge { display: inline-block; min-width: 62px; padding: 1px 9px; border-radius: 999px; font-size: 12.5px; font-weight: 600; text-align: center; }
.met { color: var(--good); background: var(--good-soft); }
.missed, .failed { color: var(--bad); background: var(--bad-soft); }
.void { color: var(--open); background: var(--open-soft); }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 26px 30px; margin-top: 22px; }
.tables { display: flex; flex-wrap: wrap; gap: 26px 48px; margin-top: 26px; }
figure { margin: 0; display: flex; flex-direction: column; } figure > svg { margin-top: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0 0 6px; padding: 0; list-style: none; font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend svg { width: auto; height: 10px; }
svg { display: block; width: 100%; height: auto; }
.grid { stroke: var(--rule); } .axis { stroke: var(--rule-strong); }
.tick, .label { fill: var(--faint); font-size: 11.5px; } .label { font-size: 12px; }
.line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; } .line circle { fill: var(--card); }
.bar { fill: currentColor; stroke: var(--card); stroke-width: 1; }
.limit { stroke: var(--faint); stroke-dasharray: 2 4; } .limit-label { fill: var(--faint); font-size: 11.5px; }
${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `.c${n} { color: var(--c${n}); }`).join(' ')}
.notes { margin: 20px 0 0; padding-left: 18px; font-size: 13.5px; color: var(--faint); }
pre { overflow-x: auto; font-size: 13px; white-space: pre-wrap; }
code { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
`;
