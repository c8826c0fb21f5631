/** What a request for a quiz asks for: about what, how many, how hard, exam or practice. Pure. */
import { find } from '../../knowledge/find.ts';
import type { Question } from '../../knowledge/schema.ts';
import { split, stemOf } from '../../knowledge/words.ts';
import { hitOf } from '../hit.ts';
import type { House } from '../house.ts';
import type { Entities } from '../turn.ts';
import { MOST_QUESTIONS, QUESTIONS_BY_DEFAULT, type Wanted } from './paper.ts';

/** The pool that a request leads to, with its name; undefined where we have no question on it. */
export type Pool = { readonly title: string; readonly questions: readonly Question[] };

/** How many entries near the words of a topic count as about it. */
const NEAR_ENTRIES = 6;
/** So much of the words must be the name of an entry. */
const LEAST_NAMED = 0.5;

export function wantedIn(house: House, text: string, { count }: Entities): Wanted {
  const said = wishesIn(house, text);
  const difficulty = said.includes('hard') ? 3 : said.includes('easy') ? 1 : undefined;
  return {
    mode: said.includes('exam') ? 'exam' : 'practice',
    count: Math.max(1, Math.min(MOST_QUESTIONS, count ?? (said.includes('exam') ? 2 * QUESTIONS_BY_DEFAULT : QUESTIONS_BY_DEFAULT))),
    ...(difficulty && { difficulty }),
    ...(said.includes('wrong') ? { only: 'wrong' } : said.includes('due') ? { only: 'due' } : {}),
  };
}

function wishesIn(house: House, text: string) {
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  return house.quizWishes.filter(({ templates }) => hitOf(templates, message)).map(({ wish }) => wish);
}

/** The questions that a message names: by a section, a model, a guide, a subject or its words; all of them where it names nothing. */
export function poolOf(house: House, text: string, { topic, ref, model, guide }: Entities): Pool | undefined {
  const { questions, subjects, provisions, guides } = bankOf(house);
  const citing = (isIt: (id: string) => boolean) => questions.filter(({ cites }) => cites.some(isIt));
  if (ref) {
    const held = provisions.filter(({ refs }) => refs.includes(ref)).map(({ id }) => id);
    const on = citing((id) => held.includes(id));
    if (on.length > 0) return { title: ref, questions: on };
  }
  if (model)
    return filled(
      house.knowledge.entry(model)?.title ?? model,
      citing((id) => id === model),
    );
  if (guide && !subjects.some(({ id }) => id === topic))
    return filled(
      guides.find(({ id }) => id === guide)?.title ?? guide,
      citing((id) => id.startsWith(`${guide}#`)),
    );
  const subject = subjects.find(({ id }) => id === topic);
  // "Consumer rights" names the subject, and not what is tagged "consumer".
  const tags = tagsIn(questions, text).filter(
    (tag) => !subject?.names.some((name) => isSaid(text, name) && namesOf(tag).some((word) => name !== word && isSaid(name, word))),
  );
  if (subject) {
    const ofSubject = questions.filter((question) => question.subject === subject.id);
    const tagged = ofSubject.filter((question) => question.tags.some((tag) => tags.includes(tag)));
    return filled(subject.title, tagged.length >= QUESTIONS_BY_DEFAULT ? tagged : ofSubject);
  }
  if (tags.length > 0)
    return filled(
      tags.map(plainTag).join(', '),
      questions.filter((question) => question.tags.some((tag) => tags.includes(tag))),
    );
  if (topic === undefined || isAnything(house, topic)) return { title: house.knowledge.content.phrases.labels['a-mix'], questions };
  const named = find(house.knowledge.finder, house.knowledge.words.read(topic).terms, NEAR_ENTRIES)
    .filter((found) => found.named >= LEAST_NAMED)
    .map(({ entry }) => house.knowledge.entries[entry]?.id ?? '');
  const on = citing((id) => named.includes(id));
  return filled(topic, on.length > 0 ? on : questions.filter((question) => isAbout(house, question, topic)));
}

/** Whether all words of the topic stand in the question or in the title of what it tests. */
function isAbout({ knowledge }: House, { scene = '', ask, cites }: Question, topic: string): boolean {
  const stemsOf = (text: string) => split(text).map(stemOf);
  const stands = new Set(stemsOf([scene, ask, ...cites.map((id) => knowledge.entry(id)?.title ?? '')].join(' ')));
  return stemsOf(topic).every((stem) => stands.has(stem));
}

/** The questions on an entry; where there are none, those on what it rests on. */
export function poolOn(house: House, id: string): Pool | undefined {
  const entry = house.knowledge.entry(id);
  const on = bankOf(house).questions.filter(({ cites }) => cites.includes(id));
  if (!entry) return undefined;
  if (on.length > 0 || entry.kind !== 'provision') return filled(entry.title, on);
  const subject = house.knowledge.content.slots.subjects.find(({ acts }) => acts.includes(entry.provision.act));
  return subject && poolAbout(house, subject.id);
}

/** The questions of a subject. */
export function poolAbout(house: House, id: string): Pool | undefined {
  const { questions, subjects } = bankOf(house);
  const subject = subjects.find((candidate) => candidate.id === id);
  return (
    subject &&
    filled(
      subject.title,
      questions.filter((question) => question.subject === id),
    )
  );
}

/** What is to be had, and what it can be about. */
function bankOf({ bank, knowledge: { content } }: House) {
  return { questions: bank(), subjects: content.slots.subjects, provisions: content.provisions, guides: content.guides };
}

function filled(title: string, questions: readonly Question[]): Pool | undefined {
  return questions.length > 0 ? { title, questions } : undefined;
}

function tagsIn(questions: readonly Question[], text: string): string[] {
  const tags = new Set(questions.flatMap((question) => question.tags));
  return [...tags].filter((tag) => namesOf(tag).some((name) => isSaid(text, name)));
}

function namesOf(tag: string): string[] {
  return [plainTag(tag), plainTag(tag).replace(/s$/, '')];
}

function plainTag(tag: string): string {
  return tag.replaceAll('-', ' ');
}

function isSaid(text: string, words: string): boolean {
  return ` ${split(text).join(' ')} `.includes(` ${split(words).join(' ')} `);
}

function isAnything(house: House, topic: string): boolean {
  return (
    hitOf(
      house.quizWishes.filter(({ wish }) => wish === 'anything').flatMap(({ templates }) => templates),
      house.asMessage(house.knowledge.words.read(topic).tokens),
    ) !== undefined
  );
}
