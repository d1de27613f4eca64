const LINES = [
  ['start', 'build what is not built, serve and work (PORT, DATA_DIR)'],
  ['dev', 'everything with reload'],
  ['build', 'build only'],
  ['test', 'everything that proves it; test:full at full size'],
  ['verify', 'types, lint, format, dependency rules, unused code'],
  ['replay', '-- --in FILE.jsonl [--account @handle] [--json]'],
  ['predict', '-- --task TASK --in FILE.jsonl --out FILE.jsonl [--train FILE.jsonl]'],
  ['eval', 'all evaluation sets, with the anchors beside'],
  ['bench', '-- NAME [--tickets N] [--json]'],
  ['audit:verify', '[--json]'],
  ['backup', '-- --out FILE'],
  ['restore', '-- --in FILE'],
  ['generate', 'regenerate the migrations of both engines'],
];

export function usage({ unknown }) {
  const head = unknown === undefined ? 'Which command?' : `There is no command "${unknown}".`;
  const list = LINES.map(([name, what]) => `  npm run ${name.padEnd(13)} ${what}`).join('\n');
  return `${head}\n\n${list}\n`;
}
