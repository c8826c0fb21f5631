/** Knowledge with its sentence templates compiled: what the coach needs to think. */
import { type Likes, likesOf } from '../knowledge/find.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { DataCommand, FollowUp, IntentName, QUIZ_WISHES, QuizCommand, ReminderCommand, SlotName, WALK_COMMANDS } from '../knowledge/lists.ts';
import { type LawReference, referenceFinder } from '../knowledge/reference.ts';
import type { Checklist, Elsewhere, IntentFile, Question } from '../knowledge/schema.ts';
import { listsFor } from '../knowledge/slots.ts';
import { templateParser, type WordLists } from '../knowledge/template.ts';
import { parkedIn } from '../knowledge/versions.ts';
import type { Token } from '../knowledge/words.ts';
import { type CaseKinds, caseKinds, whenNeeded } from './cases.ts';
import { type Retention, retentionOf } from './privacy/retention.ts';
import { skipMarker } from './skip.ts';
import { type Message, type Template, templateOf } from './template.ts';

export type House = {
  readonly knowledge: Knowledge;
  /** A read message as templates see it. */
  readonly asMessage: (tokens: readonly Token[]) => Message;
  readonly findReference: (text: string) => LawReference | undefined;
  readonly intents: readonly {
    readonly intent: IntentName;
    readonly templates: readonly Template[];
    /** A message that one of these takes is taken by no template of this intent. */
    readonly without?: readonly Template[];
  }[];
  readonly elsewhere: readonly { readonly subject: Elsewhere; readonly templates: readonly Template[] }[];
  readonly followUps: readonly { readonly kind: FollowUp; readonly templates: readonly Template[] }[];
  readonly walkCommands: readonly { readonly command: (typeof WALK_COMMANDS)[number]; readonly templates: readonly Template[] }[];
  readonly quizCommands: readonly { readonly command: QuizCommand; readonly templates: readonly Template[] }[];
  /** What is said of the data held on a person; `hints` only where it is known to be about that. */
  readonly dataCommands: readonly { readonly command: DataCommand; readonly templates: readonly Template[]; readonly hints: readonly Template[] }[];
  readonly quizWishes: readonly { readonly wish: (typeof QUIZ_WISHES)[number]; readonly templates: readonly Template[] }[];
  /** The questions that a quiz may ask: those whose sources still say what they said when the question was read. */
  readonly bank: () => readonly Question[];
  /** How a message tells of one customer. */
  readonly stories: readonly Template[];
  readonly reminderCommands: readonly {
    readonly command: ReminderCommand;
    readonly templates: readonly Template[];
    readonly bare: readonly Template[];
  }[];
  /** What turns a reminder for every day into the daily set of questions, and how people drop one. */
  readonly practice: readonly Template[];
  readonly drops: readonly Template[];
  /** The time zone in which people say times, such as `Europe/London`. */
  readonly zone: string;
  /** How long what is kept of a person is kept. */
  readonly retention: Retention;
  /** How people ask for two things side by side. */
  readonly compares: readonly Template[];
  readonly deadlines: readonly Template[];
  readonly workOuts: readonly Template[];
  readonly whichDates: readonly Template[];
  readonly corrections: readonly Template[];
  readonly cases: CaseKinds;
  /** How each kind of complaint is told, and the stems of its names. */
  readonly checklists: readonly { readonly checklist: Checklist; readonly likes: () => Likes; readonly names: () => readonly string[] }[];
  /** How people say that they do not know. */
  readonly unsure: readonly Template[];
  readonly alarms: readonly { readonly phrase: 'distress' | 'danger'; readonly templates: readonly Template[] }[];
  /** Where each slot is looked for in a message that no template with it took. */
  readonly finders: ReadonlyMap<SlotName, readonly Template[]>;
  /** Finds a name of the subject anywhere in a message, in its slot `subject`. */
  readonly subjects: readonly { readonly id: string; readonly finder: Template }[];
};

