/** Launch tickets: what carries a person from the launch to the chat page without a cookie. Good once, for a moment. */
import { createHash, randomBytes } from 'node:crypto';
import type { Assigned } from '../../dialogs/quiz/quiz.ts';
import { atMost } from '../limits.ts';

const LIFE_MS = 2 * 60 * 1000;
const MOST = 10_000;
const COURSE_USER = 'dl_lti_';

/** Who was launched, and the quiz that the course sets, if it does. */
export type Launched = { readonly user: string; readonly quiz?: Assigned };

export type Tickets = ReturnType<typeof openTickets>;

export function openTickets(now: () => Date) {
  const tickets = new Map<string, Launched & { readonly untilMs: number }>();
  return {
    issue(launched: Launched): string {
      const ticket = randomBytes(32).toString('base64url');
      atMost(MOST, tickets.set(hashOf(ticket), { ...launched, untilMs: now().getTime() + LIFE_MS }));
      return ticket;
    },

    /** Whether this ticket could be redeemed now. */
    isLive: (ticket: string): boolean => (tickets.get(hashOf(ticket))?.untilMs ?? 0) >= now().getTime(),

    /** Whom the ticket stands for, the first time it is shown. */
    redeem(ticket: string): Launched | undefined {
      const launched = tickets.get(hashOf(ticket));
      tickets.delete(hashOf(ticket));
      return launched && launched.untilMs >= now().getTime() ? launched : undefined;
    },
  };
}

/** The user id of somebody whom a platform vouches for; `name` is a hash. */
export function courseUser(name: string): string {
  return `${COURSE_USER}${name}`;
}

export function isCourseUser(user: string): boolean {
  return user.startsWith(COURSE_USER);
}

/** Only a hash is kept, so that no time of a look-up tells anything of a ticket. */
function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url');
}
