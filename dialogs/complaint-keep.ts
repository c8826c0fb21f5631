/** The complaints of a person after a turn: kept, changed, put in hand, taken away. Pure. */
import type { Complaint } from './complaint.ts';
import { stepReply } from './complaint-say.ts';
import type { House } from './house.ts';
import type { Reply, Session } from './turn.ts';

/** The complaints after a turn and what is said; `rest` where the message is about something else and gets its ordinary answer first. */
export type ComplaintTurn = Kept & { readonly replies: readonly Reply[]; readonly isRest: boolean; readonly evidence?: Session['evidence'] };
type Kept = { readonly complaints: readonly Complaint[]; readonly walking: string | undefined };

/** So many complaints are kept; the oldest closed ones go first. */
const MOST_KEPT = 20;

export function inHand({
  complaints = [],
  walking,
}: {
  readonly complaints?: readonly Complaint[];
  readonly walking?: string | undefined;
}): Complaint | undefined {
  return complaints.find(({ id, closed }) => id === walking && closed === undefined);
}

/** The open step once more, as it was said. */
export function again(house: House, complaint: Complaint, now: Date): Reply[] {
  const reply = stepReply(house, complaint, now);
  return reply ? [reply] : [];
}

/** The changed complaint, what is said first, and its open step. */
export function said(house: House, session: Session, complaint: Complaint, before: readonly Reply[], now: Date): ComplaintTurn {
  return { ...keptWith(session, complaint), replies: [...before, ...again(house, complaint, now)], isRest: false };
}

export function stay(session: Session, replies: readonly Reply[]): ComplaintTurn {
  return { ...kept(session), replies, isRest: false };
}

export function kept({ complaints = [], walking }: Session): Kept {
  return { complaints, walking };
}

/** The complaints with this one new or changed, and in hand unless it is closed. */
export function keptWith({ complaints = [] }: Session, complaint: Complaint): Kept {
  const isKnown = complaints.some(({ id }) => id === complaint.id);
  const all = isKnown ? complaints.map((one) => (one.id === complaint.id ? complaint : one)) : [...complaints, complaint];
  const oldest = all.length > MOST_KEPT ? (all.find(({ closed }) => closed !== undefined) ?? all[0]) : undefined;
  return { complaints: all.filter((one) => one !== oldest), walking: complaint.closed === undefined ? complaint.id : undefined };
}

/** The complaints without this one. */
export function keptWithout({ complaints = [], walking }: Session, id: string): Kept {
  return { complaints: complaints.filter((one) => one.id !== id), walking: walking === id ? undefined : walking };
}
