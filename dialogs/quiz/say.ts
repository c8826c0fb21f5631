/** What is said in a quiz: its questions, the feedback, the end. Pure. */
import type { Day } from '../../knowledge/calendar.ts';
import type { LabelName } from '../../knowledge/lists.ts';
import type { Question } from '../../knowledge/schema.ts';
import { citationsOf, longDate } from '../answer.ts';
import type { House } from '../house.ts';
import { filled } from '../say.ts';
import type { Choice, Reply } from '../turn.ts';
import { mark, rightAnswer, withUnit } from './mark.ts';
import type { Given, Quiz } from './quiz.ts';
import { letterOf, picksOf, type Shown, shownOf } from './shown.ts';

type Paragraph = Reply['more'][number];

/** The open question of a quiz, or undefined at its end. The same quiz gives the same words. */
export function openQuestion(house: House, quiz: Quiz): Question | undefined {
  const id = quiz.paper[quiz.attempts.length];
  return house.knowledge.content.questions.find((question) => question.id === id);
}

/** A question with its options and buttons. Its source is not shown yet: it would give the answer away. */
export function questionReply(house: House, quiz: Quiz, question: Question, isAskingCertainty: boolean): Reply {
  const { labels } = house.knowledge.content.phrases;
  const shown = shownOf(question, quiz.seed);
  const lefts = question.kind === 'match' ? question.pairs.map(({ left }, at) => ({ label: String(at + 1), text: left })) : [];
  const place = filled(labels['question-of'], { at: quiz.attempts.length + 1, count: quiz.paper.length });
  return {
    heading: [place, quiz.title].join(' · '),
    point: [question.scene, question.ask].filter(Boolean).join(' '),
    lines: [...lefts, ...shown.map(({ text }, at) => ({ label: letterOf(at), text }))],
    more: [...howTo(house, question), ...pickedSoFar(house, quiz, question, shown)].map((text) => ({ text })),
    cites: [],
    choices: [
      ...shown.flatMap(({ place, text }, at): Choice[] =>
        quiz.picked?.includes(place) ? [] : [{ label: question.kind === 'true-false' ? text : letterOf(at), press: `pick:${question.id}:${place}` }],
      ),
      ...(isAskingCertainty && quiz.sure === undefined
        ? [
            { label: labels.sure, press: 'quizdo:sure' },
            { label: labels.guess, press: 'quizdo:guess' },
          ]
        : []),
      ...(quiz.mode === 'practice' && !quiz.hint ? [{ label: labels.hint, press: 'quizdo:hint' }] : []),
      { label: labels.pass, press: 'quizdo:pass' },
    ],
  };
}

/** How the question is answered, where a letter is not all. */
function howTo({ knowledge }: House, question: Question): string[] {
  const { labels } = knowledge.content.phrases;
  const letters = Array.from({ length: picksOf(question) }, (_, at) => letterOf(at)).reverse();
  switch (question.kind) {
    case 'several':
      return [filled(labels['choose-so-many'], { count: question.choose })];
    case 'order':
      return [filled(labels['put-in-order'], { example: letters.join(' ') })];
    case 'match':
      return [filled(labels['match-them'], { example: letters.map((letter, at) => `${at + 1}${letter}`).join(' ') })];
    case 'number':
      return [filled(labels['type-a-number'], { unit: question.unit })];
    case 'date':
      return [labels['type-a-date']];
    case 'short':
      return [labels['type-words']];
    case 'one':
    case 'true-false':
      return [];
  }
}

/** What was tapped so far of a question that takes several. */
function pickedSoFar({ knowledge }: House, { picked = [] }: Quiz, question: Question, shown: Shown): string[] {
  const { labels } = knowledge.content.phrases;
  if (picked.length === 0) return [];
  const letters = picked.map((place) => letterOf(shown.findIndex((option) => option.place === place))).join(', ');
  const next = question.kind === 'match' ? question.pairs[picked.length]?.left : undefined;
  return [
    filled(labels['picked-so-far'], { letters, count: picksOf(question) - picked.length }),
    ...(next ? [filled(labels['match-next'], { left: next })] : []),
  ];
}