/** @throws Error that names the template, if one is not well formed: loading the content has checked that */
export function houseOf(
  knowledge: Knowledge,
  { zone = 'Europe/London', retention = {} }: { readonly zone?: string; readonly retention?: Partial<Retention> } = {},
): House {
  const { content, words } = knowledge;
  const { intents, phrases, acts, provisions, slots, quiz, reminders } = content;
  const compiler = (lists: WordLists) => {
    const parse = templateParser(lists);
    return (source: string) => {
      const parsed = parse(source);
      if (!parsed.ok) throw new Error(parsed.problem);
      return templateOf(source, parsed.pattern, words);
    };
  };
  const compile = compiler(listsFor(content));
  return {
    knowledge,
    asMessage: skipMarker(content.words.skip, words),
    findReference: remembering(referenceFinder(acts, provisions, content.former)),
    intents: inOrder(intents).map((intent) => {
      const own = compiler(listsFor(content, intent));
      return { intent: intent.intent, templates: intent.templates.map(own), without: intent.without.map((words) => own(`... (${words}) ...`)) };
    }),
    elsewhere: phrases.elsewhere.map((subject) => ({ subject, templates: subject.templates.map(compile) })),
    followUps: phrases.followUps.map(({ kind, templates }) => ({ kind, templates: templates.map(compile) })),
    walkCommands: phrases.walkCommands.map(({ command, templates }) => ({ command, templates: templates.map(compile) })),
    quizCommands: quiz.commands.map(({ command, templates }) => ({ command, templates: templates.map(compile) })),
    dataCommands: content.privacy.commands.map(({ command, templates, hints }) => ({
      command,
      templates: templates.map(compile),
      hints: hints.map(compile),
    })),
    quizWishes: quiz.wishes.map(({ wish, templates }) => ({ wish, templates: templates.map(compile) })),
    bank: whenNeeded(() => {
      const parked = new Set(parkedIn(content).map(({ question }) => question.id));
      return content.questions.filter(({ id }) => !parked.has(id));
    }),
    stories: phrases.stories.map(compile),
    reminderCommands: reminders.commands.map(({ command, templates, bare }) => ({
      command,
      templates: templates.map(compile),
      bare: bare.map(compile),
    })),
    practice: reminders.practice.map(compile),
    drops: reminders.drops.map(compile),
    zone,
    retention: retentionOf(content.policy, retention),
    compares: phrases.compares.map(compile),
    deadlines: phrases.deadlines.map(compile),
    workOuts: phrases.workOuts.map(compile),
    whichDates: phrases.whichDates.map(compile),
    corrections: phrases.corrections.map(compile),
    cases: caseKinds(knowledge),
    checklists: content.checklists.map((checklist) => ({
      checklist,
      likes: whenNeeded(() => likesOf([...checklist.names, ...checklist.asks], words)),
      names: whenNeeded(() =>
        checklist.names
          .filter((name) => !name.startsWith('~'))
          .map((name) =>
            words
              .read(name)
              .tokens.map(({ stem }) => stem)
              .join(' '),
          ),
      ),
    })),
    unsure: phrases.unsure.map(compile),
    alarms: phrases.alarms.map(({ phrase, templates }) => ({ phrase, templates: templates.map(compile) })),
    finders: new Map(Object.entries(slots.finders).map(([slot, templates]) => [slot as SlotName, templates.map(compile)])),
    subjects: slots.subjects.map(({ id, names }) => ({ id, finder: compiler({ subject: names })('... <subject> ...') })),
  };
}

/** The same answers; the last one is kept, because a turn looks at its message more than once. */
function remembering<T>(find: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: find(text) };
    return last.found;
  };
}

/** As they stand, but each before those that it goes before. */
function inOrder(intents: readonly IntentFile[]): IntentFile[] {
  const left = [...intents];
  return intents.flatMap(() => {
    const next = left.findIndex(({ intent }) => !left.some(({ before }) => before.includes(intent)));
    return left.splice(Math.max(0, next), 1);
  });
}
