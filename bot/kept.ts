/** What is kept between turns, as it stands in the store. Parsed on reading: what no longer fits is dropped, not crashed on. */
import { z } from 'zod';
import type { Complaint } from '../dialogs/complaint.ts';
import type { Evidence } from '../dialogs/evidence.ts';
import { PARTS } from '../dialogs/privacy/held.ts';
import { CERTAINTIES, type Learning, QUIZ_MODES, type Quiz } from '../dialogs/quiz/quiz.ts';
import type { Reminder, Reminders } from '../dialogs/reminders/reminder.ts';
import { type Choice, NEW_SESSION, type Reply, type Session } from '../dialogs/turn.ts';
import { CLOCKS } from '../knowledge/clocks/shapes.ts';
import { ABSENT, type Item } from './store/storage.ts';

/** A channel repeats an activity within minutes; nobody writes 50 messages in that time. */
const KEPT_TURNS = 50;

/** An answered activity. Its replies stand there as JSON: 50 of them are read and written with every message, and hardly one is used. */
export type Past = { readonly activityId: string; readonly replies: string };

export function toPast(activityId: string, replies: readonly Reply[]): Past {
  return { activityId, replies: JSON.stringify(replies) };
}

/** The replies as they were given. */
export function repliesIn({ replies }: Past): readonly Reply[] {
  return JSON.parse(replies) as readonly Reply[];
}

/** The session in `item`, or a new one. */
export function sessionIn(item: Item | undefined): Session {
  const read = Person.safeParse(item);
  return read.success ? read.data.session : NEW_SESSION;
}

/**
 * The item of a person: the session, and where and on which day the person was last here.
 *
 * @param here the key of the conversation at hand and the day (ISO); without it, what was known before stays
 */
export function toPerson(session: Session, before: Item | undefined, here?: { readonly conversation: string; readonly day: string }): Item {
  const known = conversationsIn(before);
  const conversations = here && !known.includes(here.conversation) ? [...known, here.conversation] : known;
  const seen = here?.day ?? seenIn(before);
  return { session, ...(conversations.length > 0 && { conversations }), ...(seen && { seen }), ...eTagOf(before) };
}

/** The same, with what is to be deleted: until that is done, nothing else is done with the person. */
export function toForgetting(person: Item, what: 'everything' | 'chats'): Item {
  return { ...person, forgetting: what };
}

/** Keys of the conversations in which the person has said something. */
export function conversationsIn(item: Item | undefined): readonly string[] {
  return Presence.parse(item ?? {}).conversations;
}

/** ISO day on which the person was last here. */
export function seenIn(item: Item | undefined): string | undefined {
  return Presence.parse(item ?? {}).seen;
}

export function forgettingIn(item: Item | undefined): 'everything' | 'chats' | undefined {
  return Presence.parse(item ?? {}).forgetting;
}

/** The newest answered activities of a conversation, oldest first. */
export function pastIn(item: Item | undefined): readonly Past[] {
  const read = Conversation.safeParse(item);
  return read.success ? read.data.past : [];
}

export function toConversation(past: readonly Past[], before: Item | undefined, day?: string): Item {
  return { version: 1, past: past.slice(-KEPT_TURNS), ...(day && { seen: day }), ...eTagOf(before) };
}

/** What was read is written only if it has not changed since, and what is new only if it still is. */
function eTagOf(item: Item | undefined): Pick<Item, 'eTag'> {
  return { eTag: item?.eTag ?? ABSENT };
}

const KeptChoice: z.ZodType<Choice> = z.looseObject({ label: z.string(), press: z.string() });

const KeptAnswer = z.looseObject({ values: z.array(z.string()), text: z.string().exactOptional() });
const KeptComplaint: z.ZodType<Complaint> = z.looseObject({
  id: z.string(),
  checklist: z.string(),
  view: z.string(),
  opened: z.string(),
  answers: z.record(z.string(), KeptAnswer),
  skipped: z.record(z.string(), z.string()),
  at: z.string().exactOptional(),
  draft: z.string().exactOptional(),
  touched: z.iso.datetime().exactOptional(),
  asked: z.iso.date().exactOptional(),
  closed: z.iso.date().exactOptional(),
});

