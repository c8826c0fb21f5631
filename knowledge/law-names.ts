/** Names of laws in a message: of ours, of those that have gone, and of those that we do not know. Pure. */
import { ACT } from './numbered.ts';
import type { Act, FormerLaw } from './schema.ts';
import { quoted } from './words.ts';

/** The law that a message names, and the message with {@link ACT} in place of each of its names; a law that has gone may also be an Act of ours. */
export type LawNames = (said: string) => { readonly act: Act | undefined; readonly former: FormerLaw | undefined; readonly text: string } | undefined;

type Name<T> = { readonly law: T; readonly pattern: RegExp };

export function lawNames(acts: readonly Act[], former: readonly FormerLaw[]): LawNames {
  const ours = acts.flatMap((act) => namesOf(act, [act.title, act.short, ...act.names]));
  const gone = former.flatMap((law) => namesOf(law, [law.title, ...law.names]));
  return (said) => {
    const act = longest(said, ours);
    const old = longest(said, gone);
    const lengths = [act?.match.length ?? 0, old?.match.length ?? 0] as const;
    const named = lengths[0] >= lengths[1] ? act : old;
    if (!named) return undefined;
    const isOld = old && lengths[1] >= lengths[0];
    const isOurs = act && (lengths[0] >= lengths[1] || act.match === old?.match);
    let text = said;
    for (const { law, pattern } of [...ours, ...gone]) {
      if (law === named.law || (isOld && law === old.law) || (isOurs && law === act.law)) text = text.replace(pattern, ` ${ACT} `);
    }
    return { act: isOurs ? act.law : undefined, former: isOld ? old.law : undefined, text };
  };
}

function namesOf<T extends Act | FormerLaw>(law: T, names: readonly string[]): Name<T>[] {
  const year = /\b(?:19|20)\d\d\b/.exec(law.title)?.[0] ?? '';
  // Its own year may follow; another year makes it another law.
  const ending = `s?(?: ?(?:of )?${year})?(?! ?(?:19|20)\\d\\d)`;
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => {
      // A number may stand right beside an abbreviation: "cra22".
      const [before, after] = /^[a-z]{2,6}$/i.test(name) ? ['(?<![a-z])', '(?![a-z])'] : ['(?<![a-z0-9])', '(?![a-z0-9])'];
      return { law, pattern: new RegExp(`${before}(?:the )?${asSaid(name)}${ending}${after}`) };
    });
}

/** The name as a part of a regular expression that takes it as people type it: with "regs", without brackets, commas and apostrophes. */
function asSaid(name: string): string {
  return quoted(name.toLowerCase().replaceAll("'", ''))
    .replace(/\\[()]|[,:]/g, '$&?')
    .replace(/regulations/g, 'reg(?:ulation)?s');
}

function longest<T>(text: string, names: readonly Name<T>[]): { law: T; match: string } | undefined {
  let found: { law: T; match: string } | undefined;
  for (const { law, pattern } of names) {
    const match = pattern.exec(text)?.[0];
    if (match && (!found || match.length > found.match.length)) found = { law, match };
  }
  return found;
}

const KIND = /\b(?:act|regulations|regs|order)\b(?: (?:of )?((?:19|20)\d\d))?/g;
/** Words that stand before the name of a law and are no part of it. */
const BEFORE_NAME = new Set(
  'a an the what which this that these those does do did is are was says said say covers in under by from with on about or if so my our your their any some every same other new old each uk british english section article regulation see me show find look up pull open read'.split(
    ' ',
  ),
);
const LINKING = new Set(['of', 'and', 'at', 'to', 'for', 'the']);

/**
 * A law in a message that names none of ours. Without a number before it only a law with its year is one: people act, and place orders.
 *
 * @returns its name as a title, "Housing Act 1988", and the rest of the message
 */
export function strangerIn(text: string, numbered: boolean): { name: string; rest: string } | undefined {
  const kind = [...text.matchAll(KIND)].filter(([name, year]) => year || (numbered && name !== 'order')).at(-1);
  if (!kind) return undefined;
  const before = text.slice(0, kind.index).trim().split(/\s+/).filter(Boolean);
  let from = before.length;
  while (from > 0 && /^[a-z()-]+$/.test(before[from - 1] ?? '') && (!BEFORE_NAME.has(before[from - 1] ?? '') || isLinking(before, from - 1))) from--;
  const words = before.slice(from);
  while (LINKING.has(words[0] ?? '')) words.shift();
  if (words.length === 0) return undefined;
  const title = [...words, ...kind[0].split(' ')].map((word, at) => (at > 0 && LINKING.has(word) ? word : capital(word))).join(' ');
  const rest = [...before.slice(0, before.length - words.length), text.slice(kind.index + kind[0].length)].join(' ');
  return { name: title, rest };
}

/** "protection of the public act": the article in the middle of a name. */
function isLinking(words: readonly string[], at: number): boolean {
  return words[at] === 'the' && LINKING.has(words[at - 1] ?? '') && /^[a-z]+$/.test(words[at - 2] ?? '') && !BEFORE_NAME.has(words[at - 2] ?? '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
