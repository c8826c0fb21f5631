/** Answers to short messages about the answer before: its source, its reason, shorter, again, an example, another nation. Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { factsIn } from '../knowledge/facts.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type FollowUp, NATIONS } from '../knowledge/lists.ts';
import { answer, provisionsOf } from './answer.ts';
import type { Citation, Reply } from './turn.ts';

/** What is said about `entry`, the last answer; `meanings` are those of the message. */
export function followUpReply(knowledge: Knowledge, entry: Entry, kind: FollowUp, meanings: readonly string[], now: Date): Reply {
  const whole = answer(knowledge, entry, now);
  const { labels } = knowledge.content.phrases;
  const [provision] = provisionsOf(knowledge, entry).filter(({ id }) => id !== entry.id);
  switch (kind) {
    case 'again':
      return whole;
    case 'shorter':
      return { ...whole, more: [] };
    case 'source': {
      const isLaw = whole.cites.some((cite) => cite.kind === 'law');
      return { ...whole, point: labels[isLaw ? 'its-source' : 'not-law'].replace('{source}', namesOf(whole.cites)), more: [] };
    }
    case 'why': {
      const [detail, ...rest] = whole.more.filter(({ label }) => !label);
      if (!provision) return { ...whole, point: detail?.text ?? whole.point, more: rest };
      const rule = { label: labels['rule-behind'], text: provision.rule };
      return detail ? { ...whole, point: detail.text, more: [rule] } : { ...whole, point: provision.rule, more: [] };
    }
    case 'more':
      return { ...whole, point: labels['all-said'], more: [] };
    case 'example':
      return { ...whole, point: exampleOf(entry) ?? provision?.example ?? labels['no-example'], more: [] };
    case 'nation':
      return inNation(knowledge, entry, whole, meanings);
  }
}

/** The entry that says more about this one: the law it rests on, or what it is related to. */
export function moreAbout(knowledge: Knowledge, entry: Entry, now: Date): string | undefined {
  const law = provisionsOf(knowledge, entry).find(({ id }) => id !== entry.id)?.id;
  return (
    law ??
    answer(knowledge, entry, now)
      .choices.find(({ press }) => press.startsWith('ask:'))
      ?.press.slice('ask:'.length)
  );
}

/** "Consumer Rights Act 2015 s.23, s.24; the guide …": the places of an Act behind its name. */
function namesOf(cites: readonly Citation[]): string {
  const places = new Map<string, string[]>();
  for (const cite of cites) {
    const [name, place] =
      cite.kind === 'law' ? [cite.act, cite.place] : [cite.kind === 'guide' ? `the guide "${cite.guide}"` : `the topic "${cite.title}"`, ''];
    places.set(name, [...(places.get(name) ?? []), place].filter(Boolean));
  }
  return [...places].map(([name, all]) => [name, all.join(', ')].filter(Boolean).join(' ')).join('; ');
}

function exampleOf(entry: Entry): string | undefined {
  if (entry.kind === 'provision') return entry.provision.example;
  if (entry.kind === 'myth') return entry.myth.example;
  return entry.kind === 'topic' ? entry.topic.example : undefined;
}

/** Whether the law of the answer is that of the nation named; what the answer itself says of that nation goes first. */
function inNation(knowledge: Knowledge, entry: Entry, whole: Reply, meanings: readonly string[]): Reply {
  const { labels } = knowledge.content.phrases;
  const told = factsIn(meanings, knowledge.content.facts.facts).get('nation') ?? [];
  const nation = NATIONS.find((name) => meanings.includes(`~${name.toLowerCase().replace(' ', '-')}`)) ?? told.join(', ');
  const rests = provisionsOf(knowledge, entry);
  const own = [whole.point, ...whole.more.map(({ text }) => text)];
  const special = own.flatMap((text) => text.split(/(?<=[.!?])\s+/)).filter((sentence) => sentence.includes(nation));
  const isSame = rests.every(({ nations }) => nations.some((name) => name === nation));
  const general = labels[rests.length === 0 ? 'no-nation' : isSame ? 'same-nation' : 'other-nation'].replace('{nation}', nation);
  const point = special.length > 0 && isSame ? special.join(' ') : general;
  return { ...whole, point, more: special.includes(whole.point) || own[0] === point ? [] : [{ text: whole.point }] };
}
