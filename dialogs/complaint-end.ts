/** The end of a complaint: its record. Pure. */
import type { Complaint } from './complaint.ts';
import { summary } from './complaint-say.ts';
import type { House } from './house.ts';
import { phrase } from './say.ts';
import type { Reply } from './turn.ts';

export function recordReplies(house: House, complaint: Complaint, _before: readonly Complaint[], _now: Date): Reply[] {
  return [{ ...summary(house, complaint), point: phrase(house, 'record-kept').point }];
}
