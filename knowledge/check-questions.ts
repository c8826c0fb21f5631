/** The quality gate of the quiz: every question can be answered, by what it says, in one way. */
import type { Entries, Report } from './checks.ts';
import type { Question, SlotsFile } from './schema.ts';
import { split } from './words.ts';

/** Options that point at other options. */
const ABOVE = /\b(all|none|both|neither|either) of (the|these|them)( above)?\b|\b(all|none) of the above\b|\b(both )?[a-d] (and|or) [a-d]\b/i;
/** A word that turns the question round, without capitals. Quoted speech is another's. */
const NEGATIVE = /\b(not|except|never|false|untrue|incorrect|wrong)\b/;
const QUOTED = /"[^"]*"|“[^”]*”|'[^']*'(?=\W|$)/g;
/** Questions whose words are so alike are one. */
const TOO_ALIKE = 0.75;

/** Reports what a good question must not have; `about` are all entries that can be cited. */
export function checkQuestions(questions: readonly Question[], { subjects }: SlotsFile, about: Entries, report: Report): void {
  const provisions = new Map(about.provisions.map((provision) => [provision.id, provision]));
  const sources = new Set([
    ...provisions.keys(),
    ...about.topics.map(({ id }) => id),
    ...about.guides.flatMap(({ points }) => points.map(({ id }) => id)),
  ]);
  const mistakes = new Set([
    ...about.myths.map(({ id }) => id),
    ...about.guides.flatMap(({ points }) => points.filter(({ section }) => section === 'mistakes').map(({ id }) => id)),
  ]);
  const seen = new Set<string>();
  for (const question of questions) {
    if (seen.has(question.id)) report(question, ['id'], `the id "${question.id}" is used twice`, 'Give each question its own id.');
    if (!subjects.some(({ id }) => id === question.subject))
      report(question, ['subject'], `"${question.subject}" is no subject of slots.yaml`, 'Correct it, or add the subject there.');
    question.cites.forEach((id, at) => {
      if (!sources.has(id)) report(question, ['cites', at], `"${id}" is no provision, topic or guide point`, 'Correct the id.');
      if (provisions.get(id)?.sureness === 'check first')
        report(question, ['cites', at], `"${id}" must be checked before relying on it`, 'Test something that is sure, or wait until it is.');
      if (at === 0 && provisions.get(id)?.standing === 'planned')
        report(question, ['cites', at], `"${id}" is not in force yet`, 'Ask for what is law.');
    });
    for (const shows of shown(question))
      if (!mistakes.has(shows))
        report(question, ['id'], `"${shows}" in shows is no myth and no mistake of a guide`, 'Correct the id, or leave it out.');
    for (const [path, problem, cure] of faultsOf(question)) report(question, path, problem, cure);
    seen.add(question.id);
  }
  for (const [one, other] of alike(questions))
    report(other, ['ask'], `the question is nearly the same as "${one.id}"`, 'Ask for something else, or take one of them out.');
}

type Fault = readonly [path: string[], problem: string, cure: string];

function faultsOf(question: Question): Fault[] {
  const faults: Fault[] = [];
  const options = 'options' in question ? question.options : [];
  const right = options.filter((option) => option.right).length;
  const wanted = question.kind === 'several' ? question.choose : 1;
  if (options.length > 0 && right !== wanted)
    faults.push([['options'], `${right} options are right, not ${wanted}`, 'Mark just so many with "right: true".']);
  if (question.kind === 'several' && right === options.length)
    faults.push([['options'], 'every option is right', 'Add options that are wrong, or ask in another way.']);
  if (question.kind === 'true-false' && options.map(({ text }) => text).join() !== 'True,False')
    faults.push([['options'], 'the options are not "True" and "False"', 'Write them so, in this order.']);
  const texts = textsOf(question);
  if (new Set(texts.map(plain)).size < texts.length) faults.push([['id'], 'two of its answers have the same words', 'Make them different.']);
  if (options.some(({ text }) => ABOVE.test(text)))
    faults.push([['options'], 'an option points at other options', 'Let every option stand for itself: they are shown in any order.']);
  if (question.kind !== 'true-false' && NEGATIVE.test(question.ask.replace(QUOTED, '')))
    faults.push([['ask'], 'the question has a negative that is easily missed', 'Ask for what is right, or write the word in capitals: NOT.']);
  if ('near' in question && question.near.some(({ value }) => value === ('answer' in question ? question.answer : question.accepted[0])))
    faults.push([['near'], 'an answer is both right and wrong', 'Take it out of near.']);
  return faults;
}

/** The words of everything that can be chosen. */
function textsOf(question: Question): string[] {
  switch (question.kind) {
    case 'one':
    case 'several':
    case 'true-false':
      return question.options.map(({ text }) => text);
    case 'order':
      return question.items.map(({ text }) => text);
    case 'match':
      return question.pairs.flatMap(({ left, right }) => [left, right]);
    case 'number':
    case 'date':
    case 'short':
      return [];
  }
}

/** The myths and mistakes that wrong answers show. */
export function shown(question: Question): string[] {
  const answers = 'options' in question ? question.options : 'near' in question ? question.near : [];
  return answers.flatMap(({ shows }) => shows ?? []);
}

/** Pairs of questions in nearly the same words. */
export function alike(questions: readonly Question[]): [Question, Question][] {
  const read = questions.map((question) => ({ question, words: new Set(split([question.scene, question.ask, ...textsOf(question)].join(' '))) }));
  return read.flatMap(({ question, words }, at) =>
    read.slice(at + 1).flatMap((other): [Question, Question][] => (share(words, other.words) >= TOO_ALIKE ? [[question, other.question]] : [])),
  );
}

/** The part of their words that two questions share, 0 to 1 (Jaccard). */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both / (one.size + other.size - both || 1);
}

function plain(text: string): string {
  return split(text).join(' ');
}
