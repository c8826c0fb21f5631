/** The word lists that templates may name, those made of content among them; and the check of every template in the content. */
import type { Report } from './checks.ts';
import type { Content } from './content.ts';
import type { Guide, IntentFile } from './schema.ts';
import { isOpen, templateParser, type WordLists } from './template.ts';
import { split } from './words.ts';

type Named = Pick<Content, 'acts' | 'topics' | 'guides' | 'slots'>;

/** Lists for the templates of an intent, or of no intent: its own first, then those of slots.yaml, then names of acts, models, guides and subjects. */
export function listsFor({ acts, topics, guides, slots }: Named, intent?: Pick<IntentFile, 'lists'>): WordLists {
  return {
    act: acts.flatMap(({ title, short, names }) => [title, short, ...names]).map(asTemplate),
    model: topics.filter(({ model }) => model).flatMap(({ name, also }) => [name, ...also].map(asTemplate)),
    guide: guides.flatMap(guideNames).map(asTemplate),
    subject: slots.subjects.flatMap(({ names }) => names),
    ...slots.lists,
    ...intent?.lists,
  };
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

/** What a guide is called: by its title, its id and its place ("guide 4", "the fourth guide"). */
export function guideNames({ title, id }: Pick<Guide, 'title' | 'id'>, at: number): string[] {
  const ordinal = ORDINALS[at];
  return [title, `${id} guide`, `guide on ${id}`, `guide ${at + 1}`, ...(ordinal ? [`${ordinal} guide`] : [])];
}

/** A name as a template that takes it. */
export function asTemplate(name: string): string {
  return split(name)
    .filter((word) => !word.includes('.'))
    .join(' ');
}

/** Reports every template and list line that cannot be read, and every template that would take any message. */
export function checkTemplates(content: Named & Pick<Content, 'intents' | 'phrases' | 'quiz' | 'reminders' | 'privacy'>, report: Report): void {
  const check = (owner: object, path: (string | number)[], templates: readonly string[], parse: ReturnType<typeof templateParser>, list?: string) => {
    templates.forEach((template, at) => {
      const parsed = parse(template);
      // A fault in a list is reported once, where it stands, not for each template that names the list.
      if (!parsed.ok && (parsed.list === undefined || parsed.list === list)) report(owner, [...path, at], parsed.problem, parsed.cure);
      else if (parsed.ok && isOpen(parsed.pattern))
        report(owner, [...path, at], `the template "${template}" takes any message`, 'Give it a word that must stand there.');
    });
  };
  const checkLists = (owner: object, lists: WordLists, parse: ReturnType<typeof templateParser>) => {
    for (const [name, lines] of Object.entries(lists)) check(owner, ['lists', name], lines, parse, name);
  };
  const shared = templateParser(listsFor(content));
  checkLists(content.slots, content.slots.lists, shared);
  for (const [slot, templates] of Object.entries(content.slots.finders)) check(content.slots, ['finders', slot], templates, shared);
  content.slots.subjects.forEach(({ names }, at) => {
    check(content.slots, ['subjects', at, 'names'], names, shared);
  });
  for (const intent of content.intents) {
    const own = templateParser(listsFor(content, intent));
    checkLists(intent, intent.lists, own);
    check(intent, ['templates'], intent.templates, own);
    check(intent, ['without'], intent.without, own);
  }
  check(content.phrases, ['unsure'], content.phrases.unsure, shared);
  check(content.phrases, ['stories'], content.phrases.stories, shared);
  for (const kind of ['elsewhere', 'followUps', 'alarms'] as const) {
    content.phrases[kind].forEach(({ templates }, at) => {
      check(content.phrases, [kind, at, 'templates'], templates, shared);
    });
  }
  for (const kind of ['commands', 'wishes'] as const) {
    content.quiz[kind].forEach(({ templates }, at) => {
      check(content.quiz, [kind, at, 'templates'], templates, shared);
    });
  }
  content.reminders.commands.forEach(({ templates, bare }, at) => {
    check(content.reminders, ['commands', at, 'templates'], templates, shared);
    check(content.reminders, ['commands', at, 'bare'], bare, shared);
  });
  check(content.reminders, ['practice'], content.reminders.practice, shared);
  check(content.reminders, ['drops'], content.reminders.drops, shared);
  content.privacy.commands.forEach(({ templates, hints }, at) => {
    check(content.privacy, ['commands', at, 'templates'], templates, shared);
    check(content.privacy, ['commands', at, 'hints'], hints, shared);
  });
}
