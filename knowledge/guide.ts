import type { GuideSection } from './lists.ts';
import type { Guide, GuidePoint } from './schema.ts';

/** A problem in one content file, said so that a trainer can mend it. */
export type ContentError = {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  readonly cure: string;
};

/** The headings a guide is known by. Any document that uses these five reads as a guide. */
const HEADINGS: readonly (readonly [GuideSection, RegExp])[] = [
  ['synopsis', /^topic synopsis$/i],
  ['key', /^key concepts(?: (?:&|and) core principles)?$/i],
  ['tips', /^exam tips(?: (?:&|and) revision strategies)?$/i],
  ['mistakes', /^common misconceptions(?: (?:&|and) mistakes to avoid)?$/i],
  ['marking', /^examiner marking points$/i],
];

const HEADING_LIST = 'Topic Synopsis, Key Concepts, Exam Tips, Common Misconceptions, Examiner Marking Points';

/**
 * Reads a guide: a title line, then up to five known headings, then a synopsis paragraph or `- ` points under each.
 *
 * A point may carry a bold title, an id and the questions it answers, all optional:
 * `- **Service strategy.** {#strategy} The long-term plan …` and, indented below, `Asked as: what is … | why …`.
 * A point without an id gets one from its section and place (`tips-3`), so a plain document works as it is.
 *
 * @param file path of the document, used in errors and to name the guide (`03-promise.md` → `promise`)
 * @returns the guide, and every problem found in it; a guide with problems is still readable
 */
export function parseGuide(file: string, text: string): { guide: Guide | undefined; errors: ContentError[] } {
  const id = guideId(file);
  const errors: ContentError[] = [];
  const points: GuidePoint[] = [];
  const synopsis: string[] = [];
  let title = '';
  let section: GuideSection | undefined;
  let open: { section: GuideSection; line: number; parts: string[] } | undefined;

  const close = () => {
    if (open) points.push(toPoint(id, open, points.filter((p) => p.section === open?.section).length + 1));
    open = undefined;
  };

  text.split(/\r?\n/).forEach((raw, index) => {
    const lineNumber = index + 1;
    const bare = raw
      .replace(/^#+\s*/, '')
      .replace(/:\s*$/, '')
      .trim();
    const heading = HEADINGS.find(([, pattern]) => pattern.test(bare));
    if (heading) {
      close();
      section = heading[0];
    } else if (bare === '') {
      return;
    } else if (raw.startsWith('#') && title) {
      close();
      section = undefined;
      errors.push({ file, line: lineNumber, problem: `"${clip(bare)}" is no heading of a guide`, cure: `Use one of these: ${HEADING_LIST}.` });
    } else if (!section) {
      title ||= bare;
    } else if (/^[-*]\s+/.test(raw) && section !== 'synopsis') {
      close();
      open = { section, line: lineNumber, parts: [raw.replace(/^[-*]\s+/, '')] };
    } else if (open) {
      open.parts.push(raw.trim());
    } else if (section === 'synopsis') {
      synopsis.push(bare);
    } else {
      errors.push({
        file,
        line: lineNumber,
        problem: `this line belongs to no point: "${clip(bare)}"`,
        cure: 'Start each point with "- ", and indent the lines that continue it.',
      });
    }
  });
  close();

  if (!title) errors.push({ file, line: 1, problem: 'the guide has no title', cure: 'Put its title on the first line.' });
  if (points.length === 0) {
    errors.push({ file, line: 1, problem: 'the guide has no points', cure: `Use these headings, with "- " points below: ${HEADING_LIST}.` });
  }
  for (const point of points.filter((p) => points.some((other) => other !== p && other.id === p.id && other.line < p.line))) {
    errors.push({ file, line: point.line, problem: `the id "${point.id}" is used twice`, cure: 'Give each point its own {#id}.' });
  }
  if (points.length === 0) return { guide: undefined, errors };
  return { guide: { id, title: title || id, file, synopsis: synopsis.join(' ') || title || id, points }, errors };
}

function toPoint(guide: string, open: { section: GuideSection; line: number; parts: string[] }, place: number): GuidePoint {
  const asked = open.parts.findIndex((part) => /^asked as:/i.test(part));
  const body = (asked < 0 ? open.parts : open.parts.slice(0, asked)).join(' ');
  const asks =
    asked < 0
      ? ''
      : open.parts
          .slice(asked)
          .join(' ')
          .replace(/^asked as:/i, '');
  const slug = /\{#([a-z0-9-]+)\}/.exec(body)?.[1] ?? `${open.section}-${place}`;
  const plain = body.replace(/\s*\{#[a-z0-9-]+\}/, '').trim();
  const named = /^\*\*(.+?)[.:]?\*\*[.:]?\s*(.*)$/s.exec(plain) ?? /^([A-Z][^.:]{2,60}):\s+(.*)$/s.exec(plain);
  return {
    id: `${guide}#${slug}`,
    section: open.section,
    title: named?.[1] ?? clip(plain.split(/(?<=[.!?])\s/)[0] ?? plain),
    text: named?.[2] || plain,
    asks: asks
      .split('|')
      .map((ask) => ask.trim())
      .filter(Boolean),
    line: open.line,
  };
}

function guideId(file: string): string {
  const name = file
    .replace(/^.*\//, '')
    .replace(/\.(md|txt)$/i, '')
    .replace(/^\d+[-_ ]+/, '');
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'guide'
  );
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77).trimEnd()}…` : text;
}
