/** Which version of the law or guide a question was written for, and what that version taught. */
import type { Content } from './content.ts';
import type { Provision, Question, QuestionVersionsFile, TaughtWords, VersionedSource } from './schema.ts';

type Sources = Pick<Content, 'provisions' | 'topics' | 'guides'>;
type Versioned = Sources & Pick<Content, 'questions' | 'questionVersions'>;

/** A short sign for each of these entries, in order, with spaces between. A sign changes when the text, the dates or the standing of its entry does. */
export function versionOf(content: Sources, cites: readonly string[]): string {
  return cites.map((id) => hashOf(teachingOf(content, id))).join(' ');
}

/** A question whose source says something else than when it was confirmed, and those of its sources that do. */
export type Parked = { readonly question: Question; readonly changed: readonly string[] };

/** The questions that must not be asked until somebody has read them again. One that was never confirmed is not among them. */
export function parkedIn(content: Versioned): Parked[] {
  return content.questions.flatMap((question): Parked[] => {
    const confirmed = content.questionVersions.questions[question.id];
    if (confirmed === undefined) return [];
    const signs = confirmed.split(' ');
    const changed = question.cites.filter((id) => !signs.includes(versionOf(content, [id])));
    return changed.length > 0 ? [{ question, changed }] : [];
  });
}

/** Ids of the questions that nobody has confirmed yet. */
export function unconfirmedIn({ questions, questionVersions }: Versioned): string[] {
  return questions.filter(({ id }) => !(id in questionVersions.questions)).map(({ id }) => id);
}

/** What somebody learned that is so no longer. */
export type Changed = {
  /** The entry. */
  readonly id: string;
  /** The rule as it was, and as it is. The same words where only details have changed. */
  readonly was: string;
  readonly is: string;
  /** ISO date of the law, or of the day on which the change was seen; undefined where neither is known. */
  readonly since?: string;
  /** The law has ended, or will, on that day. */
  readonly ends: boolean;
};

/** What has changed since this version of a question was learned; empty where nothing has, or where what was taught is not held. */
export function changesSince(content: Versioned, learned: string): Changed[] {
  return learned.split(' ').flatMap((sign): Changed[] => {
    for (const { id, before, ...now } of content.questionVersions.sources) {
      const words = now.version === sign ? now : before.find(({ version }) => version === sign);
      if (!words) continue;
      const is = taughtBy(content, id);
      return is === undefined || sign === versionOf(content, [id]) ? [] : [{ id, was: words.says, is, ...sinceWhen(content, id, words) }];
    }
    return [];
  });
}

/** Where the law tells a date that the words before did not have, that is the day; else the day on which the change was confirmed or checked. */
function sinceWhen({ provisions }: Sources, id: string, words: TaughtWords & { readonly until?: string }): Pick<Changed, 'since' | 'ends'> {
  const { from, until, checked } = provisions.find((provision) => provision.id === id) ?? {};
  if (until && until !== words.ends) return { since: until, ends: true };
  if (from && from !== words.from) return { since: from, ends: false };
  const seen = words.until ?? (checked && checked > words.confirmed ? checked : undefined);
  return { ...(seen && { since: seen }), ends: false };
}

/** What is kept once these questions have been read against their sources on this day. Former words stay, with the day until which they held. */
export function confirmed(content: Versioned, ids: readonly string[], day: string): QuestionVersionsFile {
  const { questions, questionVersions } = content;
  const read = questions.filter(({ id }) => ids.includes(id));
  const kept = Object.fromEntries(
    questions.flatMap((question) => {
      const version = ids.includes(question.id) ? versionOf(content, question.cites) : questionVersions.questions[question.id];
      return version === undefined ? [] : [[question.id, version]];
    }),
  );
  const cited = new Set(read.flatMap(({ cites }) => cites));
  const held = questionVersions.sources.map((source) => (cited.has(source.id) ? brought(content, source, day) : source));
  const added = [...cited].filter((id) => !held.some((source) => source.id === id)).map((id) => versioned(content, id, day, []));
  const sources = [...held, ...added].sort((one, other) => one.id.localeCompare(other.id));
  return { questions: Object.fromEntries(Object.entries(kept).sort(([one], [other]) => one.localeCompare(other))), sources };
}

function brought(content: Sources, source: VersionedSource, day: string): VersionedSource {
  const { id, before, ...words } = source;
  return words.version === versionOf(content, [id]) ? source : versioned(content, id, day, [...before, { ...words, until: day }]);
}

function versioned(content: Sources, id: string, confirmed: string, before: VersionedSource['before']): VersionedSource {
  const { from, until: ends } = content.provisions.find((provision) => provision.id === id) ?? {};
  const words = { version: versionOf(content, [id]), says: taughtBy(content, id) ?? '', confirmed };
  return { id, ...words, ...(from && { from }), ...(ends && { ends }), before };
}

/** What an entry teaches, in a sentence or two; undefined for an entry that has gone. */
function taughtBy({ provisions, topics, guides }: Sources, id: string): string | undefined {
  return (
    provisions.find((provision) => provision.id === id)?.rule ??
    topics.find((topic) => topic.id === id)?.point ??
    guides.flatMap(({ points }) => points).find((point) => point.id === id)?.text
  );
}

/** All that a question can rest on in an entry. */
function teachingOf(content: Sources, id: string): string {
  const provision = content.provisions.find((candidate) => candidate.id === id);
  if (provision) return rulesOf(provision).join('|');
  const topic = content.topics.find((candidate) => candidate.id === id);
  return topic ? [topic.point, topic.detail, topic.formula].join('|') : (taughtBy(content, id) ?? '');
}

function rulesOf({ section, rule, detail, exceptions, nations, from, until, standing }: Provision) {
  return [section, rule, detail, ...exceptions, ...nations, from, until, standing];
}

/** FNV-1a, 32 bits, as 8 hexadecimal figures. */
function hashOf(text: string): string {
  const hash = [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
