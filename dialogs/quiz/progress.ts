/** How somebody is doing: by subject what is learned, shaky, sure but wrong, not met and due, and whether it goes up. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import { recallChance } from '../../knowledge/spacing.ts';
import { citationsOf } from '../answer.ts';
import type { House } from '../house.ts';
import { filled, phrase } from '../say.ts';
import type { Choice, PartKind, Reply } from '../turn.ts';
import { type Bar, barsOf, type Legend, pictureOf, tagTitle } from './chart.ts';
import { isDue, sureAndWrong } from './paper.ts';
import { examAhead } from './plan-say.ts';
import type { Learning } from './quiz.ts';

/** From here on a question counts as learned, if its last answer was right. */
const LEARNED_CHANCE = 0.9;
const LEARNED_STABILITY = 7;
const TREND = 20;
const MOST_WRONG = 3;

const LEGEND: Legend = [
  { kind: 'good', label: 'learned' },
  { kind: 'fair', label: 'shaky' },
  { kind: 'bad', label: 'sure-but-wrong' },
  { kind: 'none', label: 'not-met' },
];

/** The progress in everything, or in one subject (its id in slots.yaml). */
export function progressReply(house: House, learning: Learning, now: Date, about?: string): Reply {
  const { labels } = house.knowledge.content.phrases;
  const subject = house.knowledge.content.slots.subjects.find(({ id }) => id === about);
  const questions = house.bank().filter((question) => subject === undefined || question.subject === subject.id);
  const met = questions.filter(({ id }) => learning.cards[id]);
  if (met.length === 0) return nothingYet(house, subject);
  const stateOf = (question: Question) => stateIn(learning, question, now);
  const groupOf = subject ? partOf(house, questions) : subjectTitle(house);
  const bars = barsOf(questions, groupOf, stateOf);
  const due = questions.filter(({ id }) => isDue(learning, id, now));
  const wrong = questions.filter((question) => stateOf(question) === 'bad');
  const title = [labels.progress, subject?.title].filter(Boolean).join(' · ');
  const dueIn = (bar: Bar) => due.filter((question) => groupOf(question) === bar.label).length;
  return {
    heading: title,
    point: filled(labels['progress-point'], {
      learned: questions.filter((question) => stateOf(question) === 'good').length,
      count: questions.length,
    }),
    lines: [
      ...sureButWrong(house, wrong),
      ...bars.filter(isMet).map((bar) => ({ label: bar.label, text: `${countsText(house, bar, dueIn(bar))}.` })),
    ],
    more: [
      ...notMet(house, bars),
      ...(learning.attempts.length > 0 ? [{ label: labels.trend, text: trendText(house, learning, questions) }] : []),
      ...(subject ? [] : examAhead(house, learning, now)),
    ],
    cites: citationsOf(house.knowledge, [...new Set(wrong.slice(0, MOST_WRONG).flatMap(({ cites }) => cites[0] ?? []))]),
    choices: [
      ...lookUps(house, wrong),
      ...(due.length > 0 || learning.exam !== undefined ? [{ label: labels['whats-due'], press: 'quizdo:due' }] : []),
      ...(learning.attempts.some(({ score }) => score < 1) ? [{ label: labels['what-i-got-wrong'], press: 'quizon:wrong' }] : []),
      { label: subject?.title ?? labels['something-new'], press: subject ? `quizon:${subject.id}` : 'quizon:mix' },
    ],
    picture: pictureOf(house, title, bars, LEGEND),
  };
}

function nothingYet(house: House, subject: { readonly id: string; readonly title: string } | undefined): Reply {
  if (!subject) return phrase(house, 'no-progress');
  const reply = phrase(house, 'no-progress-on');
  return { ...reply, point: filled(reply.point, { title: subject.title }), choices: [{ label: subject.title, press: `quizon:${subject.id}` }] };
}

