/** `POST /api/web/token`: a Direct Line token for the chat page, in its former conversation if it shows that it had one. */
import { z } from 'zod';
import type { Assigned } from '../dialogs/quiz/quiz.ts';
import type { Azure } from './azure-directline.ts';
import { isCourseUser, type Tickets } from './lti/tickets.ts';
import { Refusal } from './refusal.ts';
import type { Holder, Tokens } from './token.ts';
import { isLearner, type Visitors } from './visitor.ts';

/** `resume` is what the page shows next time; `resumed` tells whether the conversation is the former one. */
type Answer = {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly resume: string;
  readonly resumed: boolean;
  /** Base address of another Direct Line than ours. */
  readonly domain?: string;
};

export type PageTokens = {
  /** Whether a launch from a course stands behind this wish for a token. */
  isLaunched(body: unknown): boolean;
  /** @throws {Refusal} in words for the visitor; a reason that helps an attacker stands in the log only */
  give(body: unknown, ownOrigin: string): Promise<Answer>;
};

export function openPageTokens(parts: {
  tokens: Tokens;
  visitors: Visitors;
  /** Undefined: no course opens the coach. */
  tickets: Tickets | undefined;
  /** Has a conversation open with the quiz that a course sets. */
  openWith(conv: string, quiz: Assigned): void;
  azure: Azure | undefined;
}): PageTokens {
  const { tokens, visitors, tickets, azure } = parts;

  /** A token of our own Direct Line. */
  const ours = (holder: Holder, resumed: boolean): Answer => {
    const issued = tokens.issue(holder);
    return { ...issued, resume: issued.token, resumed };
  };

  /** The platform has vouched for whom it launched, so no other site need. Always our own Direct Line: only there a conversation opens with a quiz. */
  const launchedFor = (launch: string, again: boolean | undefined, former: Holder | undefined): Answer => {
    const launched = tickets?.redeem(launch);
    if (launched) {
      const holder = tokens.newHolder(launched.user);
      if (launched.quiz) parts.openWith(holder.conv, launched.quiz);
      return ours(holder, false);
    }
    // Nobody must go on without a name where the score is waited for.
    if (!former || !isCourseUser(former.user))
      throw new Refusal(403, 'LaunchUsed', 'This launch was used before. Open the coach from the course again.');
    return again ? ours(tokens.newHolder(former.user), false) : ours(former, true);
  };

  /** Who is talking, where, and what ties a token to the conversation. A conversation is taken up by the one who had it and by no other. */
  const holderFor = async ({ token, page, origin }: Body, former: Holder | undefined): Promise<Tied> => {
    if (token === undefined) {
      visitors.requireNone();
      // On a shared computer the next visitor must not see what a learner wrote.
      const isNamed = former && (isLearner(former.user) || isCourseUser(former.user));
      return { ...(former && !isNamed ? former : tokens.newHolder()), bind: async (conv) => conv };
    }
    const { user, bind } = await visitors.learner({ token, page: page ?? '', origin: origin ?? '' });
    return { user, conv: former?.user === user ? former.conv : tokens.newHolder().conv, bind };
  };

  return {
    isLaunched: (body) => tickets?.isLive(Body.safeParse(body).data?.launch ?? '') === true,

    async give(body, ownOrigin) {
      const read = Body.safeParse(body ?? {});
      if (!read.success) throw new Refusal(400, 'BadArgument', 'The coach cannot be opened from here just now.');
      const { resume, live, origin, launch, again } = read.data;
      if (origin !== ownOrigin) visitors.requireOrigin(origin);
      const former = resume === undefined ? undefined : tokens.formerHolder(resume);
      if (launch !== undefined) return launchedFor(launch, again, former);
      const holder = await holderFor(read.data, former);
      if (azure) return throughAzure(azure, tokens, holder, holder.conv === former?.conv ? live : undefined, ownOrigin);
      const conv = await holder.bind(holder.conv);
      return ours({ conv, user: holder.user }, conv === former?.conv);
    },
  };
}

type Tied = Holder & { bind(conv: string): Promise<string> };

/** Azure names the conversation, so the page's next `resume` carries that name. */
async function throughAzure(azure: Azure, tokens: Tokens, holder: Tied, live: string | undefined, ownOrigin: string): Promise<Answer> {
  const renewed = live === undefined ? undefined : await azure.refresh(live);
  const resumed = renewed?.conversationId === holder.conv;
  const issued = renewed && resumed ? renewed : await azure.generate(holder.user, ownOrigin);
  await holder.bind(issued.conversationId);
  return { ...issued, resume: tokens.issueResume({ conv: issued.conversationId, user: holder.user }), resumed, domain: azure.domain };
}

type Body = z.infer<typeof Body>;
const Body = z
  .object({
    /** What this page was given as `resume` before. */
    resume: z.string().max(2000).optional(),
    /** What Azure gave as a token before. */
    live: z.string().max(5000).optional(),
    /** The learning site's word for its learner. */
    token: z.string().max(20_000).optional(),
    /** Made up anew at each load of the page, so that a repeated request is told from a replay. */
    page: z.string().min(16).max(100).optional(),
    /** Of the site that shows the page in a frame, or of the page itself. */
    origin: z.string().max(300).optional(),
    /** The ticket of a launch from a course, good once. */
    launch: z.string().max(100).optional(),
    /** Whether whoever was launched wants a new conversation. */
    again: z.boolean().optional(),
  })
  .refine(({ token, page }) => token === undefined || page !== undefined);
