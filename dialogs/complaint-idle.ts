/** A complaint that was left on an earlier day: once a day the coach asks whether to go on with it. Pure. */
import { type Day, daysFrom, londonDay } from '../knowledge/calendar.ts';
import { longDate } from './answer.ts';
import type { Complaint } from './complaint.ts';
import { nameOf } from './complaint-say.ts';
import type { House } from './house.ts';
import type { Reply } from './turn.ts';

/** Whether it was last touched on an earlier day, as people in the UK count days. */
export function isIdle(complaint: Complaint, now: Date): boolean {
  return dayLeft(complaint) < londonDay(now);
}

/** Whether it is idle and was not asked about today. */
export function isToAsk(complaint: Complaint, now: Date): boolean {
  return isIdle(complaint, now) && complaint.asked !== londonDay(now);
}

/** "Continue, park or drop it?" */
export function idleReply(house: House, complaint: Complaint, now: Date): Reply {
  const { labels } = house.knowledge.content.phrases;
  return {
    point: filled(house, labels['waiting-since'], complaint, now),
    more: [],
    cites: [],
    choices: [
      { label: labels['continue-this'], press: 'walk:where' },
      { label: labels['park-this'], press: 'walk:park' },
      { label: labels['drop-this'], press: 'walk:drop' },
    ],
  };
}

/** "Back to the complaint of yesterday: …" */
export function backTo(house: House, complaint: Complaint, now: Date): Reply {
  return { point: filled(house, house.knowledge.content.phrases.labels['back-to'], complaint, now), more: [], cites: [], choices: [] };
}

function filled(house: House, sentence: string, complaint: Complaint, now: Date): string {
  const left = dayLeft(complaint);
  const { labels } = house.knowledge.content.phrases;
  const day = daysFrom(left, londonDay(now)) === 1 ? labels.yesterday : longDate(left);
  return sentence.replace('{day}', day).replace('{name}', nameOf(house, complaint));
}

function dayLeft({ touched, opened }: Complaint): Day {
  return touched === undefined ? (opened as Day) : londonDay(new Date(touched));
}
