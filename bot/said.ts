/** What an activity says, and how a reply is said as one. Knows the shape of activities, not the SDK. */
import { z } from 'zod';
import { escapeMarkdown } from '../dialogs/markdown.ts';
import { type Assigned, QUIZ_MODES } from '../dialogs/quiz/quiz.ts';
import type { Reply, Said } from '../dialogs/turn.ts';
import { buttonsCard, CARD_TYPE, citable, citationEntity, replyCard } from './cards.ts';
import { toMarkdown } from './render.ts';

/** Stands in `serviceUrl` for the Direct Line endpoint of this very process. */
export const IN_PROCESS = 'urn:botframework:inprocess:directline';
/** Name of the event with which the endpoint of this process says which quiz a course sets. Nobody outside can send it: the door takes no such `serviceUrl`. */
export const ASSIGNED = 'shift-coach/assigned';

/** The parts of an activity that tell what a person did. */
type Heard = {
  readonly type: string;
  readonly name?: string;
  readonly serviceUrl?: string;
  readonly action?: string;
  readonly channelId?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly entities?: readonly unknown[];
  readonly recipient?: { readonly id?: string };
  readonly membersAdded?: readonly { readonly id: string }[];
  readonly conversation?: { readonly conversationType?: string; readonly isGroup?: boolean };
  readonly channelData?: unknown;
};

/** What a person did, or undefined for activities that ask for no answer. */
export function saidIn(activity: Heard): Said | undefined {
  const isTeams = activity.channelId === TEAMS;
  if (activity.type === 'message' || isEdit(activity)) {
    const press = pressIn(activity.value);
    if (press !== undefined) return { kind: 'press', press };
    // A bot may be made to read a whole channel: it answers where it is spoken to.
    return isTeams && isShared(activity) && !isAddressed(activity) ? undefined : { kind: 'text', text: withoutMention(activity) };
  }
  if (activity.type === 'event' && activity.name === ASSIGNED && activity.serviceUrl === IN_PROCESS) {
    const quiz = Quiz.safeParse(activity.value);
    return quiz.success ? { kind: 'assigned', quiz: quiz.data } : undefined;
  }
  if (isWelcome(activity)) return { kind: 'press', press: 'welcome' };
  return undefined;
}

