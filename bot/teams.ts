/** What Teams asks by invoke, and what it is answered: the search, the coach on a message, the feedback form. Pure but for the desk. */
import { z } from 'zod';
import type { LabelName } from '../knowledge/lists.ts';
import { CARD_TYPE, dialogueCard, pickCard, previewCard, replyCard } from './cards.ts';
import type { Desk } from './desk.ts';

export type InvokeAnswer = { readonly status: number; readonly body?: unknown };

/** A thumb, with the reason that was picked from a list: no words of the person. */
export type Feedback = { readonly reaction: 'like' | 'dislike'; readonly reason?: string };

/** Reasons to pick from, by their labels. */
const REASONS = {
  like: ['feedback-right', 'feedback-clear', 'feedback-quick'],
  dislike: ['feedback-wrong', 'feedback-old', 'feedback-unclear', 'feedback-long', 'feedback-other'],
} as const satisfies Record<Feedback['reaction'], readonly LabelName[]>;

/** Teams shows no more at once. */
const MOST_RESULTS = 25;
/** Characters of somebody's message that are looked at. */
const MOST_CHARACTERS = 20_000;

/** The answer to an invoke of this name; 501 for one that nobody here knows. */
export function invoked(name: string, value: unknown, desk: Desk | undefined): InvokeAnswer {
  if (name === 'message/submitAction') return { status: 200, body: {} };
  if (!desk) return { status: 501 };
  switch (name) {
    case 'composeExtension/query':
      return ok(results(value, desk));
    case 'composeExtension/selectItem':
      return ok(selected(value, desk));
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
      return ok({ task: coachMe(value, desk) });
    case 'message/fetchTask':
      return ok({ task: feedbackForm(value, desk) });
    case 'task/fetch':
    case 'task/submit':
      return ok({ task: coachMe(value, desk) });
    default:
      return { status: 501 };
  }
}

/** The thumb in a `message/submitAction`; undefined where it is something else. */
export function feedbackIn(name: string, value: unknown): Feedback | undefined {
  const read = name === 'message/submitAction' ? Thumb.safeParse(value) : undefined;
  if (!read?.success) return undefined;
  const { reaction, feedback } = read.data.actionValue;
  const reason = REASONS[reaction].find((one) => one === reasonIn(feedback));
  return { reaction, ...(reason && { reason }) };
}

function ok(body: unknown): InvokeAnswer {
  return { status: 200, body };
}

function results(value: unknown, desk: Desk): object {
  const { parameters = [], queryOptions } = Query.safeParse(value).data ?? {};
  const text = parameters.find(({ name }) => name !== 'initialRun')?.value ?? '';
  const found = desk.search(text.slice(0, 200), queryOptions?.skip ?? 0, Math.min(MOST_RESULTS, queryOptions?.count ?? MOST_RESULTS));
  if (found.length === 0) return { composeExtension: { type: 'message', text: desk.label('nothing-found') } };
  const attachments = found.map(({ title, place, reply }) => ({
    ...asAttachment(replyCard(reply, { point: true, buttons: false })),
    preview: previewCard(title, [place, reply.point].filter(Boolean).join(' · ')),
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function selected(value: unknown, desk: Desk): object {
  const found = desk.result(Selected.safeParse(value).data?.id ?? '');
  if (!found) return { composeExtension: { type: 'message', text: desk.label('nothing-found') } };
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: [asAttachment(replyCard(found.reply, { point: true, buttons: false }))],
    },
  };
}

/** The coach on the message that was picked, or on the button that was pressed in the dialogue that shows its answer. */
function coachMe(value: unknown, desk: Desk): object {
  const { data, messagePayload } = Action.safeParse(value).data ?? {};
  const press = data?.press;
  const text = wordsOf(messagePayload?.body?.content ?? data?.text ?? '');
  if (press === undefined && text === '') return { type: 'message', value: desk.label('no-text-there') };
  const replies = desk.answer(press === undefined ? { kind: 'text', text } : { kind: 'press', press });
  return {
    type: 'continue',
    value: { title: desk.label('coach-me-title'), height: 'medium', width: 'medium', card: asAttachment(dialogueCard(replies)) },
  };
}

function feedbackForm(value: unknown, desk: Desk): object {
  const reaction = Fetched.safeParse(value).data?.data.actionValue.reaction ?? 'dislike';
  const answers = REASONS[reaction].map((id) => ({ id, label: desk.label(id) }));
  const card = pickCard(desk.label('feedback-ask'), desk.label('feedback-send'), answers, {});
  return { type: 'continue', value: { title: desk.label('feedback-title'), height: 'small', width: 'small', card: asAttachment(card) } };
}

function asAttachment(content: object) {
  return { contentType: CARD_TYPE, content };
}

/** The text of a message, which Teams hands over as HTML. */
function wordsOf(html: string): string {
  return html
    .slice(0, MOST_CHARACTERS)
    .replace(/<(script|style|attachment)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<\/(p|div|li|h\d|tr)>|<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39|apos);/g, (sign) => SIGNS[sign] ?? sign)
    .trim();
}

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
  '&apos;': "'",
};

/** The reason that a form sent, in an object or as JSON. */
function reasonIn(feedback: unknown): string | undefined {
  if (typeof feedback !== 'string') return Reason.safeParse(feedback).data?.reason;
  try {
    return Reason.safeParse(JSON.parse(feedback)).data?.reason;
  } catch {
    return undefined;
  }
}

const Query = z.object({
  parameters: z.array(z.object({ name: z.string().optional(), value: z.coerce.string() })).optional(),
  queryOptions: z.object({ skip: z.number().int().min(0).max(1000).optional(), count: z.number().int().min(1).max(100).optional() }).optional(),
});
const Selected = z.object({ id: z.string().max(200) });
const Action = z.object({
  data: z
    .object({ press: z.string().min(1).max(200).optional(), text: z.string().optional() })
    .optional()
    .catch(undefined),
  messagePayload: z
    .object({ body: z.object({ content: z.string() }).optional() })
    .optional()
    .catch(undefined),
});
const Reaction = z.enum(['like', 'dislike']);
const Fetched = z.object({ data: z.object({ actionValue: z.object({ reaction: Reaction }) }) });
const Thumb = z.object({ actionName: z.literal('feedback'), actionValue: z.object({ reaction: Reaction, feedback: z.unknown() }) });
const Reason = z.object({ reason: z.string() });
