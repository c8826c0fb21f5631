/** An entry of the knowledge base → a reply with its sources. Pure. */
import type { Day } from '../knowledge/calendar.ts';
import { citesOf, type Entry, relatedTo } from '../knowledge/entries.ts';
import { inForce } from '../knowledge/force.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { NATIONS } from '../knowledge/lists.ts';
import type { Provision } from '../knowledge/schema.ts';
import type { Choice, Citation, Reply } from './turn.ts';

type Paragraph = Reply['more'][number];

const MOST_CHOICES = 3;

/** The answer that an entry gives. `now` decides whether a provision is due for review. */
export function answer(knowledge: Knowledge, entry: Entry, now: Date): Reply {
  const cites = citations(knowledge, entry);
  return {
    point: settled(knowledge, entry, pointOf(entry), now),
    ...(entry.kind === 'overview' && { lines: entry.overview.items.map(({ label, text }) => ({ label, text })) }),
    more: [...paragraphs(knowledge, entry), ...cautions(knowledge, entry, now)],
    cites,
    choices: followUps(knowledge, entry),
  };
}

/** A button that asks for an entry. */
export function choiceFor(entry: Entry): Choice {
  const { title } = entry;
  return { label: title.length > 60 ? `${title.slice(0, 57).trimEnd()}…` : title, press: `ask:${entry.id}` };
}

function pointOf(entry: Entry): string {
  switch (entry.kind) {
    case 'provision':
      return entry.provision.rule;
    case 'topic':
      return entry.topic.point;
    case 'situation':
      return entry.situation.point;
    case 'myth':
      return entry.myth.truth;
    case 'overview':
      return entry.overview.point;
    case 'point':
      return firstSentence(entry.point.text);
  }
}

/** The point, with what is not settled about the law it rests on said at once: that it is not in force, or what must be checked first. */
function settled(knowledge: Knowledge, entry: Entry, point: string, now: Date): string {
  const { labels } = knowledge.content.phrases;
  const [law] = provisionsOf(knowledge, entry);
  if (!law) return point;
  const isSaid = entry.kind !== 'provision' && /\bcheck\b/i.test(point);
  const open = law.open && !isSaid ? ` ${labels['check-first-line'].replace('{open}', law.open)}` : '';
  return `${entry.kind === 'provision' ? notInForce(knowledge, law, now) : ''}${point}${open}`;
}

function notInForce({ content: { phrases } }: Knowledge, law: Provision, now: Date): string {
  const force = inForce(law, now.toISOString().slice(0, 10) as Day);
  switch (force.kind) {
    case 'not yet':
      return `${force.from ? phrases.labels['in-force-from'].replace('{date}', longDate(force.from)) : phrases.labels['not-in-force']} `;
    case 'no longer':
      return `${phrases.labels['no-longer-in-force'].replace('{date}', longDate(force.until))} `;
    case 'in force':
    case 'not law':
      return '';
  }
}

function paragraphs(knowledge: Knowledge, entry: Entry): Paragraph[] {
  const { labels } = knowledge.content.phrases;
  const say = (text: string | undefined, label?: keyof typeof labels): Paragraph[] => {
    if (!text) return [];
    return [label ? { label: labels[label], text } : { text }];
  };
  switch (entry.kind) {
    case 'provision': {
      const { detail, example, exceptions, remedy, goodwill, policy } = entry.provision;
      return [
        ...say(detail),
        ...say(example, 'at-the-desk'),
        ...say(exceptions.join(' '), 'not-for'),
        ...say(remedy, 'remedy'),
        ...say(goodwill, 'goodwill'),
        ...say(policy, 'policy'),
      ];
    }
    case 'topic': {
      const { detail, formula, example } = entry.topic;
      return [...say(detail), ...say(formula, 'formula'), ...say(example, 'example')];
    }
    case 'situation': {
      const { detail, safety, goodwill, policy } = entry.situation;
      return [...say(safety, 'safety'), ...say(detail), ...say(goodwill, 'goodwill'), ...say(policy, 'policy')];
    }
    case 'myth': {
      const { why, example } = entry.myth;
      return [...say(why), ...say(example, 'at-the-desk')];
    }
    case 'overview':
      return [];
    case 'point':
      return say(entry.point.text.slice(firstSentence(entry.point.text).length).trim());
  }
}

