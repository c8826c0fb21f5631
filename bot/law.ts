/** What the commands `law`, `changes` and `check` show of the law pack. Pure. */
import { longDate, provisionsOf } from '../dialogs/answer.ts';
import { coach } from '../dialogs/coach.ts';
import type { House } from '../dialogs/house.ts';
import { provisionCard } from '../dialogs/law.ts';
import { NEW_SESSION, type Turn } from '../dialogs/turn.ts';
import { understand } from '../dialogs/understand.ts';
import type { Content } from '../knowledge/content.ts';
import { SURENESS } from '../knowledge/lists.ts';

/** The turn of a look-up: the card of the provision that is named or, where a question is asked, of the one that its answer rests on. */
export function lookUp(house: House, text: string, now: Date): Turn {
  const turn = coach(house)(NEW_SESSION, { kind: 'text', text }, now);
  if (turn.intent !== 'ask_knowledge' || turn.band !== 'sure') return turn;
  const entry = house.knowledge.entry(understand(house, NEW_SESSION, text, now).entries[0] ?? '');
  const [law] = entry && entry.kind !== 'overview' ? provisionsOf(house.knowledge, entry) : [];
  return law ? { ...turn, intent: 'lookup_legislation', replies: [provisionCard(house.knowledge, law, now)] } : turn;
}

/** How many provisions of each Act we hold, by where they were seen, as a table; the sum comes last. */
export function countsByAct({ acts, provisions }: Content): string {
  const countsOf = (held: Content['provisions']) => [
    ...SURENESS.map((sureness) => held.filter((one) => one.sureness === sureness).length),
    held.length,
  ];
  const rows = acts.map((act) => [act.short, ...countsOf(provisions.filter((provision) => provision.act === act.id))]);
  const table = [['', ...SURENESS, 'all'], ...rows, ['all', ...countsOf(provisions)]];
  const width = Math.max(...acts.map(({ short }) => short.length));
  return table
    .map(([name = '', ...cells]) =>
      [String(name).padEnd(width), ...cells.map((cell, at) => String(cell).padStart((SURENESS[at] ?? 'all').length))].join('  '),
    )
    .join('\n');
}

/** Provisions whose review date has come on that day (ISO), the oldest first. */
export function dueForReview({ provisions }: Content, today: string): string[] {
  return provisions
    .filter(({ reviewBy }) => reviewBy < today)
    .sort((a, b) => a.reviewBy.localeCompare(b.reviewBy))
    .map(({ id, refs, reviewBy }) => `${id} (${refs[0]}): due since ${longDate(reviewBy)}`);
}

/** The brief "what changed" for a team: changes of law from that day (ISO) on, oldest first, then what is planned or whose day is open. */
export function changesBrief({ changes, provisions }: Content, since: string): string {
  const refsOf = (cites: readonly string[]) =>
    [...new Set(cites.flatMap((cite) => provisions.find(({ id }) => id === cite)?.refs[0] ?? []))].join(', ');
  const dated = changes.filter(({ on }) => on !== undefined && on >= since).sort((a, b) => (a.on ?? '').localeCompare(b.on ?? ''));
  const open = changes.filter(({ on }) => on === undefined);
  const shown = [...dated, ...open].map(({ on, when, title, change, desk, open: toCheck, cites }) =>
    [
      `${on ? longDate(on) : when}: ${title}`,
      `  ${change}`,
      `  At the desk: ${desk}`,
      ...(toCheck ? [`  Check first: ${toCheck}.`] : []),
      `  ${refsOf(cites)}`,
    ].join('\n'),
  );
  return [`What changed in the law since ${longDate(since)}`, ...shown, 'Training, not legal advice.'].join('\n\n');
}
