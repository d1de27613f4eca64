import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.ts';

export type TemplateKey =
  'acknowledgement' | 'acknowledgement-protected' | 'acknowledgement-private' | 'ask-back' | 'verdict-question';

type Templates = Readonly<Record<TemplateKey, Readonly<Record<string, string>>>>;

const templates = JSON.parse(
  readFileSync(join(projectRoot, 'server/data/templates/replies.json'), 'utf8'),
) as Templates;

/** A template in the citizen's language (Hindi where the language is none of ours), its places filled. */
export function fillTemplate(
  key: TemplateKey,
  language: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const forms = templates[key];
  const text = forms[language] ?? forms.hi ?? '';
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A template without places in every language that it has. */
export const formsOf = (key: TemplateKey): readonly string[] => Object.values(templates[key]);

/** A text that told a citizen the secret code, as everybody else may read it. */
export const hideCode = (text: string): string => text.replaceAll(/\b[2-9A-HJKMNP-Z]{8}\b/g, '********');