/** What a question is to a learner now. */
function stateIn(learning: Learning, { id }: Question, now: Date): PartKind {
  const card = learning.cards[id];
  if (!card) return 'none';
  if (sureAndWrong(learning, id)) return 'bad';
  const isRight = (learning.attempts.findLast(({ question }) => question === id)?.score ?? 0) === 1;
  return isRight && (recallChance(card, now) >= LEARNED_CHANCE || card.stability >= LEARNED_STABILITY) ? 'good' : 'fair';
}

function subjectTitle({ knowledge }: House): (question: Question) => string {
  const titles = new Map(knowledge.content.slots.subjects.map(({ id, title }) => [id, title]));
  return ({ subject }) => titles.get(subject) ?? subject;
}

/** The parts of a subject: its Acts where it has several, else what its questions are tagged with first. */
function partOf({ knowledge }: House, questions: readonly Question[]): (question: Question) => string {
  const { provisions, acts } = knowledge.content;
  const actOf = ({ cites }: Question) => {
    const provision = provisions.find(({ id }) => id === cites[0]);
    return acts.find(({ id }) => id === provision?.act)?.title;
  };
  const isByAct = new Set(questions.flatMap((question) => actOf(question) ?? [])).size > 1;
  return (question) => (isByAct && actOf(question)) || tagTitle(question.tags[0]);
}

function isMet({ counts }: Bar): boolean {
  return counts.good + counts.fair + counts.bad > 0;
}

/** "5 learned, 2 shaky, 1 sure but wrong, 52 not met yet, 3 due" */
function countsText({ knowledge }: House, { counts }: Bar, due: number): string {
  const { labels } = knowledge.content.phrases;
  const parts = [
    ['count-sure-but-wrong', counts.bad],
    ['count-learned', counts.good],
    ['count-shaky', counts.fair],
    ['count-not-met', counts.none],
    ['count-due', due],
  ] as const;
  return parts.flatMap(([label, count]) => (count > 0 ? [filled(labels[label], { count })] : [])).join(', ');
}

function sureButWrong(house: House, wrong: readonly Question[]): Reply['more'][number][] {
  const titles = [...new Set(wrong.map(({ cites }) => house.knowledge.entry(cites[0] ?? '')?.title ?? ''))];
  return titles.length > 0 ? [{ label: house.knowledge.content.phrases.labels['sure-but-wrong'], text: `${titles.join('; ')}.` }] : [];
}

function notMet({ knowledge }: House, bars: readonly Bar[]): Reply['more'][number][] {
  const titles = bars.filter((bar) => !isMet(bar)).map(({ label }) => label);
  return titles.length > 0 ? [{ label: knowledge.content.phrases.labels['not-met'], text: `${titles.join('; ')}.` }] : [];
}

/** "15 of your last 20 answers right; 11 of the 20 before." */
function trendText({ knowledge }: House, { attempts }: Learning, questions: readonly Question[]): string {
  const { labels } = knowledge.content.phrases;
  const about = new Set(questions.map(({ id }) => id));
  const counted = attempts.filter(({ question }) => about.has(question));
  const rightIn = (part: typeof counted) => ({ right: part.filter(({ score }) => score === 1).length, count: part.length });
  const newest = filled(labels['trend-newest'], rightIn(counted.slice(-TREND)));
  const before = counted.slice(-2 * TREND, -TREND);
  return `${[newest, ...(before.length === TREND ? [filled(labels['trend-before'], rightIn(before))] : [])].join('; ')}.`;
}

function lookUps({ knowledge }: House, wrong: readonly Question[]): Choice[] {
  const { labels } = knowledge.content.phrases;
  return [...new Set(wrong.map(({ cites }) => cites[0] ?? ''))].slice(0, MOST_WRONG).flatMap((id): Choice[] => {
    const entry = knowledge.entry(id);
    return entry ? [{ label: filled(labels['look-it-up'], { title: entry.title }), press: `ask:${entry.id}` }] : [];
  });
}
