/** Finds people's names behind the usual cues: "Mrs Ahmed", "her name is Jane Doe", "a customer called Dave Jones". Pure. */
import { CALENDAR, EVERYDAY, FAMILY_NAMES, GIVEN_NAMES, GIVEN_WITH_CAPITAL, NOT_PEOPLE, PARTICLES } from './name-lists.ts';

/**
 * What a cue allows to stand behind it.
 *
 * - `any`: a word that is not an everyday one, even without a capital
 * - `stated`: a word with a capital; without one a given name, or the end of the clause
 * - `capital`: a word with a capital, or a given or family name
 * - `given`: a given name
 */
type Trust = 'any' | 'stated' | 'capital' | 'given';

type Cue = {
  readonly pattern: RegExp;
  readonly trust: Trust;
  /** Whether the cue is a part of the name: "Mrs". */
  readonly isTitle?: boolean;
};

const PERSON =
  '(?:customer|cust|lady|woman|man|guy|bloke|gentleman|person|someone|somebody|girl|boy|client|caller|buyer|shopper|visitor|guest|patient|learner|member of staff|colleague|' +
  'manager|supervisor|team leader|driver|engineer|assistant|adviser|advisor|agent|cashier|neighbour|husband|wife|partner|son|daughter|mum|mother|dad|father|brother|sister|friend|carer)';
/** "a shop called Ted Baker" names a thing. */
const THING =
  '(?:shop|store|company|firm|business|brand|product|model|app|site|website|film|book|game|perfume|place|pub|caf[eé]|restaurant|charity|scheme|range|thing|seller|retailer|one|it|law|act|rule|garage|bank)';
const BEFORE = '(?<![\\p{L}\\p{N}])';

/** In their order: of two cues at the same place, the first decides. */
const CUES: readonly Cue[] = [
  // A wife is "the mrs": there, a name has a capital.
  { pattern: cue('(?<=(?:the|my|his|your|our|a) )(?:mr|mrs)\\.?[ \\t]+'), trust: 'capital', isTitle: true },
  {
    pattern: cue('(?<!(?:the|my|his|your|our|a) )(?:mr|mrs|mx)\\.?(?:[ \\t]*(?:and|&|or|\\/|\\+)[ \\t]*(?:mrs?|ms|miss|dr)\\.?)?[ \\t]+'),
    trust: 'any',
    isTitle: true,
  },
  { pattern: cue('(?:ms|miss|dr|prof|professor|rev|reverend)\\.?[ \\t]+'), trust: 'capital', isTitle: true },
  { pattern: cue('(?:sir|lady|lord|dame)[ \\t]+'), trust: 'given', isTitle: true },
  {
    pattern: cue(
      `(?:(?:my|his|her|their|whose|(?:the |a )?${PERSON}(?:'?s)?)[ \\t]+(?:(?:full|first|last|sur|real)[ \\t]*)?name(?:[ \\t]+(?:is|was|=)|'?s|[ \\t]*[:=-])|name[ \\t]*[:=])[ \\t]*`,
    ),
    trust: 'stated',
  },
  {
    pattern: cue(`(?:an?|another|some|new|this|that)[ \\t]+(?:\\p{L}+[ \\t]+)?${PERSON}[ \\t]+(?:who(?:'s| is| was)[ \\t]+)?(?:called|named)[ \\t]+`),
    trust: 'capital',
  },
  { pattern: cue(`(?:${PERSON}|he|she|they|who)(?:'s|[ \\t]+is|[ \\t]+was|[ \\t]+are)[ \\t]+(?:called|named)[ \\t]+`), trust: 'capital' },
  { pattern: cue(`(?<!\\b${THING}(?:'s| is| was)? )(?:called|named)[ \\t]+`), trust: 'given' },
  { pattern: cue(`(?:i'?m|i am|this is|it'?s|it is|speaking to|spoke to|spoke with|speak to|served by|dealt with by)[ \\t]+`), trust: 'given' },
  // "Customer Will Not Pay" is a heading.
  { pattern: cue(`${PERSON}(?:[ \\t]*[:=])?[ \\t]+(?!will\\b)`), trust: 'given' },
  { pattern: cue('dear[ \\t]+'), trust: 'given' },
  { pattern: cue('(?:(?:(?:kind|best|warm)[ \\t]+)?regards|yours (?:sincerely|faithfully|truly)),?\\s{1,4}'), trust: 'capital' },
  { pattern: cue('yours,\\s{1,4}'), trust: 'capital' },
  { pattern: cue('signed(?: by|:)[ \\t]+'), trust: 'capital' },
];

function cue(pattern: string): RegExp {
  return new RegExp(BEFORE + pattern, 'giu');
}

/** The text with each name, its title included, replaced by `sign(name)`. */
export function withoutNames(text: string, sign: (name: string) => string): string {
  const straight = text.replace(/[’‘]/g, "'");
  const found = CUES.flatMap(({ pattern, trust, isTitle }) =>
    [...straight.matchAll(pattern)].flatMap((match) => {
      const from = match.index + match[0].length;
      const to = nameEnd(straight, from, trust, match[0]);
      return to === undefined ? [] : [{ from: isTitle ? match.index : from, to }];
    }),
  )
    .concat(pairsIn(straight))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  let clean = '';
  let done = 0;
  for (const { from, to } of found) {
    if (from < done) continue;
    clean += text.slice(done, from) + sign(text.slice(from, to));
    done = to;
  }
  return clean + text.slice(done);
}

