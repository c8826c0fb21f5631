/** A reply in words: as text, as Markdown, for a terminal. Cards are made in cards.ts. Pure. */
import { escapeMarkdown } from '../dialogs/markdown.ts';
import type { Citation, Reply } from '../dialogs/turn.ts';
import type { Sureness } from '../knowledge/lists.ts';

/** The whole reply as plain text: its heading, the point, lines, further paragraphs, its sources. Buttons are not in it. */
export function toText({ heading, point, lines = [], more, cites }: Reply): string {
  const labelled = ({ label, text }: Paragraph) => (label ? `${label}: ${text}` : text);
  const listed = lines.map((line) => `- ${labelled(line)}`).join('\n');
  return [heading, point, listed, ...more.map(labelled), sourcesText(cites)].filter(Boolean).join('\n\n');
}

/** The whole reply as Markdown, in which none of its words can become HTML, a link or a mention. The point of an answer stands out. */
export function toMarkdown({ heading = '', point, lines = [], more, cites }: Reply): string {
  const labelled = ({ label, text }: Paragraph) => (label ? `**${escapeMarkdown(label)}:** ${escapeMarkdown(text)}` : escapeMarkdown(text));
  const listed = lines.map((line) => `- ${labelled(line)}`).join('\n');
  const first = cites.length > 0 ? `**${escapeMarkdown(point)}**` : escapeMarkdown(point);
  return [escapeMarkdown(heading), first, listed, ...more.map(labelled), sourcesMarkdown(cites)].filter(Boolean).join('\n\n');
}

type Paragraph = Reply['more'][number];

/** "Source: Consumer Rights Act 2015 s.23(1)–(5), s.22(1)–(3) · UK · checked Nov 2026", then where to read the first. */
function sourcesText(cites: readonly Citation[]): string {
  const lines = sourceLines(cites);
  const first = cites.find((cite) => cite.kind === 'law');
  const listed = lines.length > 1 ? ['Sources:', ...lines.map((line) => `- ${line}`)] : lines.map((line) => `Source: ${line}`);
  return [...listed, ...(first ? [first.url] : [])].join('\n');
}

function sourcesMarkdown(cites: readonly Citation[]): string {
  const lines = linesOf(cites, (cite) => (cite.kind === 'law' ? link(cite.place || cite.act, cite.url) : escapeMarkdown(cite.title)), escapeMarkdown);
  return lines.length > 0 ? `---\n\n${lines.length > 1 ? 'Sources' : 'Source'}:\n\n${lines.map((line) => `- ${line}`).join('\n')}` : '';
}

/** The sources of a reply in plain words, line by line. */
export function sourceLines(cites: readonly Citation[]): string[] {
  return linesOf(cites, (cite) => (cite.kind === 'law' ? cite.place : cite.title));
}

/** One line for each Act (its places together), guide and topic. `show` gives the words the form that the channel needs. */
function linesOf(cites: readonly Citation[], place: (cite: Citation) => string, show = (text: string) => text): string[] {
  const groups = new Map<string, Citation[]>();
  for (const cite of cites) {
    const key =
      cite.kind === 'law'
        ? [cite.kind, cite.act, cite.nations, cite.checked, cite.sureness].join()
        : `${cite.kind},${cite.kind === 'guide' ? cite.guide : cite.id}`;
    groups.set(key, [...(groups.get(key) ?? []), cite]);
  }
  return [...groups.values()].map((group) => sourceLine(group as [Citation, ...Citation[]], group.map(place).join(', '), show));
}

function sourceLine([first, ...others]: readonly [Citation, ...Citation[]], places: string, show: (text: string) => string): string {
  switch (first.kind) {
    case 'law': {
      const since = first.from && others.length === 0 ? `in force since ${dayOf(first.from)}` : '';
      const named = [show(first.place ? first.act : ''), places || show(first.act)].filter(Boolean).join(' ');
      return [named, show(first.nations), since, SEEN[first.sureness], `checked ${monthOf(first.checked)}`].filter(Boolean).join(' · ');
    }
    case 'guide':
      return `guide “${show(first.guide)}”: ${places}`;
    case 'topic':
      return `${places} (${show(first.origin)})`;
  }
}

/** What a reader should know of where a statement was seen; nothing where it was the law itself. */
const SEEN: Record<Sureness, string> = {
  'seen in the Act': '',
  'official guidance': 'from official guidance',
  secondary: 'from a secondary source',
  'check first': 'check first',
};

function link(label: string, url: string): string {
  if (!isSafeLink(url)) return escapeMarkdown(label);
  const address = url.replace(/[()<>\\\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `[${escapeMarkdown(label)}](${address})`;
}

/** Whether an address may stand behind a link or a button. */
export function isSafeLink(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2015-10-01` → `1 Oct 2015`. */
function dayOf(isoDate: string): string {
  return `${Number(isoDate.split('-')[2])} ${monthOf(isoDate)}`;
}

/** `2026-11-22` → `Nov 2026`. */
function monthOf(isoDate: string): string {
  const [year, month] = isoDate.split('-');
  return `${MONTHS[Number(month) - 1]} ${year}`;
}

/** The whole reply for a terminal: its text, then its buttons, numbered from `first`. */
export function toTerminal(reply: Reply, first: number): string {
  const buttons = reply.choices.map(({ label }, at) => `  [${first + at}] ${label}`).join('\n');
  return [toText(reply), buttons].filter(Boolean).join('\n\n');
}
