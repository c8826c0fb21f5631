/** The shapes of one turn: what came in, what it means, what goes out. Plain data, no behaviour. */
import type { ClockId, Told } from '../knowledge/clocks/shapes.ts';
import type { IntentName, Sureness } from '../knowledge/lists.ts';
import type { Complaint } from './complaint.ts';
import type { Evidence } from './evidence.ts';
import type { DataTalk } from './privacy/held.ts';
import type { Assigned, Learning, Quiz } from './quiz/quiz.ts';
import type { Reminders } from './reminders/reminder.ts';

/** What a person did. A press carries the id of a button, never its label; who opens a task of a course has said nothing yet. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'press'; readonly press: string }
  | { readonly kind: 'assigned'; readonly quiz: Assigned };

/** How sure the coach is: it answers, offers a choice, or says that it does not know. */
export const BANDS = ['sure', 'choose', 'unknown'] as const;
export type Band = (typeof BANDS)[number];

/** The source of a statement. */
export type Citation =
  | {
      readonly kind: 'law';
      readonly id: string;
      /** Canonical references, main one first, such as `CRA 2015 s.22`. */
      readonly refs: readonly string[];
      /** Full name of the Act, or '' where `place` names it. */
      readonly act: string;
      /** Where in it: `s.22(1)–(3)`; '' for the whole Act. */
      readonly place: string;
      readonly title: string;
      readonly url: string;
      /** ISO date of the last check. */
      readonly checked: string;
      /** `UK`, `Great Britain`, or nations by name. */
      readonly nations: string;
      /** ISO date since when it is in force, where that is known. */
      readonly from?: string;
      readonly sureness: Sureness;
    }
  | { readonly kind: 'guide'; readonly id: string; readonly guide: string; readonly title: string }
  | { readonly kind: 'topic'; readonly id: string; readonly title: string; readonly origin: string };

/** A button: its label for people, its id (`press`) for the coach. */
export type Choice = { readonly label: string; readonly press: string };

/**
 * One message to a person, in the one shape that every feature uses and every channel can show.
 * The parts are plain text: a channel escapes and dresses them.
 */
export type Reply = {
  /** What is shown, where something was looked up: "Consumer Rights Act 2015 s.22 · Short-term right to reject". */
  readonly heading?: string;
  /** The answer in one or two sentences. */
  readonly point: string;
  /** What is listed, line under line: the items of an overview, the contents of an Act, the working of a clock. */
  readonly lines?: readonly { readonly label?: string; readonly text: string }[];
  /** Further short paragraphs; a `label` such as "At the desk" or "Goodwill" is shown before its text. */
  readonly more: readonly { readonly label?: string; readonly text: string }[];
  readonly cites: readonly Citation[];
  readonly choices: readonly Choice[];
  /** A file to take away, such as a date for a calendar; with a `document`, also to be had as one for a word processor. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string; readonly document?: Document };
  /** A chart, where the channel can show one. */
  readonly picture?: Picture;
};

