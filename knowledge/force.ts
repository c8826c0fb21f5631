/** Whether a provision is in force on a day. Pure. */
import type { Day } from './calendar.ts';
import type { Provision } from './schema.ts';

export type Force =
  | { readonly kind: 'in force' }
  /** Its start lies ahead of that day; `from` is missing where the start is only planned or not known. */
  | { readonly kind: 'not yet'; readonly from?: string }
  | { readonly kind: 'no longer'; readonly until: string }
  /** A standard or scheme rule, which has no force of law on any day. */
  | { readonly kind: 'not law' };

/** How the provision stands on that day. A law whose start is not known counts as in force, because it is held as such; its entry says that the day is open. */
export function inForce(provision: Pick<Provision, 'standing' | 'from' | 'until'>, on: Day): Force {
  const { standing, from, until } = provision;
  if (standing === 'not law') return { kind: 'not law' };
  if (from !== undefined && on < from) return { kind: 'not yet', from };
  if (standing === 'planned' && from === undefined) return { kind: 'not yet' };
  if (until !== undefined && on > until) return { kind: 'no longer', until };
  return { kind: 'in force' };
}
