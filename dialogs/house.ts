/** Knowledge with its sentence templates compiled: what the coach needs to think. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { FollowUp, IntentName } from '../knowledge/lists.ts';
import { type LawReference, referenceFinder } from '../knowledge/reference.ts';
import type { Elsewhere } from '../knowledge/schema.ts';
import { parseTemplate, type Template, type TemplateWords } from './template.ts';

export type House = {
  readonly knowledge: Knowledge;
  readonly templateWords: TemplateWords;
  readonly findReference: (text: string) => LawReference | undefined;
  readonly intents: readonly { readonly intent: IntentName; readonly templates: readonly Template[] }[];
  readonly elsewhere: readonly { readonly subject: Elsewhere; readonly templates: readonly Template[] }[];
  readonly followUps: readonly { readonly kind: FollowUp; readonly templates: readonly Template[] }[];
  readonly alarms: readonly { readonly phrase: 'distress' | 'danger'; readonly templates: readonly Template[] }[];
};

/** @throws Error that names the template, if one is not well formed */
export function houseOf(knowledge: Knowledge): House {
  const templateWords: TemplateWords = { stems: knowledge.words.stems, isSkip: knowledge.words.isSkip };
  const compile = (templates: readonly string[], lists = {}) => templates.map((template) => parseTemplate(template, lists, templateWords));
  const { intents, phrases, acts, provisions } = knowledge.content;
  return {
    knowledge,
    templateWords,
    findReference: referenceFinder(acts, provisions),
    intents: intents.map(({ intent, templates, lists }) => ({ intent, templates: compile(templates, lists) })),
    elsewhere: phrases.elsewhere.map((subject) => ({ subject, templates: compile(subject.templates) })),
    followUps: phrases.followUps.map(({ kind, templates }) => ({ kind, templates: compile(templates) })),
    alarms: phrases.alarms.map(({ phrase, templates }) => ({ phrase, templates: compile(templates) })),
  };
}