/** A given name with a family name behind it, both known, needs no cue: "jane doe rang". */
function pairsIn(text: string): { from: number; to: number }[] {
  const words = [...text.matchAll(/\p{L}[\p{L}-]*/gu)];
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at + 1 < words.length; at++) {
    const [given, family] = [words[at], words[at + 1]];
    if (!given || !family || text.slice(given.index + given[0].length, family.index) !== ' ') continue;
    const name = family[0].toLowerCase();
    if (SHOPS.has(`${given[0].toLowerCase()} ${name}`)) at += 1;
    else if (
      GIVEN_NAMES.has(given[0].toLowerCase()) &&
      FAMILY_NAMES.has(name) &&
      (!THINGS.has(name) || (isCapital(given[0]) && isCapital(family[0])))
    )
      found.push({ from: given.index, to: family.index + family[0].length });
  }
  return found;
}

/** Shops and people in the news that are called like anybody. */
const SHOPS = new Set(['john lewis', 'paul smith', 'martin lewis', 'thomas cook']);
/** Family names that are things and kinds of people too: with a capital they are names. */
const THINGS = new Set(
  'price bell hall hill hunt mills wood woods west white brown gray green king knight barker butler carter fisher hunter mason parker rose ward watts webb wright young islam marshall cooper foster'.split(
    ' ',
  ),
);

/** A word, and what parts it from the next. */
const WORD = /(\p{L}+(?:['-]\p{L}+){0,3})(\.?[ \t]{0,2})/uy;
/** Longest name: "Mary J. van der Berg". */
const MOST_WORDS = 6;

/** Where the name that begins here ends; undefined where none does. */
function nameEnd(text: string, from: number, trust: Trust, before: string): number | undefined {
  let end: number | undefined;
  let isGiven = false;
  WORD.lastIndex = from;
  for (let count = 0; count < MOST_WORDS; count++) {
    const at = WORD.lastIndex;
    const [, whole = '', gap = ''] = WORD.exec(text) ?? [];
    const typed = whole.replace(/'s$/i, '');
    const next = WORD.lastIndex;
    if (typed === '' || (typed.length === 1 && !isInitial(typed, before))) break;
    const isPart = typed.length === 1 || PARTICLES.has(typed.toLowerCase());
    if (!isPart) {
      const stop = at + typed.length;
      if (!(end === undefined ? begins(typed, trust, before, text.slice(stop)) : goesOn(typed, isGiven || trust === 'stated', text.slice(stop))))
        break;
      end = stop;
      isGiven = isGivenName(typed);
    }
    // Behind an initial, a dot does not end the name.
    if (gap === '' || typed !== whole || (typed.length > 1 && gap.startsWith('.'))) break;
    WORD.lastIndex = next;
  }
  return end;
}

/** How a cue ends that is a title: a name of a month is a family name there. */
const STRONG_TITLE = /^(?:mr|mrs)\b/i;
const TITLE = /^\p{L}+\.?[ \t]+$/u;

function begins(typed: string, trust: Trust, before: string, behind: string): boolean {
  const word = typed.toLowerCase();
  if (NOT_PEOPLE.has(word)) return false;
  const known = isGivenName(typed);
  if (trust === 'given' || known) return known;
  if (isCapital(typed) && STRONG_TITLE.test(before)) return !SMALL.has(word);
  if (CALENDAR.has(word)) return false;
  if (isCapital(typed)) return TITLE.test(before) ? !SMALL.has(word) : !EVERYDAY.has(word);
  if (EVERYDAY.has(word)) return false;
  if (trust === 'any') return true;
  return trust === 'stated' ? endsClause(behind, 1) : FAMILY_NAMES.has(word);
}

/** "mr j smith", "her name is J Smith"; not "im a leo". */
function isInitial(letter: string, before: string): boolean {
  return /\p{Lu}/u.test(letter) || STRONG_TITLE.test(before);
}

function isGivenName(typed: string): boolean {
  const word = typed.toLowerCase();
  return GIVEN_NAMES.has(word) || (isCapital(typed) && GIVEN_WITH_CAPITAL.has(word));
}

function goesOn(typed: string, isLikely: boolean, behind: string): boolean {
  const word = typed.toLowerCase();
  if (NOT_PEOPLE.has(word) || CALENDAR.has(word)) return false;
  if (isCapital(typed)) return !EVERYDAY.has(word);
  return isLikely && (FAMILY_NAMES.has(word) || (!EVERYDAY.has(word) && endsClause(behind, 0)));
}

/** Whether at most so many words that are not everyday ones, and nothing else, stand before the end of the clause. */
function endsClause(text: string, most: number): boolean {
  const words = text
    .slice(0, MOST_READ)
    .split(/[ \t]+/)
    .filter((word) => word !== '');
  for (const [count, word] of words.entries()) {
    const plain = /^[\p{L}'-]+/u.exec(word)?.[0] ?? '';
    if (/^[.,;:!?)"\n]/.test(word.slice(plain.length))) return plain === '' || (!EVERYDAY.has(plain.toLowerCase()) && count < most);
    if (LINKS.has(plain.toLowerCase())) return true;
    if (plain !== word || EVERYDAY.has(plain.toLowerCase()) || count >= most) return false;
  }
  return true;
}

/** Long enough for two words. */
const MOST_READ = 60;
/** Words that begin a new clause. */
const LINKS = new Set('and but she he they who i we'.split(' '));

/** Function words that begin a sentence or a title with a capital: "Miss The …". */
const SMALL = new Set(
  'a an and are as at but by did do does for from had has he her his how i if in is it its my not of on or our she so than that the their they this to was we what when where which who why will with you your mr mrs ms miss dr'.split(
    ' ',
  ),
);

/** "Ahmed", "O'Brien", "McDonald"; not "AHMED", in a text all in capitals each word has them. */
function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word) && /\p{Ll}/u.test(word);
}