/** What a file says, in the form of which a channel can make a document. Plain text throughout. */
export type Document = { readonly title: string; readonly parts: readonly DocumentPart[] };
export type DocumentPart = {
  readonly title?: string;
  readonly paragraphs?: readonly string[];
  /** A `label` stands before its text. */
  readonly lines: readonly { readonly label?: string; readonly text: string }[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
};

/** What a part of a bar stands for: what is good, fair or bad, and what is not there yet. */
export const PART_KINDS = ['good', 'fair', 'bad', 'none'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A chart of what was counted: bars made of parts. Data only; the reply's words say the same. */
export type Picture = {
  readonly title: string;
  /** What it shows, for who does not see it. */
  readonly alt: string;
  readonly bars: readonly { readonly label: string; readonly parts: readonly { readonly kind: PartKind; readonly count: number }[] }[];
  readonly legend: readonly { readonly kind: PartKind; readonly label: string }[];
};

/** What can be asked of the remedies beside the remedies themselves: what may be insisted on, and how it was counted. */
export const CASE_PARTS = ['insist', 'working'] as const;
export type CasePart = (typeof CASE_PARTS)[number];

/** A case that is being worked out by days and choices: a clock of the law, or which remedies are open. */
export type Case = {
  readonly id: ClockId | 'remedies';
  /** Days and ids of choices by question; no words of the person. */
  readonly told: Told;
  /** Days (ISO) that no word gave to a question: they are offered as buttons. */
  readonly loose?: readonly string[];
  /** The question that is open. */
  readonly asks?: string;
  /** The part of the answer that is asked for, where it has more than one. */
  readonly part?: CasePart;
  /** Whether it was asked once more after something else came in between; it is not asked a third time. */
  readonly again?: boolean;
};

/** Why the coach took a message as it did, for `explain`, `batch` and the log. */
export type Reason = { readonly by: string; readonly detail: string; readonly score: number };

/** What a message names beside its intent. */
export type Entities = {
  /** Id of a subject, such as `cra`; for a quiz on something that is none, the words. */
  readonly topic?: string;
  readonly count?: number;
  /** A date, time or span of time, as typed. */
  readonly when?: string;
  /** Canonical reference to law, such as `CRA 2015 s.22`. */
  readonly ref?: string;
  /** Id of the topic that a model such as LASS is. */
  readonly model?: string;
  /** Id of a guide. */
  readonly guide?: string;
};

/**
 * What a turn asks the outside world to do: to delete all that is held on the person, or what was said in all their conversations; or to
 * put what was said into the files of its replies, under this heading.
 */
export type Effect =
  | { readonly kind: 'forget'; readonly what: 'everything' | 'chats' }
  | { readonly kind: 'add-said'; readonly heading: string; readonly names: { readonly you: string; readonly coach: string } };

/** What is kept of a person between turns: plain JSON. Unknown versions are dropped, not crashed on. */
export type Session = {
  readonly version: 1;
  /**
   * What was answered last, so that "and after 7 months?" can lean on it: the entry, the meanings (not the words) of the question,
   * the decision that led to the entry, the fact that was asked for, and the days that were told.
   */
  readonly last?: {
    readonly entry: string;
    readonly meanings: readonly string[];
    readonly decision?: string;
    readonly ask?: string;
    readonly told?: Told;
  };
  /** The case being worked out, or the last one, for "what if it came back on the 14th". */
  readonly case?: Case;
  /** Complaints of the person, oldest first, and the id of the one in hand. */
  readonly complaints?: readonly Complaint[];
  readonly walking?: string;
  /** What the last message told of a customer, where a complaint was offered for it; kept for one turn. */
  readonly story?: string;
  /** The quiz in hand or the last one, and what is kept of the learning. */
  readonly quiz?: Quiz;
  readonly learning?: Learning;
  /** What the learner keeps of closed complaints, oldest first. */
  readonly evidence?: readonly Evidence[];
  /** Whether the last message was one of distress or danger: the words after it answer no question. */
  readonly shaken?: boolean;
  readonly reminders?: Reminders;
  /** The talk about what is held on the person. */
  readonly data?: DataTalk;
  /** Buttons of the newest reply, so that their labels can be typed. */
  readonly offered: readonly Choice[];
  /** Whether the training note ("not legal advice") has been said. */
  readonly noted: boolean;
};

export type Turn = {
  readonly intent: IntentName;
  readonly band: Band;
  readonly because: Reason;
  readonly entities: Entities;
  readonly replies: readonly Reply[];
  readonly session: Session;
  readonly effects: readonly Effect[];
};

/** The one door of this room, as the outside world sees it. Pure: the same arguments give the same turn. */
export type Coach = (session: Session, said: Said, now: Date) => Turn;

export const NEW_SESSION: Session = { version: 1, offered: [], noted: false };