const KeptAttempt = z.looseObject({
  question: z.string(),
  at: z.string(),
  score: z.number(),
  sure: z.enum(CERTAINTIES).exactOptional(),
  hint: z.boolean().exactOptional(),
});
const KeptQuiz: z.ZodType<Quiz> = z.looseObject({
  mode: z.enum(QUIZ_MODES),
  title: z.string(),
  seed: z.number(),
  paper: z.array(z.string()),
  attempts: z.array(z.looseObject({ ...KeptAttempt.shape, given: z.array(z.string()) })),
  begun: z.string(),
});
const KeptCard = z.looseObject({
  due: z.string(),
  stability: z.number(),
  difficulty: z.number(),
  reps: z.number(),
  lapses: z.number(),
  last: z.string(),
  version: z.string(),
});
const KeptLearning: z.ZodType<Learning> = z.looseObject({ cards: z.record(z.string(), KeptCard), attempts: z.array(KeptAttempt) });
const KeptEvidence: z.ZodType<Evidence> = z.looseObject({
  id: z.string(),
  closed: z.string(),
  kept: z.string(),
  kind: z.string(),
  stages: z.array(z.looseObject({ stage: z.string(), lines: z.array(z.looseObject({ label: z.string(), text: z.string() })) })),
  outcome: z.string().exactOptional(),
  cause: z.string().exactOptional(),
  learned: z.string().exactOptional(),
  points: z.array(z.string()),
});

const KeptReminder = z.looseObject({ id: z.string(), due: z.iso.datetime(), moment: z.string(), text: z.string() }) as unknown as z.ZodType<Reminder>;
const KeptReminders: z.ZodType<Reminders> = z.looseObject({ list: z.array(KeptReminder), next: z.number() });

/** Where a person is reached: the conversation of the last message. `reference` is what a channel needs to be spoken to unasked; without one it is our own log. */
export type Address = { readonly channel: string; readonly conversationId: string; readonly personId: string; readonly reference?: unknown };

/** The item by which the clock finds a person whose next reminder is due then; without `due`, there is none to come. */
export function toDueItem(address: Address, due: string | undefined): Item {
  return { version: 1, ...(due !== undefined && { due }), to: address };
}

export function addressIn(item: Item | undefined): Address | undefined {
  const read = DueItem.safeParse(item);
  return read.success ? read.data.to : undefined;
}

const DueItem = z.object({
  version: z.literal(1),
  to: z.object({ channel: z.string(), conversationId: z.string(), personId: z.string(), reference: z.unknown().optional() }),
});

/** Loose, so that a part which the session gains later is not cut off here. */
const KeptSession: z.ZodType<Session> = z.looseObject({
  version: z.literal(1),
  last: z.looseObject({ entry: z.string(), meanings: z.array(z.string()) }).exactOptional(),
  case: z.looseObject({ id: z.enum([...CLOCKS, 'remedies']), told: z.record(z.string(), z.array(z.string())) }).exactOptional(),
  complaints: z.array(KeptComplaint).exactOptional(),
  walking: z.string().exactOptional(),
  story: z.string().exactOptional(),
  quiz: KeptQuiz.exactOptional(),
  learning: KeptLearning.exactOptional(),
  evidence: z.array(KeptEvidence).exactOptional(),
  reminders: KeptReminders.exactOptional(),
  data: z.looseObject({ asks: z.enum(['all', ...PARTS]).exactOptional(), again: z.number().exactOptional() }).exactOptional(),
  offered: z.array(KeptChoice),
  noted: z.boolean(),
});

const Person = z.object({ session: KeptSession });

const Presence = z.object({
  conversations: z.array(z.string()).catch([]).default([]),
  seen: z.string().optional().catch(undefined),
  forgetting: z.enum(['everything', 'chats']).optional().catch(undefined),
});

/** The version goes up whenever the shape of a reply changes, as the replies are not looked into. */
const Conversation = z.object({ version: z.literal(1), past: z.array(z.object({ activityId: z.string(), replies: z.string() })) });
