/** A chart as an image: our own small SVG, drawn by resvg with a font that is easy to read. The only user of resvg. */
import { createRequire } from 'node:module';
import type { PartKind, Picture } from '../dialogs/turn.ts';
import { indexedPng } from './png.ts';

/** Laid out for the narrowest phone, drawn twice as large for sharp screens, but not larger than Teams shows. In px. */
const WIDTH = 320;
const ZOOM = 2;
const MOST_HEIGHT = 1024;
const MARGIN = 14;
const INNER = WIDTH - 2 * MARGIN;
const TITLE = { size: 16, line: 21 };
const TEXT = { size: 13, line: 17 };
const BAR = { height: 22, gap: 14 };
const LEGEND = { line: 20, swatch: 12, gap: 14 };
/** A part is at least so wide, so that its number has room. */
const LEAST_PART = 18;
const MOST_LINES = 2;

const FAMILY = 'Atkinson Hyperlegible';
const INK = '#1d2725';
/** Told apart by who sees no red or green, and by their lightness alone; what is bad is hatched too. On a ground of its own, for light and dark pages. */
const LOOKS: Readonly<Record<PartKind, { readonly fill: string; readonly ink: string }>> = {
  good: { fill: '#0b5d9e', ink: '#ffffff' },
  fair: { fill: '#f4bc45', ink: INK },
  bad: { fill: '#b8401a', ink: '#ffffff' },
  none: { fill: '#e4eae8', ink: INK },
};

/** A PNG, or undefined where this machine cannot draw: the words of the reply say the same. */
export function toPng(picture: Picture): Buffer | undefined {
  try {
    const require = createRequire(import.meta.url);
    const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
    const fontFiles = ['400Regular', '700Bold'].map((cut) =>
      require.resolve(`@expo-google-fonts/atkinson-hyperlegible/${cut}/AtkinsonHyperlegible_${cut}.ttf`),
    );
    const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FAMILY };
    const svg = toSvg(picture);
    const { height } = new Resvg(svg, { font });
    const drawn = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: Math.min(ZOOM, MOST_HEIGHT / height) } }).render();
    return indexedPng(drawn.pixels, drawn.width, drawn.height) ?? drawn.asPng();
  } catch {
    return undefined;
  }
}

/** The chart as SVG, as high as it needs to be. */
export function toSvg({ title, alt, bars, legend }: Picture): string {
  const parts: string[] = [];
  let y = MARGIN;
  const say = (lines: readonly string[], { size, line }: typeof TEXT, weight: number) => {
    for (const words of lines) {
      y += line;
      parts.push(text(words, MARGIN, y - line * 0.28, { size, weight }));
    }
  };
  say(wrapped(title, INNER, TITLE.size), TITLE, 700);
  y += 6;
  for (const row of legendRows(legend)) {
    for (const { kind, label, x } of row) {
      parts.push(swatch(kind, x, y + (LEGEND.line - LEGEND.swatch) / 2), text(label, x + LEGEND.swatch + 5, y + 14.5, { size: TEXT.size }));
    }
    y += LEGEND.line;
  }
  for (const bar of bars) {
    y += BAR.gap - TEXT.line * 0.3;
    say(wrapped(bar.label, INNER, TEXT.size), TEXT, 400);
    y += 3;
    parts.push(...barParts(bar.parts, y));
    y += BAR.height;
  }
  const height = Math.ceil(y + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FAMILY}">`,
    `<title>${escaped(title)}</title><desc>${escaped(alt)}</desc>`,
    `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`,
    `<rect width="6" height="6" fill="${LOOKS.bad.fill}"/><rect width="1.6" height="6" fill="#d8754f"/></pattern></defs>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#c9d4d0"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** The parts of one bar side by side, each with its number; an empty frame where nothing is counted. */
function barParts(counted: Picture['bars'][number]['parts'], y: number): string[] {
  const shown = counted.filter(({ count }) => count > 0);
  const widths = partWidths(shown.map(({ count }) => count));
  let x = MARGIN;
  const drawn = shown.flatMap(({ kind, count }, at) => {
    const left = x;
    const width = widths[at] ?? 0;
    x += width;
    return [
      rect(left, y, width, BAR.height, `fill="${fillOf(kind)}"`),
      ...(kind === 'bad' ? [plate(String(count), left + width / 2, y)] : []),
      text(String(count), left + width / 2, y + BAR.height / 2 + 4.5, { size: TEXT.size, weight: 700, ink: LOOKS[kind].ink, anchor: 'middle' }),
      ...(at > 0 ? [rect(left - 0.75, y, 1.5, BAR.height, 'fill="#ffffff"')] : []),
    ];
  });
  const frame = (look: string) => rect(MARGIN, y, INNER, BAR.height, `rx="3" ${look}`);
  return [
    `<clipPath id="bar-${y}">${frame('')}</clipPath><g clip-path="url(#bar-${y})">`,
    ...drawn,
    '</g>',
    frame('fill="none" stroke="#7d8d88" stroke-width="0.8"'),
  ];
}

/** Plain ground for a number on hatching. */
function plate(number: string, middle: number, y: number): string {
  const width = 5 + 7 * number.length;
  return rect(middle - width / 2, y + 3, width, BAR.height - 6, `rx="3" fill="${LOOKS.bad.fill}"`);
}

function rect(x: number, y: number, width: number, height: number, look: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${look}/>`;
}

