/**
 * The one place that makes cards. Pure.
 * They hold what version 1.2 knows, which every Teams client draws, on a phone too; every word stands in a text run, where Markdown means
 * nothing; no colour is fixed, so that they follow the theme.
 */
import type { Choice, Citation, Reply } from '../dialogs/turn.ts';
import { isSafeLink, sourceLines, toText } from './render.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Characters of the labels that stand beside each other on a phone, and buttons that Teams shows in one row. */
const ROW = { characters: 30, buttons: 5 };
/** Characters of a label that Teams shows in two lines at most. */
const LONGEST_LABEL = 60;

type Element = Readonly<Record<string, unknown>>;
type Paragraph = Reply['more'][number];

/** The buttons of a reply, or undefined if it has none. The words stand in the message's text. */
export function buttonsCard(choices: readonly Choice[]): object | undefined {
  if (choices.length === 0) return undefined;
  const sets = Array.from({ length: Math.ceil(choices.length / ROW.buttons) }, (_, at) => choices.slice(at * ROW.buttons, (at + 1) * ROW.buttons));
  return card(
    choices.map(({ label }) => label).join(', '),
    sets.map((set) => ({ type: 'ActionSet', actions: set.map(toAction) })),
  );
}

/**
 * The whole reply: its words, what is known of its source, its buttons.
 * @param shows which parts: without the point where the message's text says it, without buttons where nobody would hear a press
 */
export function replyCard(reply: Reply, shows: { readonly point: boolean; readonly buttons: boolean }): object {
  const { heading, point, lines = [], more, cites, choices } = reply;
  const law = cites.find((cite) => cite.kind === 'law');
  const link = law && isSafeLink(law.url) ? [{ type: 'Action.OpenUrl', title: 'Read it on the official site', url: law.url }] : [];
  const words = [
    ...(heading ? [run([{ text: heading, isSubtle: true, size: 'Small' }])] : []),
    ...(shows.point ? [run([{ text: point, weight: 'Bolder' }])] : []),
    ...lines.map((line) => run(labelled(line), { spacing: 'Small' })),
    ...more.map((paragraph) => run(labelled(paragraph))),
    ...sourceLines(cites).map((text, at) => run([{ text, isSubtle: true, size: 'Small' }], at === 0 ? { separator: true } : { spacing: 'Small' })),
  ];
  const buttons = shows.buttons ? rows(choices).map((row) => ({ type: 'ActionSet', spacing: 'Small', actions: row.map(toAction) })) : [];
  const links = link.length > 0 ? [{ type: 'ActionSet', spacing: 'Small', actions: link }] : [];
  return card(toText(reply), [...words, ...buttons, ...links]);
}

/** A result in a list of results: one line and a few words. */
export function previewCard(title: string, text: string): object {
  return { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text: cut(text, 120) } };
}

/** A question with answers to pick one of, sent back as `{ reason }`. */
export function pickCard(ask: string, send: string, answers: readonly { readonly id: string; readonly label: string }[], data: object): object {
  return card(ask, [
    run([{ text: ask }]),
    { type: 'Input.ChoiceSet', id: 'reason', style: 'expanded', choices: answers.map(({ id, label }) => ({ title: label, value: id })) },
    { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: send, data }] },
  ]);
}

/** Several replies as one card, one below the other; a press on its buttons comes back as `{ press }` to the dialogue that shows it. */
export function dialogueCard(replies: readonly Reply[]): object {
  const parts = replies.map((reply) => replyCard({ ...reply, choices: [] }, { point: true, buttons: false }) as { body: Element[] });
  const choices = replies.flatMap((reply) => reply.choices).filter(({ press }) => press.startsWith('ask:'));
  const buttons = rows(choices).map((row) => ({
    type: 'ActionSet',
    spacing: 'Small',
    actions: row.map(({ label, press }) => ({ type: 'Action.Submit', title: cut(label, LONGEST_LABEL), data: { press } })),
  }));
  return card(replies.map(toText).join('\n\n'), [...parts.flatMap(({ body }) => body), ...buttons]);
}

/** What Teams shows where the text says [1], [2] …: at most 20 sources of law. No label says that the text was generated, because it was not. */
export function citationEntity(cites: readonly Citation[]): { readonly type: string; readonly [field: string]: unknown } | undefined {
  const law = citable(cites);
  if (law.length === 0) return undefined;
  const citation = law.map((cite, at) => ({
    '@type': 'Claim',
    position: at + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name: cut([cite.act, cite.place].filter(Boolean).join(' '), 80),
      url: cite.url,
      abstract: cut([cite.title, ...sourceLines([cite])].join('. '), 160),
    },
  }));
  return { type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', '@id': '', citation };
}

/** The sources that a message in Teams can show beside its text. */
export function citable(cites: readonly Citation[]) {
  return cites.flatMap((cite) => (cite.kind === 'law' && isSafeLink(cite.url) ? [cite] : [])).slice(0, 20);
}

function card(fallbackText: string, body: readonly Element[]): object {
  return { type: 'AdaptiveCard', $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', version: '1.2', fallbackText, body };
}

function run(inlines: readonly Element[], look: Element = {}): Element {
  return { type: 'RichTextBlock', inlines: inlines.map((inline) => ({ type: 'TextRun', ...inline })), ...look };
}

function labelled({ label, text }: Paragraph): Element[] {
  return [...(label ? [{ text: `${label}: `, weight: 'Bolder' }] : []), { text }];
}

/** Short labels beside each other, long ones each in a row, in the order given. */
function rows(choices: readonly Choice[]): Choice[][] {
  const all: Choice[][] = [];
  let width = 0;
  for (const choice of choices) {
    width += choice.label.length + 4;
    const last = all.at(-1);
    if (last && last.length < ROW.buttons && width <= ROW.characters) last.push(choice);
    else {
      all.push([choice]);
      width = choice.label.length + 4;
    }
  }
  return all;
}

/**
 * A button that says its label in the chat and carries its id as `value.press`.
 * Teams reads `msteams`; Web Chat reads `cardAction`; any other channel submits `press`.
 */
function toAction({ label, press }: Choice): object {
  const messageBack = { type: 'messageBack', displayText: label, text: label, value: { press } };
  // Teams' renderer has this value as a string.
  const msteams = { ...messageBack, value: JSON.stringify({ press }) };
  return {
    type: 'Action.Submit',
    title: cut(label, LONGEST_LABEL),
    data: { press, msteams, __isBotFrameworkCardAction: true, cardAction: messageBack },
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