/** The id of the button that was pressed, in whichever form a channel sends it; undefined for anything else. */
export function pressIn(value: unknown): string | undefined {
  const read = Pressed.safeParse(typeof value === 'string' ? parsed(value) : value);
  if (!read.success) return undefined;
  return 'press' in read.data ? read.data.press : read.data.action.data.press;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether others read along: a group chat, a channel, a meeting. */
export function isShared({ conversation }: Pick<Heard, 'conversation'>): boolean {
  const { conversationType, isGroup } = conversation ?? {};
  return isGroup === true || conversationType === 'groupChat' || conversationType === 'channel';
}

/** Whether a message that was answered before has been changed. */
export function isEdit({ type, channelData }: Heard): boolean {
  return type === 'messageUpdate' && EventOf.safeParse(channelData).data?.eventType === 'editMessage';
}

/** Whether somebody has just got the bot. Teams tells it twice: that the bot is there, and that it was installed. */
export function isWelcome({ type, action, channelId, membersAdded = [], recipient }: Heard): boolean {
  if (type === 'installationUpdate') return action === 'add';
  if (type !== 'conversationUpdate') return false;
  // In Teams people come into a group all the time, and only the bot's own arrival is its business.
  return membersAdded.some(({ id }) => (id === recipient?.id) === (channelId === TEAMS));
}

/** Whether the bot was taken away. */
export function isRemoval({ type, action }: Heard): boolean {
  return type === 'installationUpdate' && action === 'remove';
}

function mentionsIn({ entities = [] }: Heard) {
  return entities.flatMap((entity) => Mention.safeParse(entity).data ?? []);
}

function isAddressed(activity: Heard): boolean {
  return mentionsIn(activity).some(({ mentioned }) => mentioned.id === activity.recipient?.id);
}

/** The text less the "@Shift Coach" with which a bot is addressed, and with other people's names without their tags. */
function withoutMention(activity: Heard): string {
  const { text = '', recipient } = activity;
  return mentionsIn(activity)
    .reduce(
      (rest, mention) => rest.replaceAll(mention.text, mention.mentioned.id === recipient?.id ? ' ' : mention.text.replace(/<\/?at[^>]*>/g, '')),
      text,
    )
    .replaceAll('\u00a0', ' ')
    .trim();
}

const TEAMS = 'msteams';
/** Suggested actions that Teams shows. */
const MOST_SUGGESTED = 3;

/** A reply as an activity of this channel: for Teams a card, for all others Markdown with its buttons. */
export async function toActivity(reply: Reply, channel: string, shared = false): Promise<Outgoing> {
  const files = [...(await pictureOf(reply)), ...(await filesOf(reply, channel))];
  if (channel === TEAMS) return isPlain(reply) && files.length === 0 ? inPlainWords(reply, shared) : onCard(reply, files);
  const card = buttonsCard(reply.choices);
  const attachments = [
    ...files.filter(isPicture),
    ...(card ? [{ contentType: CARD_TYPE, content: card }] : []),
    ...files.filter((file) => !isPicture(file)),
  ];
  return {
    type: 'message',
    text: toMarkdown(reply),
    textFormat: 'markdown',
    inputHint: hintFor(reply),
    ...(attachments.length > 0 && { attachments }),
  };
}

type Attached = { contentType: string; content?: object; contentUrl?: string; name?: string };
type Outgoing = {
  type: 'message';
  text: string;
  textFormat: 'markdown';
  inputHint: 'expectingInput' | 'acceptingInput';
  summary?: string;
  attachments?: Attached[];
  suggestedActions?: { to: string[]; actions: { type: 'imBack'; title: string; value: string }[] };
  entities?: { readonly type: string }[];
  channelData?: object;
};

function hintFor({ choices }: Reply) {
  return choices.length > 0 ? 'expectingInput' : 'acceptingInput';
}

/** A sentence or two with no source: no card is worth it. */
function isPlain({ heading, lines = [], cites, choices }: Reply): boolean {
  return !heading && lines.length === 0 && cites.length === 0 && choices.length <= MOST_SUGGESTED;
}

/** Words, with the buttons above the box for typing; in a group, where these cannot mention the bot, below them on a card. */
function inPlainWords(reply: Reply, shared: boolean): Outgoing {
  const said: Outgoing = { type: 'message', text: toMarkdown(reply), textFormat: 'markdown', inputHint: hintFor(reply) };
  const card = buttonsCard(reply.choices);
  if (!card) return said;
  if (shared) return { ...said, attachments: [{ contentType: CARD_TYPE, content: card }] };
  const actions = reply.choices.map(({ label }) => ({ type: 'imBack' as const, title: label, value: label }));
  return { ...said, suggestedActions: { to: [], actions } };
}

/** An answer with law: its point as text, where Teams shows the sources behind [1], and the rest on the card. Anything else: all of it on the card. */
function onCard(reply: Reply, files: readonly Attached[]): Outgoing {
  // A step of a checklist asks: its question stays with its buttons.
  const isQuestion = reply.choices.some(({ press }) => press.startsWith('answer:'));
  const cites = isQuestion ? [] : citable(reply.cites);
  const isLaw = cites.length > 0;
  const citation = citationEntity(cites);
  const card = { contentType: CARD_TYPE, content: replyCard(reply, { point: !isLaw, buttons: true }) };
  return {
    type: 'message',
    text: isLaw ? `${escapeMarkdown(reply.point)} ${cites.map((_, at) => `[${at + 1}]`).join(' ')}` : '',
    textFormat: 'markdown',
    summary: reply.point,
    inputHint: hintFor(reply),
    attachments: [card, ...files],
    ...(citation && { entities: [citation] }),
    ...(!isQuestion && reply.cites.length > 0 && { channelData: { feedbackLoop: { type: 'custom' } } }),
  };
}

/** The files of a reply, in themselves; a document first as one for a word processor. Teams takes no file without its consent dialogue. */
async function filesOf({ file }: Reply, channel: string) {
  if (!file || channel === TEAMS) return [];
  const plain = attached(file.name, file.type, Buffer.from(file.text));
  if (!file.document) return [plain];
  // Loaded when the first document is wanted: docx is a megabyte.
  const { DOCX_TYPE, toDocx } = await import('./docx.ts');
  return [attached(file.name.replace(/\.\w+$/, '.docx'), DOCX_TYPE, await toDocx(file.document)), plain];
}

function attached(name: string, type: string, bytes: Buffer) {
  return { contentType: type, contentUrl: `data:${type};base64,${bytes.toString('base64')}`, name };
}

function isPicture({ contentType }: { readonly contentType: string }): boolean {
  return contentType === 'image/png';
}

/** The chart of a reply as an image, in itself; its name is what a screen reader says. */
async function pictureOf({ picture }: Reply) {
  if (!picture) return [];
  const { toPng } = await import('./chart.ts');
  const png = toPng(picture);
  return png ? [attached(picture.alt, 'image/png', png)] : [];
}

const Quiz: z.ZodType<Assigned> = z.object({ id: z.string(), subject: z.string().exactOptional(), count: z.number(), mode: z.enum(QUIZ_MODES) });
const Press = z.object({ press: z.string().min(1).max(200) });
/** A button's data, or the same in an `adaptiveCard/action` invoke. */
const Pressed = z.union([Press, z.object({ action: z.object({ data: Press }) })]);
const EventOf = z.object({ eventType: z.string() });
const Mention = z.object({ type: z.literal('mention'), text: z.string().min(1), mentioned: z.object({ id: z.string() }) });
const Account = z.looseObject({ id: z.string().min(1).max(500) });
const text = (most: number) =>
  z
    .string()
    .max(most)
    .nullish()
    .transform((given) => given ?? undefined);
/** An activity from outside, as far as this bot looks at it; the rest is passed on. */
export const Incoming = z.looseObject({
  type: z.string().min(1).max(50),
  id: z.string().max(500).optional(),
  channelId: z.string().min(1).max(50),
  serviceUrl: z.string().max(500).optional(),
  conversation: Account,
  from: Account,
  recipient: z.looseObject({ id: z.string().optional() }).optional(),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? undefined),
  entities: z
    .array(z.unknown())
    .nullish()
    .transform((list) => list ?? undefined),
  membersAdded: z
    .array(z.looseObject({ id: z.string() }))
    .nullish()
    .transform((list) => list ?? undefined),
  name: text(100),
  action: text(50),
  deliveryMode: z
    .string()
    .nullish()
    .transform((mode) => mode ?? undefined),
});
