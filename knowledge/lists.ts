/** The fixed lists that content and code share. Apart from schema.ts so that a start from the cache loads no zod. */

export const NATIONS = ['England', 'Wales', 'Scotland', 'Northern Ireland'] as const;

/** Where a statement of law was seen, from surest to least sure. */
export const SURENESS = ['seen in the Act', 'official guidance', 'secondary', 'check first'] as const;
export type Sureness = (typeof SURENESS)[number];

/** What a provision is: law, something planned that is not in force as far as known, or no law at all (a standard, a scheme rule). */
export const STANDINGS = ['law', 'planned', 'not law'] as const;

/** The stages of every complaint, in their order. */
export const STAGES = ['make-safe', 'listen', 'find-out', 'look-at-rights', 'agree', 'put-right', 'follow-up', 'learn'] as const;

/** What can be said to a complaint in hand beside answers. */
export const WALK_COMMANDS = [
  'back',
  'skip',
  'where',
  'restart',
  'park',
  'drop',
  'list',
  'open',
  'kind',
  'change',
  'handover',
  'summary',
  'view',
  'needed',
  'all',
  'finish',
] as const;

/** How a step of a checklist is answered; `rights` shows what the law gives with the answers so far, and is answered by a press. */
export const STEP_KINDS = ['choice', 'day', 'money', 'text', 'rights'] as const;

/** The places of the letters of a complaint. */
export const LETTER_PLACES = [
  'customer',
  'organisation',
  'opened',
  'reference',
  'what-happened',
  'wants',
  'outcome',
  'by-when',
  'law',
  'answer-by',
] as const;
export type LetterPlace = (typeof LETTER_PLACES)[number];

/** What stands in the record of a complaint: its parts, and what is said before an answer. */
export const RECORD_LABELS = [
  'title',
  'overview',
  'opened',
  'kind',
  'customer',
  'reference',
  'severity',
  'escalated',
  'escalated-to',
  'keep-until',
  'story',
  'what-happened',
  'wants',
  'facts',
  'rights',
  'law',
  'law-since',
  'law-to-check',
  'law-not-in-force',
  'not-law',
  'agreed',
  'outcome',
  'who-does',
  'by-when',
  'cost',
  'done',
  'dates',
  'date-by-law',
  'date-by-policy',
  'afterwards',
  'follow-up-on',
  'satisfied',
  'cause',
  'learned',
  'skipped',
  'overridden',
  'no-reason',
] as const;
export type RecordLabel = (typeof RECORD_LABELS)[number];

export const UNITS = ['section', 'regulation', 'article', 'paragraph', 'rule'] as const;

/** The parts of a guide, in the order they stand in the document. */
export const GUIDE_SECTIONS = ['synopsis', 'key', 'tips', 'mistakes', 'marking'] as const;
export type GuideSection = (typeof GUIDE_SECTIONS)[number];

/** What people want of the coach: the names of the intent files. */
export const INTENTS = [
  'ask_knowledge',
  'lookup_legislation',
  'start_complaint',
  'start_quiz',
  'show_progress',
  'build_evidence',
  'role_play',
  'improvement_plan',
  'resume',
  'cancel',
  'help',
  'greeting',
  'thanks',
  'goodbye',
  'small_talk_or_out_of_scope',
  'set_reminder',
  'my_data',
  'feedback',
] as const;
export type IntentName = (typeof INTENTS)[number];

/** The slots of sentence templates: what stands there is given back. */
export const SLOTS = ['act', 'provision', 'topic', 'count', 'when', 'model', 'guide', 'subject'] as const;
export type SlotName = (typeof SLOTS)[number];

/** The replies of phrases.yaml. */
export const PHRASES = [
  'welcome',
  'greeting',
  'thanks',
  'goodbye',
  'help',
  'empty',
  'no-words',
  'unknown',
  'choose',
  'old-button',
  'too-long',
  'private-details',
  'names-removed',
  'distress',
  'danger',
  'no-such-reference',
  'beyond-the-last',
  'no-schedules',
  'part-not-held',
  'other-law',
  'no-act-named',
  'several-sections',
  'nearest-to-it',
  'nothing-before',
  'more-questions',
  'fact-open',
  'feedback',
  'my-data',
  'cancel',
  'resume',
  'which-clock',
  'date-needed',
  'no-such-date',
  'pick-one',
  'case-left',
  'complaint-begins',
  'noted',
  'second-complaint',
  'only-needed',
  'all-again',
  'dropped',
  'kept-complaint',
  'kind-changed',
  'step-required',
  'parked',
  'going-on',
  'handover',
  'record-kept',
  'record-as-file',
  'pattern',
  'nearly-done',
  'not-yet-quiz',
  'not-yet-progress',
  'not-yet-evidence',
  'not-yet-role-play',
  'not-yet-plan',
  'not-yet-reminder',
] as const;
export type PhraseName = (typeof PHRASES)[number];

/** What a short message can ask of the answer before it. */
export const FOLLOW_UPS = ['source', 'why', 'shorter', 'again', 'more', 'example', 'nation'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

/** What stands before a paragraph of an answer. */
export const LABELS = [
  'example',
  'at-the-desk',
  'not-for',
  'safety',
  'safety-note',
  'goodwill',
  'policy',
  'formula',
  'check-first',
  'check-first-line',
  'not-in-force',
  'in-force-from',
  'no-longer-in-force',
  'before-it-began',
  'law-of-that-day',
  'law-of-that-day-not-held',
  'law-today',
  'skip',
  'skipped',
  'go-on',
  'keep-it',
  'why-i-ask',
  'you-could-say',
  'avoid',
  'step-of',
  'rights-in-general',
  'so-far',
  'nothing-so-far',
  'open-complaints',
  'no-open-complaints',
  'closed-complaint',
  'escalate',
  'above-limit',
  'above-limit-instead',
  'another-complaint',
  'continue-this',
  'drop-this',
  'drop-sure',
  'drop-yes',
  'drop-no',
  'waiting-since',
  'back-to',
  'yesterday',
  'some-complaint',
  'more-kinds',
  'just-needed',
  'how-many',
  'park-this',
  'acknowledgement-letter',
  'outcome-letter',
  'record-json',
  'quiz-me',
  'compared',
  'work-out',
  'not-open',
  'proof',
  'may-insist',
  'may-not-insist',
  'how-counted',
  'what-to-insist-on',
  'insist-on',
  'counted-so',
  'calendar-file',
  'is-today',
  'is-tomorrow',
  'was-yesterday',
  'days-ahead',
  'days-ago',
  'review-due',
  'whom',
  'remedy',
  'training-note',
  'unread-rest',
  'its-source',
  'not-law',
  'rule-behind',
  'no-example',
  'same-nation',
  'other-nation',
  'no-nation',
  'all-said',
] as const;
