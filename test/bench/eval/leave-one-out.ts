/** Leave-one-out over our own everyday questions: with a question taken out of the content, is its entry still found? */
import { houseOf } from '../../../dialogs/house.ts';
import { NEW_SESSION } from '../../../dialogs/turn.ts';
import { understand } from '../../../dialogs/understand.ts';
import { citesOf, type Entry } from '../../../knowledge/entries.ts';
import { derive, type Knowledge, knowledgeOf } from '../../../knowledge/knowledge.ts';
import { type Ask, asksOf, dealt, without } from './folds.ts';

/** A fold holds one in so many of our everyday questions. */
const FOLDS = 20;

export type Outcome = {
  readonly ask: string;
  /** The entry that owns the question. */
  readonly entry: Entry;
  /** Place of that entry among those answered with, offered or named as nearest: 1 for the first, 0 where it is not among them. */
  readonly place: number;
  /** Whether the first entry is that entry, or rests on a source it rests on too. */
  readonly alike: boolean;
  /** What the person gets: an answer (right if alike), a choice, a refusal, or another intent altogether. */
  readonly as: 'answered' | 'offered' | 'refused' | 'another intent';
  /** Id of the entry that came first, or '' where none did. */
  readonly winner: string;
  readonly decided: string;
  readonly score: number;
};

/**
 * One outcome for each `every`-th everyday question, in the order of the content.
 *
 * The questions go in folds of one in twenty of all. For each fold everything that is worked out from content is worked out again without its
 * questions: both indexes, names, vocabulary counts, and the examples of the intent and the topicality scorer. So a question leaves nothing
 * behind, nor does one that reads the same. Approximated: a question is missing together with the others of its fold (of an entry's, one in
 * twenty), and the speller knows all words of the content, which matters only to a word that stands in one question alone and is no English.
 * Names and titles stay, and so do the templates and meanings that people wrote with these questions in mind.
 */
export function leaveOneOut(knowledge: Knowledge, every: number): Outcome[] {
  const asks = asksOf(knowledge.entries, knowledge.words, every);
  const outcomes = new Map(dealt(asks, Math.ceil(FOLDS / every)).flatMap((fold) => judged(knowledge, fold)));
  return asks.flatMap((ask) => outcomes.get(ask) ?? []);
}

function judged(knowledge: Knowledge, fold: readonly Ask[]): [Ask, Outcome][] {
  const content = without(knowledge.content, fold, knowledge.words);
  const house = houseOf({ ...knowledgeOf(content, derive(content), () => true), words: knowledge.words });
  return fold.map((ask) => {
    const { band, intent, entries, because } = understand(house, NEW_SESSION, ask.text);
    const [winner = ''] = entries;
    const first = knowledge.entry(winner);
    const outcome: Outcome = {
      ask: ask.text,
      entry: ask.entry,
      place: entries.indexOf(ask.entry.id) + 1,
      alike: first !== undefined && restOnTheSame(first, ask.entry),
      as: intent === 'small_talk_or_out_of_scope' || band === 'unknown' ? 'refused' : winner === '' ? 'another intent' : OUTCOME[band],
      winner,
      decided: because.detail,
      score: because.score,
    };
    return [ask, outcome];
  });
}

const OUTCOME = { sure: 'answered', choose: 'offered' } as const;

function restOnTheSame(one: Entry, other: Entry): boolean {
  const sources = [other.id, ...citesOf(other)];
  return [one.id, ...citesOf(one)].some((id) => sources.includes(id));
}
