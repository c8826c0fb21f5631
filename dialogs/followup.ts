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
      return { ...whole, point: labels[isLaw ? 'its-source' : 'not-law'].replace('{source}', whole.cites.map(named).join('; ')), more: [] };
    }
    case 'why': {
      const [reason, ...rest] = provision ? [provision.rule] : whole.more.map(({ text }) => text);
      if (reason === undefined) return { ...whole, more: [] };
      return {
        ...whole,
        point: `${labels['rule-behind']}: ${reason}`,
        more: provision ? whole.more.filter(({ label }) => !label) : rest.map((text) => ({ text })),
      };
    }
    case 'more': {
      const next = knowledge.entry(provision?.id ?? relatedTo(whole) ?? '');
      return next ? answer(knowledge, next, now) : { ...whole, point: labels['all-said'], more: [] };
    }
    case 'example': {
      const example = exampleOf(entry) ?? provision?.example;
      return { ...whole, point: example ?? labels['no-example'], more: [] };
    }
    case 'nation':
      return inNation(knowledge, entry, whole, meanings);
  }
}

/** "Consumer Rights Act 2015 s.22", the guide or the topic. */
function named(cite: Citation): string {
  if (cite.kind === 'law') return [cite.act, cite.place].filter(Boolean).join(' ');
  return cite.kind === 'guide' ? `the guide "${cite.guide}"` : `the topic "${cite.title}"`;
}

function relatedTo(whole: Reply): string | undefined {
  return whole.choices.find(({ press }) => press.startsWith('ask:'))?.press.slice('ask:'.length);
}

function exampleOf(entry: Entry): string | undefined {
  if (entry.kind === 'provision') return entry.provision.example;
  return entry.kind === 'topic' ? entry.topic.example : undefined;
}

/** Whether the law of the answer is that of the nation named, with what the answer says about that nation. */
function inNation(knowledge: Knowledge, entry: Entry, whole: Reply, meanings: readonly string[]): Reply {
  const { labels } = knowledge.content.phrases;
  const told = factsIn(meanings, knowledge.content.facts.facts).get('nation') ?? [];
  const nation = NATIONS.find((name) => meanings.includes(`~${name.toLowerCase().replace(' ', '-')}`)) ?? told.join(', ');
  const rests = provisionsOf(knowledge, entry);
  const isSame = rests.every(({ nations }) => nations.some((name) => name === nation));
  const point = labels[isSame ? 'same-nation' : 'other-nation'].replace('{nation}', nation);
  const all = [whole.point, ...whole.more.map(({ text }) => text), ...rests.flatMap(({ detail, exceptions }) => [detail ?? '', ...exceptions])];
  const special = all.flatMap((text) => text.match(/[^.!?]+[.!?]+/g) ?? []).find((sentence) => sentence.includes(nation));
  return { ...whole, point, more: [...(special ? [{ text: special.trim() }] : []), { text: whole.point }] };
}
