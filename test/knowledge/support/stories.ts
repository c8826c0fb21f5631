/** Every story that the questions of remedies lead to: each question answered in each way, and days at the ages that matter. */
import { type Day, plusDays, plusMonths, toDay } from '../../../knowledge/calendar.ts';
import type { Told } from '../../../knowledge/clocks/shapes.ts';
import { type At, CHOICES, choicesFor, type Decision, NOT_YET, type Remedies, remediesFor } from '../../../knowledge/remedies.ts';

export type Story = { readonly told: Told; readonly at: At; readonly remedies: Remedies };

/** All stories of one day that begin with what is told. @throws Error where an answer leads nowhere: the same question twice */
export function storiesFrom(told: Told, at: At): Story[] {
  const decision: Decision = remediesFor(told, at);
  if (decision.kind === 'remedies') return [{ told, at, remedies: decision }];
  if (decision.kind === 'impossible') return [];
  const [question = ''] = decision.questions;
  if (told[question]) throw new Error(`"${question}" is asked again of ${JSON.stringify(told)}`);
  return answersTo(question, told, at.today).flatMap((answer) => storiesFrom({ ...told, [question]: [answer] }, at));
}

function answersTo(question: string, told: Told, today: Day): readonly string[] {
  if (question in CHOICES) return choicesFor(question as keyof typeof CHOICES, told);
  const delivered = toDay(told[DELIVERED]?.[0] ?? '') ?? today;
  const asked = toDay(told['repair-asked']?.[0] ?? '') ?? today;
  const past = (days: readonly Day[]) => [...new Set(days)].filter((day) => day <= today);
  switch (question) {
    case 'delivered':
      return [...AGES.map((age) => plusDays(today, -age)), ...anniversaries(today), NOT_YET];
    case 'contract':
    case 'done':
      return [...AGES.map((age) => plusDays(today, -age)), ...anniversaries(today)];
    case 'perishes':
      return [2, 40].map((days) => plusDays(delivered, days));
    case 'repair-asked':
      return past([0, 1, 28, 30, 31].map((days) => plusDays(delivered, days)));
    case 'repair-back':
      return past([plusDays(asked, 0), plusDays(asked, 9), today]);
    case 'informed-on':
      return [0, 14, 15].map((days) => plusDays(today, -days));
    default:
      throw new Error(`no answers for "${question}"`);
  }
}

const DELIVERED = 'delivered';
const AGES = [0, 1, 14, 15, 29, 30, 31, 60, 181, 182, 183, 184, 185, 379, 380];

/** The days about 5 and 6 years ago. */
function anniversaries(today: Day): Day[] {
  return [60, 72].flatMap((months) => [-1, 0, 1].map((days) => plusDays(plusMonths(today, -months), days)));
}