/** Widths in proportion that fill the bar, none below the least. */
function partWidths(counts: readonly number[]): number[] {
  const sum = counts.reduce((all, count) => all + count, 0);
  const isSmall = counts.map((count) => (count / sum) * INNER < LEAST_PART);
  const small = isSmall.filter(Boolean).length;
  const restSum = counts.reduce((all, count, at) => all + (isSmall[at] ? 0 : count), 0);
  const rest = INNER - small * LEAST_PART;
  return counts.map((count, at) => (isSmall[at] ? LEAST_PART : (count / restSum) * rest));
}

type Entry = Picture['legend'][number] & { readonly x: number };

/** The legend in as many rows as it needs. */
function legendRows(legend: Picture['legend']): Entry[][] {
  const rows: Entry[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of legend) {
    const width = LEGEND.swatch + 5 + widthOf(entry.label, TEXT.size);
    if (x + width > MARGIN + INNER) {
      rows.push([]);
      x = MARGIN;
    }
    rows.at(-1)?.push({ ...entry, x });
    x += width + LEGEND.gap;
  }
  return rows;
}

function swatch(kind: PartKind, x: number, y: number): string {
  return rect(x, y, LEGEND.swatch, LEGEND.swatch, `rx="2" fill="${fillOf(kind)}" stroke="#7d8d88" stroke-width="0.8"`);
}

function fillOf(kind: PartKind): string {
  return kind === 'bad' ? 'url(#hatch)' : LOOKS[kind].fill;
}

type Style = { readonly size: number; readonly weight?: number; readonly ink?: string; readonly anchor?: string };

function text(words: string, x: number, y: number, { size, weight = 400, ink = INK, anchor = 'start' }: Style): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${ink}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** The words in lines of at most this width, cut with "…" where they need more than two. */
function wrapped(words: string, width: number, size: number): string[] {
  const fits = (line: string) => widthOf(line, size) <= width;
  const lines: string[] = [];
  for (const word of plain(words).split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, MOST_LINES);
  return kept.map((line, at) => {
    const isCut = at === MOST_LINES - 1 && lines.length > MOST_LINES;
    if (!isCut && fits(line)) return line;
    const letters = [...line];
    while (letters.length > 0 && !fits(`${letters.join('')}…`)) letters.pop();
    return `${letters.join('').trimEnd()}…`;
  });
}

/** About how wide words are in this font, rather too wide than too narrow. */
function widthOf(words: string, size: number): number {
  return [...words].reduce((sum, letter) => sum + size * (BREADTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1), 0);
}

/** In parts of the size of the font; all else is as broad as it is high. */
const BREADTHS: readonly (readonly [RegExp, number])[] = [
  [/[iljtfr.,:;'|! ()]/, 0.31],
  [/[A-Zmw%&@]/, 0.74],
  [/[ -~]/, 0.54],
];

/** Without what no XML may hold, and in one line. */
function plain(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const MARKS: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' };

function escaped(words: string): string {
  return plain(words).replace(/[<>&"']/g, (mark) => MARKS[mark] ?? '');
}
