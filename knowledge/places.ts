/** Where a provision stands, as a lawyer writes it ("s.22(6)–(8), s.24(5)(a)"), compared with a subsection that is asked for. Pure. */

/** How well a place fits: it names just this, a wider piece that holds it, the whole section, or another piece of it. */
export const FIT = ['exact', 'wider', 'whole', 'other'] as const;
export type Fit = (typeof FIT)[number];

const PIECE = /(\d+[A-Z]*)?((?:\(\w+\))+)(?:[–-]((?:\(\w+\))+))?|(\d+[A-Z]*)/g;

/**
 * How the place of a provision fits a number and subsection.
 *
 * @param place such as "s.20(9)–(14), (18)–(19)"
 * @param number such as "20"
 * @param sub such as "(15)" or "(1)(f)"
 */
export function fitOf(place: string, number: string, sub: string): Fit {
  let at = '';
  let fit: Fit | undefined;
  for (const [, numbered, from, to, plain] of place.matchAll(PIECE)) {
    at = numbered ?? plain ?? at;
    const isHere = at === number;
    if (isHere) fit = better(fit, from === undefined ? 'whole' : pieceFit(from, to ?? from, sub));
  }
  return fit ?? 'whole';
}

function pieceFit(from: string, to: string, sub: string): Fit {
  if (from === sub) return 'exact';
  if (sub.startsWith(from)) return 'wider';
  const [first, last, asked] = [from, to, sub].map((text) => Number(/^\((\d+)\)/.exec(text)?.[1]));
  return (asked as number) >= (first as number) && (asked as number) <= (last as number) && from !== to ? 'wider' : 'other';
}

function better(a: Fit | undefined, b: Fit): Fit {
  return a !== undefined && FIT.indexOf(a) <= FIT.indexOf(b) ? a : b;
}
