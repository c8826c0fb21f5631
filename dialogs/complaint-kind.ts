/** Which kind of complaint a message tells of: by its names, by how such complaints are told, and by the law and guides behind it. Pure. */
import { citesOf } from '../knowledge/entries.ts';
import { find, likeness } from '../knowledge/find.ts';
import type { Checklist } from '../knowledge/schema.ts';
import type { House } from './house.ts';

/** What one word of a kind's name counts, each word more, and each further name. */
const NAME = { first: 0.6, more: 0.4, further: 0.3 };
/** What a meaning of the kind ("~broken") counts. */
const MEANING = 0.4;
/** So many of the nearest entries are looked at for law and guide points that a checklist rests on. */
const NEAREST = 12;
/** Fewer words than that, without "complaint", tell nothing of law. */
const FEWEST_TELLING = 3;
/** From so much on a message is of a kind, where it is so much nearer to it than to any other. */
const TOLD = 0.6;
const NEARER = 0.12;

const COMPLAINING = /^~?complain/;
/** What stands in place of private details tells nothing of the complaint. */
const REMOVED = /\[[a-z ]+ removed\]/g;

/** The checklist that a message is about; undefined where it does not say, or could be two. */
export function checklistIn(house: House, text: string): Checklist | undefined {
  const [best, next] = kindsIn(house, text);
  return best && best.score >= TOLD && best.score - (next?.score ?? 0) >= NEARER ? best.checklist : undefined;
}

/** Every kind of complaint with how much the message speaks for it, the likeliest first. */
export function kindsIn(house: House, text: string): readonly { readonly checklist: Checklist; readonly score: number }[] {
  const { words } = house.knowledge;
  const told = text.replace(REMOVED, ' ');
  const { terms: all, tokens } = words.read(told);
  // That it is a complaint tells nothing of its kind.
  const terms = all.filter((term) => !COMPLAINING.test(term));
  const said = ` ${tokens.map(({ stem }) => stem).join(' ')} `;
  // One word that is no name, such as "new", tells nothing.
  const isTelling = terms.filter((term) => !term.startsWith('_')).length > 1;
  const law = isTelling ? lawBehind(house, told) : new Map<string, number>();
  return house.checklists
    .map(({ checklist, likes, names }) => {
      const found = names().filter((name) => said.includes(` ${name} `));
      const longest = Math.max(0, ...found.map((name) => NAME.first + NAME.more * (name.split(' ').length - 1)));
      const named = longest + NAME.further * Math.max(0, found.length - 1);
      const meaning = checklist.names.some((name) => terms.includes(name)) ? MEANING : 0;
      return { checklist, score: named + meaning + (named > 0 || isTelling ? likeness(likes(), terms) : 0) + (law.get(checklist.id) ?? 0) };
    })
    .sort((a, b) => b.score - a.score);
}

/** How much the entries nearest to a message rest on what a checklist rests on; what several rest on counts for each in part. */
function lawBehind({ knowledge }: House, text: string): ReadonlyMap<string, number> {
  const { checklists, spine } = knowledge.content;
  const shared = new Set(spine.steps.flatMap(({ cites }) => cites));
  const resting = new Map<string, string[]>();
  for (const { id, cites, steps } of checklists)
    for (const cite of new Set([...cites, ...steps.flatMap((step) => step.cites)]))
      if (!shared.has(cite)) resting.set(cite, [...(resting.get(cite) ?? []), id]);
  const votes = new Map<string, number>();
  const telling = knowledge.words.readContent(text).terms.filter((term) => !COMPLAINING.test(term));
  if (telling.length < FEWEST_TELLING) return votes;
  find(knowledge.finder, telling, NEAREST).forEach(({ entry: at, score }, place) => {
    const entry = knowledge.entries[at];
    if (!entry) return;
    const parts = new Map<string, number>();
    for (const cite of [entry.id, ...citesOf(entry)]) {
      const kinds = resting.get(cite) ?? [];
      for (const kind of kinds) parts.set(kind, (parts.get(kind) ?? 0) + 1 / kinds.length);
    }
    for (const [kind, part] of parts) votes.set(kind, (votes.get(kind) ?? 0) + (score / (place + 1)) * Math.min(1, part));
  });
  return votes;
}
