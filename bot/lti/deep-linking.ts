/** Deep linking: what a teacher can put into a course, and the signed answer that puts it there. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { QUIZ_MODES, type QuizMode } from '../../dialogs/quiz/quiz.ts';
import { atMost } from '../limits.ts';
import { CLAIM, type DeepLinkingMessage, VERSION } from './claims.ts';
import type { ToolKey } from './key.ts';
import { NoLaunch } from './launch.ts';
import type { Platform } from './platforms.ts';

const CHOOSE_WITHIN_MS = 60 * 60 * 1000;
const MOST_OPEN = 1000;
const ANSWER_LIFE_S = 5 * 60;
const MOST_QUESTIONS = 30;
/** Stands for all subjects, in the form and in the link. */
export const MIX = 'mix';

export type Subject = { readonly id: string; readonly title: string };
/** A quiz as a link in a course asks for it. */
export type Wish = { readonly subject?: string; readonly count: number; readonly mode: QuizMode };

/**
 * What the custom parameters of a link ask for: a quiz, or undefined for the coach as a whole.
 * @throws {NoLaunch} if they ask for something that there is not
 */
export function wishIn(custom: Readonly<Record<string, unknown>>, subjects: readonly Subject[]): Wish | undefined {
  if (custom.quiz_subject === undefined) return undefined;
  const read = Custom.safeParse(custom);
  if (!read.success) throw new NoLaunch(`custom ${read.error.issues[0]?.path.join('.')}`);
  const { quiz_subject: subject, quiz_count: count, quiz_mode: mode } = read.data;
  if (subject === MIX) return { count, mode };
  if (!subjects.some(({ id }) => id === subject)) throw new NoLaunch('custom quiz_subject');
  return { subject, count, mode };
}

export function openDeepLinking(parts: { key: ToolKey; launchUrl: string; subjects: readonly Subject[]; now: () => Date }) {
  const { key, launchUrl, subjects, now } = parts;
  const open = new Map<string, { readonly platform: Platform; readonly message: DeepLinkingMessage; readonly untilMs: number }>();
  return {
    /** Keeps the request until the teacher has chosen; gives back the id that the form has to name. */
    ask(platform: Platform, message: DeepLinkingMessage): string {
      if (!message[CLAIM.settings].accept_types.includes('ltiResourceLink')) throw new NoLaunch('the platform takes no links');
      const id = randomBytes(32).toString('base64url');
      atMost(MOST_OPEN, open.set(id, { platform, message, untilMs: now().getTime() + CHOOSE_WITHIN_MS }));
      return id;
    },

    /**
     * What was chosen → the signed answer and where it goes.
     * @throws {NoLaunch} if nothing was asked, or something was chosen that there is not
     */
    async answer(fields: Readonly<Record<string, string>>): Promise<{ returnUrl: string; jwt: string }> {
      const { request = '', what, ...custom } = fields;
      const asked = open.get(request);
      if (!asked || asked.untilMs < now().getTime()) throw new NoLaunch('deep linking: nothing asked, or answered before');
      const wish = what === 'coach' ? undefined : wishIn({ quiz_subject: '', ...custom }, subjects);
      open.delete(request);
      const { platform, message } = asked;
      const { deep_link_return_url: returnUrl, data, accept_lineitem } = message[CLAIM.settings];
      const jwt = await key.sign(
        {
          iss: platform.clientId,
          sub: platform.clientId,
          aud: platform.issuer,
          nonce: randomBytes(16).toString('base64url'),
          [CLAIM.messageType]: 'LtiDeepLinkingResponse',
          [CLAIM.version]: VERSION,
          [CLAIM.deploymentId]: message[CLAIM.deploymentId],
          [CLAIM.contentItems]: [wish ? quizLink(wish, accept_lineitem !== false) : COACH(launchUrl)],
          ...(data !== undefined && { [CLAIM.data]: data }),
        },
        now(),
        ANSWER_LIFE_S,
      );
      return { returnUrl, jwt };
    },
  };

  function quizLink({ subject = MIX, count, mode }: Wish, withLineItem: boolean) {
    const title = `${mode === 'exam' ? 'Exam' : 'Quiz'}: ${subjects.find(({ id }) => id === subject)?.title ?? 'a mix'} (${count} questions)`;
    return {
      type: 'ltiResourceLink',
      title,
      url: launchUrl,
      custom: { quiz_subject: subject, quiz_count: String(count), quiz_mode: mode },
      ...(withLineItem && { lineItem: { scoreMaximum: count, label: title, resourceId: `${subject}-${count}-${mode}` } }),
    };
  }
}

const COACH = (url: string) => ({ type: 'ltiResourceLink', title: 'Shift Coach', url });

const Custom = z.object({
  quiz_subject: z.string(),
  quiz_count: z.coerce.number().int().min(1).max(MOST_QUESTIONS).default(5),
  quiz_mode: z.enum(QUIZ_MODES).default('practice'),
});
