/** A reference to law → a reply: the contents of an Act, where a law that has gone lives now, or what is not held and why. Pure. */
import type { PhraseName } from '../knowledge/lists.ts';
import { inOrder, SIGN } from '../knowledge/numbered.ts';
import { type LawReference, ofAct } from '../knowledge/reference.ts';
import type { Act, FormerLaw, Phrase, Provision } from '../knowledge/schema.ts';
import { choiceFor, lawCitation } from './answer.ts';
import type { House } from './house.ts';
import type { Choice, Reply } from './turn.ts';

const MOST_CHOICES = 3;

/** Whether a reference is answered with a list: a whole Act, or several sections of it. */
export function isList(reference: LawReference): reference is LawReference & { readonly act: Act } {
  const { ref, act, several, former, provisions } = reference;
  return act !== undefined && !former && provisions.length > 1 && (several !== undefined || ref === act.short);
}

/** What we hold of an Act, or of several of its sections: a line for each section, with the titles. */
export function contents(house: House, { act, several, provisions }: LawReference & { readonly act: Act }): Reply {
  const [first] = provisions as [Provision, ...Provision[]];
  // Since when its first provision is in force says nothing of the whole Act.
  const { from: _, ...cite } = lawCitation(house.knowledge, first);
  const whole = { ...cite, id: act.id, refs: [act.short], act: act.title, place: '', title: act.title, url: act.link };
  return {
    point: several ? fill(house, 'several-sections', { reference: several }).point : `${act.title}: ${act.about}.`,
    lines: lines(act, provisions),
    more: [],
    cites: [whole],
    choices: choices(
      house,
      provisions.map(({ id }) => id),
    ),
  };
}

/** Provisions of one section share a line; those of no section, and of other Acts, come last. */
function lines(act: Act, provisions: readonly Provision[]): NonNullable<Reply['lines']> {
  const groups = new Map<string, Provision[]>();
  for (const provision of provisions) {
    const place = placeIn(act, provision);
    groups.set(place, [...(groups.get(place) ?? []), provision]);
  }
  const numberOf = (place: string) => /\d+[A-Z]*$/.exec(place)?.[0] ?? '9999';
  const kind = (place: string) => (place.startsWith(SIGN.schedule) ? 1 : 0);
  return [...groups]
    .sort(([a], [b]) => kind(a) - kind(b) || inOrder(numberOf(a), numberOf(b)))
    .map(([place, group]) => ({
      label: (group.length === 1 && run(act, group[0])) || place,
      text: group.map(({ title }) => title).join(' · '),
    }));
}

/** "s.22": where a provision stands in this Act; what rests on the Act as a whole stands by its short name. */
function placeIn(act: Act, { refs }: Provision): string {
  const ref = refs.find((candidate) => candidate.startsWith(`${act.short} `));
  return ref?.slice(act.short.length + 1) ?? act.short;
}

/** "ss.13–14": the run of sections that a provision of this Act stands for, if it is one. */
function run(act: Act, provision: Provision | undefined): string | undefined {
  return provision?.act === act.id && /^(?:ss\.|regs |Arts\.)\d+[A-Z]*–\d+[A-Z]*$/.test(provision.section) ? provision.section : undefined;
}

/** What took the place of a law that has gone, with buttons that lead there. */
export function replaced(house: House, { point, more, see }: FormerLaw): Reply {
  const law = see.flatMap((id) => {
    const entry = house.knowledge.entry(id);
    return entry?.kind === 'provision' ? [lawCitation(house.knowledge, entry.provision)] : [];
  });
  return { point, more: more.map((text) => ({ text })), cites: law, choices: choices(house, see) };
}

/** A reference that leads to nothing we hold: whether it exists, and where to read it. */
export function notHeld(house: House, reference: LawReference | undefined): Reply {
  const { act, stranger, missing, ref = '', sub = '' } = reference ?? {};
  const held = act ? ofAct(act, house.knowledge.content.provisions) : [];
  const whole = act && held.length > 0 ? [{ label: `What I hold of it: ${act.short}`, press: `act:${act.id}` }] : [];
  const say = (name: PhraseName, values: Record<string, string>): Reply => ({ ...fill(house, name, values), choices: whole });
  if (stranger) return say('other-law', { law: stranger });
  if (!act || !missing) return say('no-act-named', { reference: ref });
  const law = act.title;
  switch (missing.why) {
    case 'beyond': {
      const { unit, number, last } = missing;
      return last === 0 ? say('no-schedules', { law }) : say('beyond-the-last', { part: `${unit} ${number}`, law, last: `${unit} ${last}` });
    }
    case 'not held': {
      const { unit, number, link } = missing;
      const reply = say('part-not-held', { part: `${unit} ${number}${sub}`, law, link });
      return { ...reply, choices: [...nearest(house, reference?.ref ?? '', held), ...whole] };
    }
    case 'open':
      return say('no-such-reference', { reference: `${ref}${sub}`, link: missing.link });
  }
}

/** The provisions just before and just behind a number that is not held. */
function nearest(house: House, ref: string, held: readonly Provision[]): Choice[] {
  const start = ref.replace(/\d+$/, '');
  const number = ref.slice(start.length);
  const numbered = held
    .flatMap(({ id, refs }) => refs.map((own, rank) => ({ id, rank, own: own.startsWith(start) ? own.slice(start.length) : '' })))
    .filter(({ own }) => /^\d+[A-Z]*$/.test(own))
    // Of those with one number, the one that has it as its main one is nearest on both sides.
    .sort((a, b) => inOrder(a.own, b.own) || a.rank - b.rank);
  const behind = numbered.find(({ own }) => inOrder(own, number) > 0);
  const last = numbered.filter(({ own }) => inOrder(own, number) < 0).at(-1);
  const before = numbered.find(({ own }) => own === last?.own);
  return choices(house, [...new Set([before, behind].flatMap((one) => one?.id ?? []))]);
}

/** Says first that a subsection was asked for which none of our provisions is about. */
export function asFarAsHeld(house: House, reply: Reply, reference: LawReference | undefined): Reply {
  if (reference?.holdsSub !== false) return reply;
  const note = fill(house, 'nearest-to-it', { reference: `${reference.ref}${reference.sub ?? ''}` }).point;
  return { ...reply, more: [{ text: note }, ...reply.more] };
}

function choices(house: House, ids: readonly string[]): Choice[] {
  return ids
    .flatMap((id) => house.knowledge.entry(id) ?? [])
    .slice(0, MOST_CHOICES)
    .map(choiceFor);
}

/** A sentence from phrases.yaml with what stands in its {…} filled in. */
function fill(house: House, name: PhraseName, values: Readonly<Record<string, string>>): Reply {
  const { point, more } = house.knowledge.content.phrases.phrases[name] as Phrase;
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  return { point: filled(point), more: more.map((text) => ({ text: filled(text) })), cites: [], choices: [] };
}