/** What is said to an answer in practice: right or not in the first words, why, its source, and the way to it. */
export function feedbackReply(house: House, quiz: Quiz, question: Question): Reply {
  const { labels } = house.knowledge.content.phrases;
  const attempt = quiz.attempts.at(-1);
  const given = attempt?.given ?? [];
  const { remarks } = mark(question, given);
  const score = attempt?.score ?? 0;
  const wrong = remarks.filter(({ isRight }) => !isRight);
  const opening = openingOf(given, score, attempt?.sure);
  const answer = score < 1 || isNamed(question) ? ` ${answerText(house, quiz, question)}` : '';
  const more: Paragraph[] = [
    ...wrong.map(({ about, why }) => ({
      label: isPicked(question) ? about : filled(labels['you-answered'], { answer: aboutOf(quiz, question, about) }),
      text: why,
    })),
    { text: question.why },
  ];
  const [source] = question.cites;
  const entry = house.knowledge.entry(source ?? '');
  return {
    point: `${labels[opening]}${answer}`,
    more: more.filter(({ text }, at) => more.findIndex((other) => other.text === text) === at),
    cites: citationsOf(house.knowledge, question.cites),
    choices: entry ? [{ label: filled(labels['look-it-up'], { title: entry.title }), press: `ask:${entry.id}` }] : [],
  };
}

/** What is put in order or matched is remarked on by the thing itself, not by what was said. */
function isPicked({ kind }: Question): boolean {
  return kind === 'order' || kind === 'match';
}

/** What is chosen by its letter is named with its words too. */
function isNamed({ kind }: Question): boolean {
  return kind === 'one' || kind === 'several';
}

function openingOf(given: Given, score: number, sure: string | undefined): LabelName {
  if (given.length === 0) return 'passed-over';
  if (score === 1) return sure === 'guess' ? 'guessed-right' : 'right';
  if (sure === 'sure') return 'sure-and-wrong';
  return score > 0 ? 'partly-right' : 'not-quite';
}

/** "The answer is B: she may refuse …" */
function answerText({ knowledge }: House, quiz: Quiz, question: Question): string {
  const { labels } = knowledge.content.phrases;
  const shown = shownOf(question, quiz.seed);
  const letters = (texts: readonly string[]) => texts.map((text) => letterOf(shown.findIndex((option) => option.text === text)));
  const right = rightAnswer(question, (day) => longDate(day as Day));
  switch (question.kind) {
    case 'one':
      return filled(labels['the-answer-is'], { answer: `${letters(right)}: ${withoutStop(right.join())}` });
    case 'several':
      return filled(labels['the-answers-are'], { answer: letters(right).sort().join(', ') });
    case 'order':
      return filled(labels['the-order-is'], { answer: `${letters(right).join(', ')}: ${right.map(withoutStop).join('; ')}` });
    case 'match':
      return filled(labels['the-answers-are'], { answer: question.pairs.map(({ right: text }, at) => `${at + 1}${letters([text])}`).join(', ') });
    case 'true-false':
    case 'number':
    case 'date':
    case 'short':
      return filled(labels['the-answer-is'], {
        answer: right
          .map(withoutStop)
          .join(', ')
          .replace(/^(True|False)$/, (word) => word.toLowerCase()),
      });
  }
}

/** What was answered, as feedback names it: "B", "14 days". */
function aboutOf({ seed }: Quiz, question: Question, about: string): string {
  if (question.kind === 'number') return withUnit(Number(about), question.unit);
  if (question.kind === 'date') return longDate(about as Day);
  const at = shownOf(question, seed).findIndex(({ text }) => text === about);
  return question.kind === 'one' || question.kind === 'several' ? letterOf(at) : about;
}

function withoutStop(text: string): string {
  return text.replace(/[.?]$/, '');
}
