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
export const WALK_COMMANDS = ['back', 'skip', 'where', 'restart', 'park', 'list', 'open', 'change', 'handover', 'summary', 'view', 'finish'] as const;

/** How a step of a checklist is answered; `rights` shows what the law gives with the answers so far, and is answered by a press. */
export const STEP_KINDS = ['choice', 'day', 'money', 'text', 'rights'] as const;

/** How a quiz question is answered. */
export const QUESTION_KINDS = ['one', 'several', 'true-false', 'order', 'match', 'number', 'date', 'short'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What can be said to a quiz in hand, beside an answer; the last ones also without one. */
export const QUIZ_COMMANDS = [
  'hint',
  'pass',
  'reason',
  'doubt',
  'stop',
  'repeat',
  'score',
  'done',
  'continue',
  'due',
  'exam-day',
  'minutes',
  'certainty-off',
  'certainty-on',
] as const;
export type QuizCommand = (typeof QUIZ_COMMANDS)[number];

/** What a request for a quiz can ask for beside its subject. */
export const QUIZ_WISHES = ['exam', 'hard', 'easy', 'wrong', 'due', 'anything'] as const;

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
  'sources',
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
  'whys',
  'why',
  'skipped',
  'overridden',
  'no-reason',
  'passed-over',
  'passed-over-many',
] as const;
export type RecordLabel = (typeof RECORD_LABELS)[number];

/** How law of a record is said: as it stood on the day of the complaint. */
export const LAW_STANDINGS = ['law', 'law-since', 'law-to-check', 'law-not-in-force', 'not-law'] as const satisfies readonly RecordLabel[];
export type LawStanding = (typeof LAW_STANDINGS)[number];

/** What is said at the end of a complaint: its dates in a calendar, the five whys, the root-cause sheet, what is kept as evidence. */
export const ENDING_LABELS = [
  'calendar-follow-up',
  'calendar-by-when',
  'calendar-law',
  'calendar-text',
  'calendar-file',
  'why-first',
  'why-next',
  'why-else',
  'why-heading',
  'sheet-title',
  'sheet-complaints',
  'sheet-opened',
  'sheet-closed',
  'sheet-whys',
  'sheet-no-whys',
  'sheet-bones',
  'sheet-nothing',
  'sheet-unplaced',
  'sheet-actions',
  'sheet-action',
  'sheet-owner',
  'sheet-day',
  'sheet-worked',
  'evidence-title',
  'evidence-from',
  'evidence-kind',
  'evidence-did',
  'evidence-came',
  'evidence-shows',
] as const;
export type EndingLabel = (typeof ENDING_LABELS)[number];

/** What can be said of reminders that are set. */
export const REMINDER_COMMANDS = ['list', 'cancel-all', 'cancel', 'change', 'snooze', 'done'] as const;
export type ReminderCommand = (typeof REMINDER_COMMANDS)[number];

/** What a part of the day is called where a reminder is set; `day` where only the day is told. */
export const REMINDER_TIMES = ['day', 'first-thing', 'morning', 'lunch', 'afternoon', 'teatime', 'end-of-day', 'evening', 'night'] as const;

/** The sentences of reminders.yaml. */
export const REMINDER_SAYS = [
  'set',
  'set-bare',
  'set-every',
  'set-practice',
  'default-time',
  'initials',
  'details-gone',
  'clocks-never',
  'clocks-twice',
  'ask-when',
  'ask-when-about',
  'ask-vague',
  'ask-time',
  'not-a-time',
  'past',
  'too-far',
  'too-many',
  'changed',
  'changed-bare',
  'cancelled',
  'cancelled-bare',
  'cancelled-all',
  'left',
  'none-left',
  'none',
  'list',
  'which',
  'snoozed',
  'snoozed-bare',
  'done',
  'dropped',
  'shown',
  'shown-bare',
  'shown-practice',
  'late',
  'kept',
  'unsure',
  'nothing-said',
  'every-day',
  'every-workday',
  'every-week',
  'at',
  'noon',
  'midnight',
] as const;
export type ReminderSays = (typeof REMINDER_SAYS)[number];

/** The buttons of reminders, and the words of those that the coach offers. */
export const REMINDER_LABELS = [
  'cancel-it',
  'my-reminders',
  'in-an-hour',
  'tomorrow-morning',
  'done',
  'snooze-ten',
  'snooze-hour',
  'snooze-tomorrow',
  'stop-all',
  'start',
  'remind-on',
  'remind-day-before',
  'follow-up',
  'last-day',
] as const;
export type ReminderLabel = (typeof REMINDER_LABELS)[number];

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
  'step-required',
  'parked',
  'going-on',
  'handover',
  'record-kept',
  'record-as-file',
  'calendar-dates',
  'whys-begin',
  'whys-end',
  'whys-none',
  'evidence-kept',
  'evidence-oldest-gone',
  'evidence-list',
  'evidence-entry',
  'no-evidence',
  'pattern',
  'root-cause',
  'nearly-done',
  'quiz-begins',
  'exam-begins',
  'quiz-fewer',
  'no-questions-on',
  'nothing-wrong-yet',
  'nothing-due',
  'quiz-waits-for-complaint',
  'quiz-parked',
  'quiz-stopped',
  'quiz-goes-on',
  'no-quiz-in-hand',
  'answer-unclear',
  'certainty-noted',
  'certainty-off',
  'certainty-on',
  'noted-in-exam',
  'no-hints-in-exam',
  'exam-day-noted',
  'exam-day-past',
  'exam-day-needed',
  'minutes-noted',
  'no-progress',
  'not-yet-role-play',
  'not-yet-plan',
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
  'park-this',
  'acknowledgement-letter',
  'outcome-letter',
  'record-json',
  'put-in-calendar',
  'follow-up-offer',
  'keep-as-evidence',
  'five-whys',
  'root-cause-sheet',
  'stop-here',
  'you-answered',
  'quiz-me',
  'question-of',
  'a-mix',
  'mock-exam',
  'choose-so-many',
  'type-a-number',
  'type-a-date',
  'type-words',
  'put-in-order',
  'match-them',
  'picked-so-far',
  'match-next',
  'hint',
  'pass',
  'sure',
  'guess',
  'right',
  'not-quite',
  'partly-right',
  'sure-and-wrong',
  'guessed-right',
  'passed-over',
  'the-answer-is',
  'the-answers-are',
  'the-order-is',
  'you-said',
  'look-it-up',
  'doubted',
  'score',
  'score-so-far',
  'strong',
  'look-again',
  'certainty',
  'certainty-sure',
  'certainty-think',
  'certainty-guess',
  'sure-but-wrong',
  'again-in',
  'took-minutes',
  'another-quiz',
  'what-i-got-wrong',
  'how-am-i-doing',
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
export type LabelName = (typeof LABELS)[number];
