/** What the pictures and their page say of a step. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { Checklist, Step } from '../../knowledge/schema.ts';
import { leadingTo } from '../../knowledge/steps.ts';

const KINDS: Readonly<Record<Exclude<Step['kind'], 'choice'>, string>> = {
  day: 'a day',
  money: 'an amount',
  text: 'in own words',
  rights: 'shown',
};

/** How a step is answered: "1 of 3 answers", "a day". */
export function kindOf({ kind, values }: Step): string {
  return kind === 'choice' ? `1 of ${values.length} answers` : KINDS[kind];
}

/** A step that another hangs on, and the answers by their labels: the shorter of those that lead there and those that do not. */
export type Lead = { readonly from: Step; readonly label: string };

/** The answers that a step hangs on; what follows from another of its conditions is left out. */
export function leadsTo(step: Step, steps: readonly Step[]): readonly Lead[] {
  const conditions = Object.entries(step.only);
  return conditions.flatMap(([on, wanted]) => {
    const from = steps.find(({ id }) => id === on);
    const follows = conditions.some(([other]) => {
      const asked = steps.find(({ id }) => id === other);
      return (
        asked !== undefined &&
        (leadingTo(asked, steps)
          .get(on)
          ?.every((value) => wanted.includes(value)) ??
          false)
      );
    });
    return from && !follows ? [{ from, label: answersOf(from, wanted) }] : [];
  });
}

function answersOf({ values }: Step, wanted: readonly string[]): string {
  const labels = (isIn: boolean) => values.filter(({ id }) => wanted.includes(id) === isIn).map(({ label }) => label);
  const not = labels(false);
  return not.length > 0 && not.length * 2 < wanted.length ? `not: ${not.join(' / ')}` : labels(true).join(' / ');
}

/** What the rights step of a checklist works out, by title; none where it only shows the law. */
export function workedOut({ rights }: Checklist, { clocks, remedies }: Pick<Content, 'clocks' | 'remedies'>): readonly string[] {
  return rights.map((id) => (id === 'remedies' ? remedies.title : (clocks.clocks.find((clock) => clock.id === id)?.title ?? id)));
}
