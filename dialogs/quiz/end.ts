/** The end of a quiz: the score, what was strong, what to look at again, how sure and how right. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import { dueOf } from '../../knowledge/spacing.ts';
import type { House } from '../house.ts';
import { filled } from '../say.ts';
import type { Choice, PartKind, Reply } from '../turn.ts';
import { barsOf, type Legend, pictureOf, tagTitle } from './chart.ts';
import { CERTAINTIES, type Learning, type Quiz } from './quiz.ts';
import { feedbackReply } from './say.ts';

const MOST_STRONG = 3;
const MOST_AGAIN = 2;
/** Fewer answers than these are no picture. */
const LEAST_PICTURED = 3;
const LEGEND: Legend = [
  { kind: 'good', label: 'score-right' },
  { kind: 'fair', label: 'score-partly' },
  { kind: 'bad', label: 'score-wrong' },
];
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

type Done = { readonly question: Question; readonly attempt: Quiz['attempts'][number] };

/** What is said when a quiz ends or is stopped; in exam mode with the feedback to every answer that was not right. */
export function endReplies(house: House, quiz: Quiz, learning: Learning, now: Date): Reply[] {
  const { questions } = house.knowledge.content;
  const done = quiz.attempts.flatMap((attempt): Done[] => {
    const question = questions.find(({ id }) => id === attempt.question);
    return question ? [{ question, attempt }] : [];
  });
  return [...(quiz.mode === 'exam' ? examFeedback(house, quiz, done) : []), endReply(house, quiz, done, learning, now)];
}

function endReply(house: House, quiz: Quiz, done: readonly Done[], learning: Learning, now: Date): Reply {
  const { labels } = house.knowledge.content.phrases;
  const again = toLookAt(done);
  const strong = [...new Set(done.filter(({ attempt }) => attempt.score === 1).map(({ question }) => titleOf(house, question)))];
  const minutes = Math.max(1, Math.round((now.getTime() - Date.parse(quiz.begun)) / MINUTE_MS));
  return {
    heading: quiz.title,
    point: [scoreOf(house, quiz), ...(quiz.mode === 'exam' ? [filled(labels['took-minutes'], { count: minutes })] : [])].join(' '),
    more: [
      ...(again.length > 0 ? [{ label: labels['look-again'], text: `${again.map((one) => titleOf(house, one.question)).join('; ')}.` }] : []),
      ...(strong.length > 0 ? [{ label: labels.strong, text: `${strong.slice(0, MOST_STRONG).join('; ')}.` }] : []),
      ...certainty(house, done),
      ...nextTime(house, done, learning, now),
    ],
    cites: [],
    choices: [
      ...again.flatMap(({ question }): Choice[] => {
        const entry = house.knowledge.entry(question.cites[0] ?? '');
        return entry ? [{ label: filled(labels['look-it-up'], { title: entry.title }), press: `ask:${entry.id}` }] : [];
      }),
      ...(again.length > 0 ? [{ label: labels['what-i-got-wrong'], press: 'quizon:wrong' }] : []),
      { label: labels['another-quiz'], press: 'quizdo:another' },
      { label: labels['how-am-i-doing'], press: 'quizdo:progress' },
    ],
    ...(done.length >= LEAST_PICTURED && { picture: pictureOf(house, labels['score-chart'], barsOf(done, topicIn(house, done), kindOf), LEGEND) }),
  };
}

/** What a picture tells apart in this quiz: its subjects, or what its one subject is about. */
function topicIn({ knowledge }: House, done: readonly Done[]): (one: Done) => string {
  const titles = new Map(knowledge.content.slots.subjects.map(({ id, title }) => [id, title]));
  const isMixed = new Set(done.map(({ question }) => question.subject)).size > 1;
  return ({ question }) => (isMixed ? (titles.get(question.subject) ?? question.subject) : tagTitle(question.tags[0]));
}

function kindOf({ attempt: { score } }: Done): PartKind {
  return score === 1 ? 'good' : score > 0 ? 'fair' : 'bad';
}

/** "You got 4 of 5 right." */
export function scoreOf({ knowledge }: House, quiz: Quiz): string {
  const { labels } = knowledge.content.phrases;
  const right = quiz.attempts.filter(({ score }) => score === 1).length;
  const isOver = quiz.attempts.length === quiz.paper.length;
  return filled(labels[isOver ? 'score' : 'score-so-far'], { right, count: quiz.attempts.length });
}

/** The two that most need it: sure and wrong first, then the worst. */
function toLookAt(done: readonly Done[]): Done[] {
  const needOf = ({ attempt }: Done) => (attempt.sure === 'sure' ? 2 : 0) + 1 - attempt.score;
  const wrong = done.filter(({ attempt }) => attempt.score < 1).sort((one, other) => needOf(other) - needOf(one));
  return wrong.filter((one, at) => wrong.findIndex((other) => other.question.cites[0] === one.question.cites[0]) === at).slice(0, MOST_AGAIN);
}

function titleOf({ knowledge }: House, { cites }: Question): string {
  return knowledge.entry(cites[0] ?? '')?.title ?? '';
}

/** "How sure you were: sure 3, right 2; guessed 1, right 1." Nothing where it was never said. */
function certainty({ knowledge }: House, done: readonly Done[]): Reply['more'][number][] {
  const { labels } = knowledge.content.phrases;
  const parts = CERTAINTIES.flatMap((certainty) => {
    const said = done.filter(({ attempt }) => attempt.sure === certainty);
    const right = said.filter(({ attempt }) => attempt.score === 1).length;
    return said.length > 0 ? [filled(labels[`certainty-${certainty}`], { count: said.length, right })] : [];
  });
  return parts.length > 0 ? [{ label: labels.certainty, text: `${parts.join('; ')}.` }] : [];
}

/** When the first of these comes again. */
function nextTime({ knowledge }: House, done: readonly Done[], { cards, exam }: Learning, now: Date): { text: string }[] {
  const due = done.flatMap(({ question: { id } }) => (cards[id] ? [dueOf(cards[id], exam)] : [])).sort()[0];
  if (due === undefined) return [];
  const count = Math.max(1, Math.round((Date.parse(due) - now.getTime()) / DAY_MS));
  return [{ text: filled(knowledge.content.phrases.labels['again-in'], { count }) }];
}

/** After an exam: what there is to say to each answer that was not right. */
function examFeedback(house: House, quiz: Quiz, done: readonly Done[]): Reply[] {
  return done
    .filter(({ attempt }) => attempt.score < 1)
    .map(({ question, attempt }) => {
      const reply = feedbackReply(house, { ...quiz, attempts: [attempt] }, question);
      return {
        ...reply,
        heading: [
          filled(house.knowledge.content.phrases.labels['question-of'], { at: quiz.paper.indexOf(question.id) + 1, count: quiz.paper.length }),
          question.ask,
        ].join(' · '),
      };
    });
}
