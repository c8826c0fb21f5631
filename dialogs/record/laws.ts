/** Sources of law → one group for each Act, its sections together and in their order. Pure. */
import type { Day } from '../../knowledge/calendar.ts';
import type { Content } from '../../knowledge/content.ts';
import { type Force, inForce } from '../../knowledge/force.ts';
import type { LawStanding } from '../../knowledge/lists.ts';
import type { Provision } from '../../knowledge/schema.ts';
import type { Citation } from '../turn.ts';

/** Sections of one Act that stand alike: `places` are "s.22", or none for the whole Act. */
export type Law = {
  readonly act: string;
  readonly places: readonly string[];
  readonly standing: LawStanding;
  readonly from?: string;
  readonly checked: string;
};

type Place = { readonly act: string; readonly place: string };

/** The law among these sources, as it stood on the day of the complaint. A section of another Act that stands beside the first has no "since". */
export function lawsOf(cites: readonly Citation[], opened: string, content: Content): Law[] {
  const groups = new Map<string, Law>();
  for (const cite of cites) {
    const provision = content.provisions.find(({ id }) => id === cite.id);
    if (cite.kind !== 'law' || !provision) continue;
    const standing = standingOf(provision, inForce(provision, opened as Day));
    const [main, ...others] = placesOf(provision, content);
    for (const { act, place } of [...(main ? [main] : []), ...others]) {
      const from = act === main?.act && standing === 'law-since' ? provision.from : undefined;
      const own: LawStanding = standing === 'law-since' && from === undefined ? 'law' : standing;
      const key = [act, own, from, cite.checked].join();
      const places = [...new Set([...(groups.get(key)?.places ?? []), ...(place ? [place] : [])])];
      groups.set(key, { act, places, standing: own, ...(from && { from }), checked: cite.checked });
    }
  }
  return [...groups.values()];
}

/** "CRA 2015 s.22" → the Act by its title, and "s.22". What no Act begins stands for itself. */
function placesOf({ refs, section }: Provision, { acts }: Content): Place[] {
  const places = refs.map((ref) => {
    const [act] = acts.filter(({ short }) => ref === short || ref.startsWith(`${short} `)).sort((a, b) => b.short.length - a.short.length);
    return act ? { act: act.title, place: ref.slice(act.short.length).trim() } : { act: ref, place: '' };
  });
  return places.length > 0 ? places : [{ act: section, place: '' }];
}

/** "Consumer Rights Act 2015, sections 9, 22 and 23". */
export function lawInWords(act: string, places: readonly string[], { letters }: Content): string {
  const units = Object.entries(letters.units);
  const signOf = (place: string) => units.find(([sign]) => place.startsWith(sign))?.[0] ?? '';
  const said = [...new Set(places.map(signOf))].flatMap((sign) => {
    const numbers = places.filter((place) => signOf(place) === sign).map((place) => place.slice(sign.length));
    const [one, many] = letters.units[sign] ?? ['', ''];
    return [[numbers.length > 1 ? many : one, listed(numbers.sort(byNumber), letters.and)].filter(Boolean).join(' ')];
  });
  return [act, ...said].join(', ');
}

function listed(parts: readonly string[], and: string): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}` : (parts[0] ?? '');
}

/** 9 before 15A before 22: by number, then by letter. Without a collator: the same everywhere. */
function byNumber(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : Number(a > b));
}

function standingOf({ sureness, from }: Provision, force: Force): LawStanding {
  if (force.kind === 'not law') return 'not-law';
  if (force.kind === 'not yet' || force.kind === 'no longer') return 'law-not-in-force';
  if (sureness === 'check first') return 'law-to-check';
  return from ? 'law-since' : 'law';
}
