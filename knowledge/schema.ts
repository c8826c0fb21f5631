/**
 * The shape of every content file, in zod. Types are inferred from the shapes, and the JSON Schemas that an
 * editor completes from (`npm run schemas`) are printed from them too, so there is one place to change.
 */
import { z } from 'zod';
import { CLOCKS } from './clocks/shapes.ts';
import { HOLIDAY_SETS } from './clocks/working-days.ts';
import {
  DATA_COMMANDS,
  DATA_LABELS,
  DATA_SAYINGS,
  ENDING_LABELS,
  FOLLOW_UPS,
  GUIDE_SECTIONS,
  INTENTS,
  LABELS,
  LETTER_PLACES,
  NATIONS,
  PHRASES,
  type QUESTION_KINDS,
  QUIZ_COMMANDS,
  QUIZ_WISHES,
  RECORD_LABELS,
  REMINDER_COMMANDS,
  REMINDER_LABELS,
  REMINDER_SAYS,
  REMINDER_TIMES,
  SLOTS,
  STAGES,
  STANDINGS,
  STEP_KINDS,
  SURENESS,
  UNITS,
  WALK_COMMANDS,
} from './lists.ts';

const line = z.string().trim().min(1);
const lines = z.array(line);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as "short-term-reject"');

/** Everyday questions: what a colleague would type to reach the entry. No question mark needed, typos not wanted. */
const asks = (least: number) => z.array(line).min(least);

/** A calendar date that exists, as YYYY-MM-DD. */
const isoDate = z.string().refine(isCalendarDate, 'write a real date as YYYY-MM-DD, in quotes');

/**
 * What an entry rests on, by id: a provision (`cra-22`), a topic (`nps`) or a guide point (`principles#strategy`).
 * A reference that leads nowhere stops the start.
 */