/** What is open or out of date about the law that the entry rests on. */
function cautions(knowledge: Knowledge, entry: Entry, now: Date): Paragraph[] {
  const { labels } = knowledge.content.phrases;
  const today = now.toISOString().slice(0, 10);
  const rests = provisionsOf(knowledge, entry);
  const open = rests.flatMap(({ verify }) => (verify ? [{ label: labels['check-first'], text: verify }] : [])).slice(0, 1);
  const due = rests.find((provision) => provision.reviewBy < today);
  return [...open, ...(due ? [{ text: labels['review-due'].replace('{date}', longDate(due.reviewBy)) }] : [])];
}

function citations(knowledge: Knowledge, entry: Entry): Citation[] {
  const own = ['situation', 'myth', 'overview'].includes(entry.kind) ? [] : [entry.id];
  return citationsOf(knowledge, [...own, ...citesOf(entry)]);
}

/** These entries as sources, each once. */
export function citationsOf(knowledge: Knowledge, ids: readonly string[]): Citation[] {
  return [...new Set(ids)].flatMap((id) => knowledge.entry(id) ?? []).flatMap((source) => citation(knowledge, source));
}

function citation(knowledge: Knowledge, entry: Entry): Citation[] {
  switch (entry.kind) {
    case 'provision':
      return [lawCitation(knowledge, entry.provision)];
    case 'point':
      return [{ kind: 'guide', id: entry.id, guide: entry.guide, title: entry.title }];
    case 'topic':
      return [{ kind: 'topic', id: entry.id, title: entry.title, origin: entry.topic.source }];
    case 'situation':
    case 'myth':
    case 'overview':
      return [];
  }
}

/** A provision as a source. */
export function lawCitation(knowledge: Knowledge, provision: Provision): Citation & { kind: 'law' } {
  const { id, refs, section, title, link, checked, from, sureness } = provision;
  const { acts } = knowledge.content;
  // "CRA 2015 Part 1; CCR 2013 reg.27" names its Acts itself.
  const named = acts.some((act) => section.startsWith(act.short));
  const act = named ? '' : (acts.find((candidate) => candidate.id === provision.act)?.title ?? '');
  return { kind: 'law', id, refs, act, place: section, title, url: link, checked, nations: nationsOf(provision), ...(from && { from }), sureness };
}

/** The law that an entry rests on. */
export function provisionsOf(knowledge: Knowledge, entry: Entry): Provision[] {
  if (entry.kind === 'provision') return [entry.provision];
  return citesOf(entry).flatMap((id) => {
    const source = knowledge.entry(id);
    return source?.kind === 'provision' ? [source.provision] : [];
  });
}

function followUps(knowledge: Knowledge, entry: Entry): Choice[] {
  const ids = new Set([...relatedTo(entry), ...citesOf(entry)].filter((id) => id !== entry.id));
  const clock = clockFor(knowledge, provisionsOf(knowledge, entry)[0]);
  return [
    ...[...ids]
      .flatMap((id) => knowledge.entry(id) ?? [])
      .slice(0, MOST_CHOICES - clock.length)
      .map(choiceFor),
    ...clock,
  ];
}

/** The button that works out what a provision turns on: its date, or the remedies. */
export function clockFor({ content }: Knowledge, provision: Provision | undefined): Choice[] {
  const isFirst = ({ cites }: { cites: readonly string[] }) => provision !== undefined && cites.slice(0, 2).includes(provision.id);
  const clock = content.clocks.clocks.find(isFirst);
  if (clock) return [{ label: `${content.phrases.labels['work-out']}: ${clock.title}`, press: `clock:${clock.id}` }];
  return provision && content.remedies.cites.includes(provision.id) ? [{ label: content.remedies.title, press: 'clock:remedies' }] : [];
}

/** "UK", "Great Britain", or the nations by name. */
function nationsOf({ nations }: Provision): string {
  if (nations.length === NATIONS.length) return 'UK';
  if (nations.length === 3 && !nations.includes('Northern Ireland')) return 'Great Britain';
  return nations.join(', ');
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `2026-11-22` → "22 November 2026". */
export function longDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

function firstSentence(text: string): string {
  return /^.+?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
