/** What an activity says, and how a reply is said as one. Knows the shape of activities, not the SDK. */
import { z } from 'zod';
import { type Assigned, QUIZ_MODES } from '../dialogs/quiz/quiz.ts';
import type { Reply, Said } from '../dialogs/turn.ts';
import { toCard, toMarkdown } from './render.ts';

/** Stands in `serviceUrl` for the Direct Line endpoint of this very process. */
export const IN_PROCESS = 'urn:botframework:inprocess:directline';
/** Name of the event with which the endpoint of this process says which quiz a course sets. Nobody outside can send it: the door takes no such `serviceUrl`. */
export const ASSIGNED = 'shift-coach/assigned';

/** The parts of an activity that tell what a person did. */
type Heard = {
  readonly type: string;
  readonly name?: string;
  readonly serviceUrl?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly entities?: readonly unknown[];
  readonly recipient?: { readonly id?: string };
  readonly membersAdded?: readonly { readonly id: string }[];
};

/** What a person did, or undefined for activities that ask for no answer. */
export function saidIn(activity: Heard): Said | undefined {
  if (activity.type === 'message') {
    const press = Press.safeParse(activity.value);
    return press.success ? { kind: 'press', press: press.data.press } : { kind: 'text', text: withoutMention(activity) };
  }
  if (activity.type === 'conversationUpdate') {
    const people = activity.membersAdded?.filter((member) => member.id !== activity.recipient?.id);
    return people?.length ? { kind: 'press', press: 'welcome' } : undefined;
  }
  if (activity.type === 'event' && activity.name === ASSIGNED && activity.serviceUrl === IN_PROCESS) {
    const quiz = Quiz.safeParse(activity.value);
    return quiz.success ? { kind: 'assigned', quiz: quiz.data } : undefined;
  }
  return undefined;
}

/** The text less the "@Shift Coach" with which a bot is addressed in a Teams channel. */
function withoutMention({ text = '', entities = [], recipient }: Heard): string {
  const mentions = entities.flatMap((entity) => {
    const mention = Mention.safeParse(entity);
    return mention.success && mention.data.mentioned.id === recipient?.id ? [mention.data.text] : [];
  });
  return mentions.reduce((rest, mention) => rest.replace(mention, ' '), text).trim();
}

/** A reply as an activity of this channel. */
export async function toActivity(reply: Reply, channel: string) {
  const card = toCard(reply.choices);
  const attachments = [
    ...(await pictureOf(reply)),
    ...(card ? [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] : []),
    ...(await filesOf(reply, channel)),
  ];
  return {
    type: 'message',
    text: toMarkdown(reply),
    textFormat: 'markdown',
    inputHint: reply.choices.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(attachments.length > 0 && { attachments }),
  };
}

/** The files of a reply, in themselves; a document first as one for a word processor. Teams takes no file without its consent dialogue. */
async function filesOf({ file }: Reply, channel: string) {
  if (!file || channel === 'msteams') return [];
  const plain = attached(file.name, file.type, Buffer.from(file.text));
  if (!file.document) return [plain];
  // Loaded when the first document is wanted: docx is a megabyte.
  const { DOCX_TYPE, toDocx } = await import('./docx.ts');
  return [attached(file.name.replace(/\.\w+$/, '.docx'), DOCX_TYPE, await toDocx(file.document)), plain];
}

function attached(name: string, type: string, bytes: Buffer) {
  return { contentType: type, contentUrl: `data:${type};base64,${bytes.toString('base64')}`, name };
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
const Mention = z.object({ type: z.literal('mention'), text: z.string().min(1), mentioned: z.object({ id: z.string() }) });
const Account = z.looseObject({ id: z.string().min(1).max(500) });
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
  deliveryMode: z
    .string()
    .nullish()
    .transform((mode) => mode ?? undefined),
});
