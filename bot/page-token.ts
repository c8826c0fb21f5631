/** `POST /api/web/token`: a Direct Line token for the chat page, in its former conversation if it shows that it had one. */
import { z } from 'zod';
import type { Azure } from './azure-directline.ts';
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

/** @throws {Refusal} in words for the visitor; a reason that helps an attacker stands in the log only */
export type PageToken = (body: unknown, ownOrigin: string) => Promise<Answer>;

export function openPageTokens({ tokens, visitors, azure }: { tokens: Tokens; visitors: Visitors; azure: Azure | undefined }): PageToken {
  /** Who is talking, where, and what ties a token to the conversation. A conversation is taken up by the one who had it and by no other. */
  const holderFor = async ({ token, page, origin }: Body, ownOrigin: string, former: Holder | undefined): Promise<Tied> => {
    if (origin !== ownOrigin) visitors.requireOrigin(origin);
    if (token === undefined) {
      visitors.requireNone();
      // On a shared computer the next visitor must not see what a learner wrote.
      return { ...(former && !isLearner(former.user) ? former : tokens.newHolder()), bind: async (conv) => conv };
    }
    const { user, bind } = await visitors.learner({ token, page: page ?? '', origin: origin ?? '' });
    return { user, conv: former?.user === user ? former.conv : tokens.newHolder().conv, bind };
  };

  return async (body, ownOrigin) => {
    const read = Body.safeParse(body ?? {});
    if (!read.success) throw new Refusal(400, 'BadArgument', 'The coach cannot be opened from here just now.');
    const former = read.data.resume === undefined ? undefined : tokens.formerHolder(read.data.resume);
    const holder = await holderFor(read.data, ownOrigin, former);
    if (azure) return throughAzure(azure, tokens, holder, holder.conv === former?.conv ? read.data.live : undefined, ownOrigin);
    const conv = await holder.bind(holder.conv);
    const issued = tokens.issue({ conv, user: holder.user });
    return { ...issued, resume: issued.token, resumed: conv === former?.conv };
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
  })
  .refine(({ token, page }) => token === undefined || page !== undefined);