const entryId = z.string().regex(/^[a-z0-9-]+(#[a-z0-9-]+)?$/, 'write an entry id such as "cra-22", "nps" or "principles#strategy"');

/** Facts of facts.yaml, each with the value or values it must have: `{ age: [1-6-months, 6-months-6-years], seller: business }`. */
const condition = z.record(
  slug,
  z.union([slug, z.array(slug).min(1)]).transform((value) => [value].flat()),
);

/** One source of law: an Act, a set of regulations, a code or a rulebook. */
export const Act = z.strictObject({
  id: slug,
  title: line.describe('Full name, such as "Consumer Rights Act 2015"'),
  short: line.describe('Short form used in references, such as "CRA 2015"'),
  names: lines.describe('Other names people use for it: "consumer rights act", "cra"'),
  unit: z.enum(UNITS).default('section').describe('What its numbered parts are called'),
  parts: z
    .strictObject({ last: z.number().int().positive(), schedules: z.number().int().nonnegative().default(0) })
    .optional()
    .describe('The number of its last section, regulation or article and of its schedules: what lies behind them does not exist'),
  about: line.describe('One sentence: what it is for'),
  link: z.url(),
});
export type Act = z.infer<typeof Act>;

/** A law that people still name although it has gone, and where its rules live now. */
export const FormerLaw = z.strictObject({
  id: slug,
  title: line.describe('Full name with its year: "Disability Discrimination Act 1995"'),
  names: lines.describe('Other names people use for it'),
  point: line.describe('Whether it still holds for anyone, what took its place, and since when'),
  more: lines.default([]),
  see: z.array(entryId).min(1).describe('Where its rules live now, the nearest first'),
});
export type FormerLaw = z.infer<typeof FormerLaw>;

/** One rule of law, in our own words, with what a reader needs to judge it. */
export const Provision = z.strictObject({
  id: slug,
  act: slug.describe('Id of the Act, from acts.yaml'),
  refs: z.array(line).min(1).describe('Canonical references, main one first: "CRA 2015 s.22"; no subsections'),
  section: line.describe('The exact place as a lawyer writes it: "s.22(1)–(3)"'),
  title: line,
  names: lines.default([]).describe('Everyday names: "the 30-day rule"'),
  rule: line.describe('The rule in one or two plain sentences; the first thing the reader sees'),
  detail: line.optional().describe('One to four more sentences'),
  example: line.describe('One desk example a colleague would recognise'),
  exceptions: lines.default([]).describe('When it does not apply or is different'),
  goodwill: line.optional().describe('What an organisation may choose to do beyond this rule'),
  policy: line.optional().describe("What depends on the organisation's own rules"),
  nations: z.array(z.enum(NATIONS)).min(1),
  from: isoDate.optional().describe('In force since'),
  until: isoDate.optional().describe('In force until'),
  standing: z.enum(STANDINGS).default('law').describe('Whether it is law, only planned, or no law at all'),
  commencement: line.optional().describe('For what has no start date: what is planned and when, or why it has none'),
  replaced: z
    .strictObject({ law: line, on: isoDate, see: entryId.optional() })
    .optional()
    .describe('The law before it, the day it took its place, and the entry that still tells of it'),
  checked: isoDate.describe('When the statement was last checked'),
  reviewBy: isoDate.describe('When it should be checked again'),
  sureness: z.enum(SURENESS),
  open: line.optional().describe('For "check first": in a few words what is open; stands in the first line of the answer behind "Check first:"'),
  verify: line.optional().describe('What is still open and must be checked before relying on it; shown to the reader'),
  protects: line.optional().describe('Whom it protects'),
  remedy: line.optional().describe('What follows where it is broken: the remedy or sanction'),
  link: z.url(),
  related: z.array(entryId).default([]),
  facts: lines.default([]).describe('Ids of the facts it carries, kept so that none is lost'),
  asks: asks(4),
});
export type Provision = z.infer<typeof Provision>;

/** An idea that people ask for by name: NPS, LASS, root cause analysis. */
export const Topic = z.strictObject({
  id: slug,
  name: line,
  also: lines.default([]).describe('Other names and abbreviations'),
  model: z.boolean().default(false).describe('A model that people name to be walked through or quizzed on, such as LASS'),
  point: line.describe('The answer in one or two sentences'),
  detail: line.optional().describe('Up to six more sentences'),
  formula: line.optional(),
  example: line.optional().describe('A worked number or a short scene'),
  source: line.describe('Where the idea comes from, in a few words: "Parasuraman, Zeithaml and Berry, 1988"'),
  cites: z.array(entryId).default([]).describe('Guide points or provisions it belongs to'),
  related: z.array(entryId).default([]),
  asks: asks(4),
});
export type Topic = z.infer<typeof Topic>;

/**
 * A situation at the desk and its answer. It applies provisions or guide points to the facts that people
 * usually give, and says apart what is law, what is goodwill and what is the organisation's own policy.
 */
export const Situation = z.strictObject({
  id: slug,
  title: line.describe('A short label, also used on a button: "Fault after five weeks"'),
  point: line.describe('The answer to this person in one or two sentences'),
  detail: line.optional().describe('One to four more sentences'),
  safety: line.optional().describe('What to do first if someone may be hurt'),
  goodwill: line.optional().describe('What a shop may choose to do beyond the law'),
  policy: line.optional().describe("What depends on the organisation's own rules"),
  only: condition.optional().describe('The facts this answer rests on, such as { buyer: business }; see facts.yaml'),
  cites: z.array(entryId).min(1),
  related: z.array(entryId).default([]),
  asks: asks(4),
});
export type Situation = z.infer<typeof Situation>;

/** Something that people believe about the law and that is wrong. */
export const Myth = z.strictObject({
  id: slug,
  myth: line.describe('As people say it: "No receipt, no refund"'),
  truth: line.describe('What is true, in one or two sentences; the first thing the reader sees'),
  why: line.optional().describe('One to three more sentences'),
  example: line.optional().describe('One desk example'),
  cites: z.array(entryId).min(1).describe('The provisions it rests on, the deciding one first'),
  related: z.array(entryId).default([]),
  facts: lines.default([]).describe('Ids of the facts it carries, kept so that none is lost'),
  asks: asks(4),
});
export type Myth = z.infer<typeof Myth>;

/** Several things side by side: a list ("the nine protected characteristics") or a comparison ("repair or replacement"). */
export const Overview = z.strictObject({
  id: slug,
  title: line,
  names: lines.default([]),
  point: line.describe('The answer in one or two sentences'),
  items: z
    .array(z.strictObject({ label: line, text: line, cites: z.array(entryId).default([]) }))
    .min(2)
    .describe('What is listed or compared, in the order it is read'),
  cites: z.array(entryId).min(1),
  related: z.array(entryId).default([]),
  asks: asks(4),
});
export type Overview = z.infer<typeof Overview>;

/** Something that changed in the law, for the brief "what changed" of a team. */
export const Change = z.strictObject({
  id: slug,
  on: isoDate.optional().describe('The day it took or takes effect'),
  when: line.optional().describe('Where the day is not known: "spring 2027 (planned)"; then `on` is left out'),
  title: line,
  change: line.describe('What changed, in one or two sentences'),
  desk: line.describe('What it means at the desk: what to do or say differently'),
  open: line.optional().describe('What must be checked before relying on it'),
  cites: z.array(entryId).min(1),
  source: line.describe('Where it was seen, in a few words'),
});
export type Change = z.infer<typeof Change>;

/** One point of a guide; `id` is `guide#point`. */
export const GuidePoint = z.strictObject({
  id: entryId,
  section: z.enum(GUIDE_SECTIONS),
  title: line,
  text: line,
  asks: lines,
  line: z.number().int().positive(),
});
export type GuidePoint = z.infer<typeof GuidePoint>;

export const Guide = z.strictObject({
  id: slug,
  title: line,
  file: line,
  synopsis: line,
  points: z.array(GuidePoint).min(1),
});
export type Guide = z.infer<typeof Guide>;

export const ActsFile = z.strictObject({ acts: z.array(Act).min(1) });
export const FormerFile = z.strictObject({ former: z.array(FormerLaw) });
export const MythsFile = z.strictObject({ myths: z.array(Myth) });
export const OverviewsFile = z.strictObject({ overviews: z.array(Overview) });
export const ChangesFile = z.strictObject({ changes: z.array(Change) });
export const ProvisionsFile = z.strictObject({ provisions: z.array(Provision).min(1) });
export const TopicsFile = z.strictObject({ topics: z.array(Topic).min(1) });
export const SituationsFile = z.strictObject({ situations: z.array(Situation).min(1) });

/** Something that a message may tell about a case. */
export const Fact = z.strictObject({
  id: slug,
  ask: line.describe('The question for it'),
  values: z
    .array(
      z.strictObject({
        id: slug,
        label: line.describe('On its button'),
        meanings: lines.describe('Concepts of words.yaml ("~digital"), spans of time and amounts ("@1-6-months") that tell it'),
      }),
    )
    .min(2),
});
export type Fact = z.infer<typeof Fact>;

/** One kind of question whose answer turns on facts. */
export const Decision = z.strictObject({
  id: slug,
  of: z.array(entryId).min(1).describe('The entries that ask this question in general: where one comes out on top, the rows decide'),
  rows: z
    .array(
      z.strictObject({
        if: condition.default({}),
        answer: entryId,
        ask: slug.optional().describe('A fact that is open: asked for after a general answer'),
      }),
    )
    .min(2)
    .describe('The first row that fits decides'),
});
export type Decision = z.infer<typeof Decision>;

export const FactsFile = z.strictObject({ facts: z.array(Fact).min(1), decisions: z.array(Decision) });
export type FactsFile = z.infer<typeof FactsFile>;

/** Answers to steps, by step id: each named step must have one of these. */
const answers = z.record(
  slug,
  z.union([slug, z.array(slug).min(1)]).transform((value) => [value].flat()),
);

/** One step of a complaint checklist: one question. */
export const Step = z.strictObject({
  id: slug,
  stage: z.enum(STAGES),
  ask: line.describe('The question, in one or two short sentences'),
  why: line.describe('Why it matters, in one sentence'),
  cites: z.array(entryId).min(1).describe('The guide point or provision behind it'),
  say: line.optional().describe('Words that help, as the colleague could say them'),
  avoid: line.optional().describe('What to avoid'),
  kind: z.enum(STEP_KINDS),
  values: z
    .array(z.strictObject({ id: slug, label: line.describe('On its button'), words: lines.default([]).describe('Words in a message that tell it') }))
    .default([])
    .describe('The choices; beside another kind of answer, buttons such as "Not sure"'),
  words: lines.default([]).describe('For a day: what stands beside such a day in a message'),
  required: z.boolean().default(false).describe('The complaint cannot be closed without it'),
  only: answers.default({}).describe('Asked only where these steps have one of these answers'),
  tells: slug.optional().describe('The question of remedies.yaml or clocks.yaml that its answer answers'),
  after: slug.optional().describe('In a branch: the step of the same stage that it follows; else it comes at the end of its stage'),
});
export type Step = z.infer<typeof Step>;

/** One kind of complaint: what it adds to the steps that all complaints share. */
export const Checklist = z.strictObject({
  id: slug,
  title: line.describe('On its button: "Faulty goods"'),
  names: lines.min(3).describe('Words in a message that choose it: "broken", "stopped working"; or a concept of words.yaml: "~broken"'),
  asks: asks(6).describe('How such a complaint is told'),
  rights: z.array(slug).default([]).describe('"remedies", or the clocks of clocks.yaml, that its rights step works out'),
  cites: z.array(entryId).min(1).describe('The law, the guide points and the promise that its rights step shows'),
  without: z.array(slug).default([]).describe('Shared steps that it leaves out'),
  steps: z.array(Step).default([]),
});
export type Checklist = z.infer<typeof Checklist>;

/** What all complaints share: the stages, the five views of them, and the shared steps. */
export const SpineFile = z.strictObject({
  stages: z.array(z.strictObject({ id: z.enum(STAGES), title: line })).length(STAGES.length),
  views: z
    .array(
      z.strictObject({
        id: slug,
        title: line,
        names: lines,
        parts: z.array(z.strictObject({ title: line, stages: z.array(z.enum(STAGES)).min(1) })).min(3),
      }),
    )
    .length(5),
  about: Step.describe('Asked where a first message does not say what it is about; its values are the ids of the checklists, the commonest first'),
  steps: z.array(Step).min(8),
});
export type SpineFile = z.infer<typeof SpineFile>;
export const ChecklistsFile = z.strictObject({ checklists: z.array(Checklist).min(1) });

/** Something to choose in a quiz question, with its own feedback. */
const Option = z.strictObject({
  text: line,
  right: z.boolean().default(false),
  why: line.describe('Feedback to who chose it: why it is right, or what is mixed up, in one or two sentences'),
  shows: entryId.optional().describe('The myth, or the mistake named in a guide, that choosing it shows'),
});

/** What people often answer instead, with feedback. */
const near = <T extends z.ZodType>(value: T) =>
  z.array(z.strictObject({ value, why: line, shows: entryId.optional().describe('The myth or mistake that it shows') })).default([]);

/** What every quiz question has. */
const questionBase = {
  id: slug,
  subject: slug.describe('Id of its subject, from slots.yaml'),
  scene: line.optional().describe('For a scenario: what happens at the desk, what the customer says; `ask` is then what to do or say'),
  ask: line.describe('The question; nothing in it gives the answer away'),
  difficulty: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .describe('1 a fact that everybody at the desk needs, 2 its use, 3 an exception or two rules together'),
  tags: z.array(slug).min(1).describe('What else it is about: "refunds", "time-limits"'),
  cites: z.array(entryId).min(1).describe('What it tests, the deciding provision, guide point or topic first'),
  why: line.describe('Why the right answer is right, in one or two sentences'),
  hint: line.describe('A nudge that does not give the answer away'),
};
const question = <K extends (typeof QUESTION_KINDS)[number], T extends z.ZodRawShape>(kind: K, shape: T) =>
  z.strictObject({ kind: z.literal(kind), ...questionBase, ...shape });

/** One question of the quiz, by how it is answered. */
export const Question = z.discriminatedUnion('kind', [
  question('one', { options: z.array(Option).length(4) }),
  question('several', {
    options: z.array(Option).min(4).max(6),
    choose: z.number().int().min(2).describe('How many are right; said in the question'),
  }),
  question('true-false', { options: z.tuple([Option, Option]).describe('"True" and "False"') }),
  question('order', {
    items: z
      .array(z.strictObject({ text: line, why: line.describe('Why it stands here') }))
      .min(3)
      .max(6)
      .describe('In the right order'),
  }),
  question('match', {
    pairs: z
      .array(z.strictObject({ left: line, right: line, why: line.describe('Why the two belong together') }))
      .min(3)
      .max(5),
  }),
  question('number', {
    answer: z.number(),
    unit: line.describe('"days", "months", "£", "%": what the number counts'),
    tolerance: z.number().nonnegative().default(0),
    near: near(z.number()),
  }),
  question('date', { answer: isoDate, toleranceDays: z.number().int().nonnegative().default(0), near: near(isoDate) }),
  question('short', { accepted: lines.min(1).describe('Wordings that are right, the one to be shown first'), near: near(line) }),
]);
export type Question = z.infer<typeof Question>;
export const QuestionsFile = z.strictObject({ questions: z.array(Question).min(1) });

const taughtWords = {
  version: line.describe('A sign that changes with its text, dates and standing'),
  says: line.describe('What it taught'),
  confirmed: isoDate.describe('The day on which a question on it was read against it'),
  from: isoDate.exactOptional().describe('In force since'),
  ends: isoDate.exactOptional().describe('In force until'),
};
const TaughtWords = z.strictObject(taughtWords);
export type TaughtWords = z.infer<typeof TaughtWords>;
const VersionedSource = z.strictObject({
  id: entryId,
  ...taughtWords,
  before: z
    .array(z.strictObject({ ...taughtWords, until: isoDate }))
    .default([])
    .describe('What it taught before, oldest first'),
});
export type VersionedSource = z.infer<typeof VersionedSource>;

/** Which version of its sources each question was confirmed for, and what those taught. Written by `npm run quiz:confirm`. */
export const QuestionVersionsFile = z.strictObject({
  questions: z.record(slug, line).describe('The signs of its sources, in the order in which it cites them'),
  sources: z.array(VersionedSource),
});
export type QuestionVersionsFile = z.infer<typeof QuestionVersionsFile>;

/** How people talk to a quiz. */
export const QuizFile = z.strictObject({
  commands: z.array(z.strictObject({ command: z.enum(QUIZ_COMMANDS), templates: lines.min(1) })).describe('What is said to a quiz beside an answer'),
  wishes: z
    .array(z.strictObject({ wish: z.enum(QUIZ_WISHES), templates: lines.min(1) }))
    .describe('What a request for a quiz asks for beside its subject'),
  fillers: lines.describe('Words around an answer that only carry it: "I think it is", "option"'),
  certainties: z
    .array(z.strictObject({ certainty: z.enum(['sure', 'think', 'guess']), words: lines.min(1) }))
    .describe('How people say how sure they are'),
});
export type QuizFile = z.infer<typeof QuizFile>;

/** How people talk of reminders, and what is said of them. */
export const RemindersFile = z.strictObject({
  times: z
    .record(z.enum(REMINDER_TIMES), z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:00"'))
    .describe('The time that a part of the day means'),
  commands: z
    .array(z.strictObject({ command: z.enum(REMINDER_COMMANDS), templates: lines.min(1), bare: lines.min(1) }))
    .describe('What is said of reminders that are set; "bare" counts only right after reminders were spoken of'),
  practice: lines.min(1).describe('What turns "every day" into the daily set of questions'),
  drops: lines.min(1).describe('How people say that it does not matter'),
  leads: lines.min(1).describe('Words before what to do'),
  tails: lines.min(1).describe('Words behind what to do'),
  fillers: lines.min(1).describe('Words that name no reminder'),
  ordinals: z.array(lines.min(1)).min(1).describe('Words for a place in the list, first place first'),
  says: z.record(z.enum(REMINDER_SAYS), line),
  labels: z.record(z.enum(REMINDER_LABELS), line),
});
export type RemindersFile = z.infer<typeof RemindersFile>;

/** What people say of the data that the coach holds on them, and what it answers. */
export const PrivacyFile = z.strictObject({
  commands: z
    .array(z.strictObject({ command: z.enum(DATA_COMMANDS), templates: lines.min(1), hints: lines.default([]) }))
    .describe('What is said; hints count only once it is known that it is about that data'),
  says: z.record(z.enum(DATA_SAYINGS), z.strictObject({ point: line, more: lines.default([]) })),
  labels: z.record(z.enum(DATA_LABELS), line),
});
export type PrivacyFile = z.infer<typeof PrivacyFile>;

/** What an organisation allows and where it escalates. */
export const PolicyFile = z.strictObject({
  organisation: line,
  limits: z
    .array(z.strictObject({ role: line, pounds: z.number().nonnegative(), may: line }))
    .min(1)
    .describe('Who may refund or spend how much, the least first'),
  escalation: z.array(z.strictObject({ level: z.enum(['normal', 'serious', 'urgent']), to: line, within: line })).length(3),
  times: z
    .array(z.strictObject({ id: slug, label: line, days: z.number().int().positive() }))
    .min(1)
    .describe('Own time limits, in days after the complaint'),
  severity: z
    .array(z.strictObject({ when: answers, level: z.enum(['serious', 'urgent']), reason: line }))
    .min(1)
    .describe('Answers that make a complaint serious or urgent; the first urgent one decides, else the first serious one'),
  overPromises: z
    .array(z.strictObject({ words: lines.min(1), problem: line, instead: line }))
    .min(3)
    .describe('Words in a promised outcome that cannot be kept, and a wording that can'),
});
export type PolicyFile = z.infer<typeof PolicyFile>;

const letterText = line.refine(
  (text) => [...text.matchAll(/\{([^}]*)\}/g)].every(([, place]) => LETTER_PLACES.some((known) => known === place)),
  `a place in { } must be one of ${LETTER_PLACES.join(', ')}`,
);
const letterPlaces = z.array(z.enum(LETTER_PLACES)).default([]);

/** A line of a letter: it drops out where one of its places has no answer. */
export const LetterLine = z.union([
  letterText.transform((text) => ({ text, only: {}, with: [], without: [] })),
  z.strictObject({
    text: letterText,
    only: answers.default({}).describe('Stands there only where these steps have one of these answers'),
    with: letterPlaces.describe('Stands there only where all of these places have an answer'),
    without: letterPlaces.describe('Stands there only where none of these places has an answer'),
  }),
]);
export type LetterLine = z.infer<typeof LetterLine>;

/** A draft: paragraphs, each of lines that are read one after the other. */
export const LetterDraft = z.strictObject({
  title: line,
  note: line.describe('What the colleague does with it before it is sent'),
  paragraphs: z.array(z.array(LetterLine).min(1)).min(1),
});
export type LetterDraft = z.infer<typeof LetterDraft>;

/** The letters and the record of a complaint. */
export const LettersFile = z.strictObject({
  customer: line.describe('What stands for the name of the customer'),
  acknowledgement: LetterDraft,
  outcome: LetterDraft,
  record: z.record(z.enum(RECORD_LABELS), line).describe('The titles of its parts, and what stands before an answer'),
  ending: z.record(z.enum(ENDING_LABELS), line).describe('What is said at the end: the calendar, the five whys, the root-cause sheet, the evidence'),
  units: z
    .record(z.string(), z.tuple([line, line]))
    .describe('The parts of an Act by their sign, for one and for several: "s.": [section, sections]'),
  and: line.describe('Between the last two of a list'),
  bones: z
    .array(z.strictObject({ title: line, causes: z.array(slug).default([]), words: lines.default([]) }))
    .min(4)
    .describe('The headings of the root-cause sheet; what was told goes where its words are, else where its cause is'),
});
export type LettersFile = z.infer<typeof LettersFile>;

/** One intent: sentence templates that decide first, and examples that the lexical layer learns from. */
export const IntentFile = z.strictObject({
  intent: z.enum(INTENTS),
  lists: z
    .record(slug, lines.min(1))
    .default({})
    .describe('Word lists that its templates name as <list>; those that all intents share are in slots.yaml'),
  templates: lines.describe('See docs/content.md for the template language'),
  without: lines
    .default([])
    .describe('Words and phrases, in the template language: a message with one of them is taken by no template of this intent'),
  before: z.array(z.enum(INTENTS)).default([]).describe('Intents that may take the same messages, and lose them to this one'),
  examples: lines.min(10).describe('Messages it must win'),
  not: lines.describe('Messages that look alike and belong elsewhere'),
});
export type IntentFile = z.infer<typeof IntentFile>;

/** What a quiz, a score or a piece of evidence can be about. */
export const Subject = z.strictObject({
  id: slug,
  title: line,
  names: lines.min(1).describe('Words that name it: "consumer rights", "refunds"'),
  acts: z.array(slug).default([]).describe('Ids of the Acts that belong to it'),
  guides: z.array(slug).default([]).describe('Ids of the guides that belong to it'),
});
export type Subject = z.infer<typeof Subject>;

/** What sentence templates share, and what messages name. */
export const SlotsFile = z.strictObject({
  lists: z.record(slug, lines.min(1)).default({}),
  finders: z.partialRecord(z.enum(SLOTS), lines.min(1)).default({}).describe('Templates that find a slot anywhere in a message'),
  subjects: z.array(Subject).default([]),
});
export type SlotsFile = z.infer<typeof SlotsFile>;

/** How people ask for a clock, and what it asks. The counting stands in clocks.ts. */
export const ClockEntry = z.strictObject({
  id: z.enum(CLOCKS),
  title: line.describe('Also the label of its button: "Last day to reject"'),
  names: lines.default([]),
  takes: z.array(slug).min(1).describe('The questions that bear on it'),
  choices: z.record(slug, z.array(slug).min(2)).default({}).describe('The values it knows of a question that has more'),
  cites: z.array(entryId).min(1).describe('All provisions that it may rest on'),
  note: line.optional().describe('What must be checked before relying on it; said in the first line'),
  besides: line.optional().describe('Goes with every answer'),
  asks: asks(6),
});
export type ClockEntry = z.infer<typeof ClockEntry>;

/** Something that a clock needs to know. */
export const ClockQuestion = z.strictObject({
  id: slug,
  kind: z.enum(['day', 'moment', 'choice']),
  ask: line,
  values: z
    .array(z.strictObject({ id: slug, label: line.describe('On its button'), words: lines.default([]).describe('Words in a message that tell it') }))
    .default([])
    .describe('The choices; beside a day, buttons for "no such day"'),
  words: lines.default([]).describe('What stands before or after such a day in a message'),
});
export type ClockQuestion = z.infer<typeof ClockQuestion>;

export const ClocksFile = z.strictObject({
  clocks: z.array(ClockEntry).min(1),
  questions: z.array(ClockQuestion).min(1),
  weekdays: lines.length(7).describe('From Sunday'),
  months: lines.length(12),
  lines: z.record(slug, line).describe('What the working says; {place} is filled in, {place|one|many} is a number with its word'),
  problems: z.record(slug, line).describe('What is said of a story that cannot be'),
});
export type ClocksFile = z.infer<typeof ClocksFile>;

/** Which remedies a customer has: the questions, the names of the remedies, and the sentences of the answer. */
export const RemediesFile = z.strictObject({
  title: line.describe('On its button, and above its answers'),
  asks: asks(6),
  cites: z.array(entryId).min(1).describe('The provisions whose answers lead to it'),
  questions: z.array(ClockQuestion).min(1),
  remedies: z.array(z.strictObject({ id: slug, label: line })).min(1),
  lines: z.record(slug, line).describe('Sentences by id, with {places} for days'),
});
export type RemediesFile = z.infer<typeof RemediesFile>;

/** The bank holidays of the UK's three calendars, for whole years. */
export const BankHolidaysFile = z.strictObject({
  firstYear: z.number().int(),
  lastYear: z.number().int(),
  source: z.url(),
  checked: isoDate,
  holidays: z.record(z.enum(HOLIDAY_SETS), z.array(isoDate).min(1)),
});
export type BankHolidaysFile = z.infer<typeof BankHolidaysFile>;

/** How people type and what they mean by it. */
export const WordsFile = z.strictObject({
  short: z.record(z.string(), line),
  concepts: z.record(slug, lines.min(1)),
  stop: lines,
  skip: lines,
  rude: lines.default([]),
  irregular: lines.default([]),
});
export type WordsFile = z.infer<typeof WordsFile>;

/** Every sentence the coach says that is not knowledge. */
const Phrase = z.strictObject({
  point: line,
  more: lines.default([]),
  choices: z.array(z.strictObject({ label: line, press: line })).default([]),
});
export type Phrase = z.infer<typeof Phrase>;

/** A subject that is not ours, and where to turn instead. */
const Elsewhere = z.strictObject({
  id: slug,
  templates: lines.min(1),
  examples: lines.default([]),
  firm: z.boolean().default(false).describe('Never ours, even where an entry comes very near'),
  point: line,
  more: lines.default([]),
});
export type Elsewhere = z.infer<typeof Elsewhere>;

export const PhrasesFile = z.strictObject({
  phrases: z.record(z.enum(PHRASES), Phrase),
  labels: z.record(z.enum(LABELS), line),
  elsewhere: z.array(Elsewhere),
  unsure: lines.describe('How people say that they do not know the fact asked for'),
  followUps: z.array(z.strictObject({ kind: z.enum(FOLLOW_UPS), templates: lines.min(1) })).describe('Short messages about the answer before'),
  walkCommands: z.array(z.strictObject({ command: z.enum(WALK_COMMANDS), templates: lines.min(1) })).describe('What is said to a complaint in hand'),
  stories: lines.default([]).describe('How a message tells of one customer, and not of customers in general'),
  compares: lines.default([]).describe('How people ask for two things side by side'),
  deadlines: lines.default([]).describe('How people ask for the last day of something, beside a date'),
  workOuts: lines.default([]).describe('How people ask for a date to be worked out, even without one'),
  whichDates: lines.default([]).describe('How people ask for a date to be worked out without saying which'),
  corrections: lines.default([]).describe('How a message begins that changes a date told before'),
  alarms: z.array(z.strictObject({ phrase: z.enum(['distress', 'danger']), templates: lines.min(1) })),
});
export type PhrasesFile = z.infer<typeof PhrasesFile>;

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
