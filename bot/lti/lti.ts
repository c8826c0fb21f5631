/** LTI 1.3: the doors by which a learning platform opens the coach in a course, and the way back for scores. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Assigned } from '../../dialogs/quiz/quiz.ts';
import type { Listener } from '../conversation.ts';
import { openDispatch, type Retry, type Voucher } from '../dispatch.ts';
import type { Eraser } from '../forget.ts';
import { keptIn } from '../kept-file.ts';
import { type Throttle, throttle } from '../limits.ts';
import type { Log } from '../log.ts';
import { scoreOf } from '../xapi/statements.ts';
import { CLAIM, isDeepLinking, type LinkMessage, SCORE_SCOPE } from './claims.ts';
import { MIX, openDeepLinking, type Subject, wishIn } from './deep-linking.ts';
import { openKey } from './key.ts';
import { cookieOf, NoLaunch, openLaunches } from './launch.ts';
import { escaped, page, policy } from './pages.ts';
import type { Platform } from './platforms.ts';
import { openScores, type Score } from './scores.ts';
import { openTasks } from './tasks.ts';
import { courseUser, isCourseUser, openTickets, type Tickets } from './tickets.ts';

export type LtiRule = { readonly platforms: readonly Platform[]; readonly keyFile: string | undefined };

/** A request as far as these doors look at it. */
export type Knock = { readonly fields: Readonly<Record<string, string>>; readonly cookie: string; readonly address: string };
export type Opened = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type Door = { readonly method: 'get' | 'post'; readonly path: string; readonly open: (knock: Knock) => Promise<Opened> };

export type Lti = {
  readonly doors: readonly Door[];
  readonly tickets: Tickets;
  readonly listeners: readonly Listener[];
  /** Forgets set tasks, and scores that were not sent yet. */
  readonly erase: Eraser;
  stop(): Promise<void>;
};

const COOKIE_LIFE_S = 10 * 60;
/** A whole school may stand behind one address. */
const LOGINS = { burst: 300, perMinute: 600 };

export async function openLti(parts: {
  rule: LtiRule;
  subjects: readonly Subject[];
  /** The origin by which platforms know this server. */
  publicUrl: string;
  frameAncestors: readonly string[];
  dataDir: string;
  wasSaved: (voucher: Voucher) => Promise<boolean>;
  now: () => Date;
  log: Log;
  retry?: Retry;
  withinMs?: number;
}): Promise<Lti> {
  const { rule, subjects, publicUrl, dataDir, now, log } = parts;
  const { platforms } = rule;
  const folder = join(dataDir, 'lti');
  const launchUrl = `${publicUrl}/lti/launch`;
  const key = await openKey({ configured: rule.keyFile, kept: join(folder, 'key.pem') });
  const salt = keptIn(join(folder, 'salt'), () => randomBytes(32).toString('base64url'));
  const tasks = await openTasks(join(folder, 'tasks'), salt, now);
  const launches = openLaunches({ platforms, home: publicUrl, redirectUri: launchUrl, now });
  const deepLinking = openDeepLinking({ key, launchUrl, subjects, now });
  const tickets = openTickets(now);
  const mayLogIn: Throttle = throttle(LOGINS);
  const scores = await openDispatch({
    ...parts,
    name: 'lti-scores',
    folder: join(dataDir, 'queue', 'lti-scores'),
    batch: 1,
    deliver: openScores({ ...parts, platforms, key, tasks }),
  });

  async function login({ fields, address }: Knock): Promise<Opened> {
    if (mayLogIn(address, now().getTime()) > 0) throw new NoLaunch('too many logins from one address', true);
    const { location, state } = launches.begin(fields);
    const isSecure = publicUrl.startsWith('https:');
    return {
      status: 302,
      headers: {
        Location: location,
        // Of no use where the browser blocks it, and not needed then.
        ...(isSecure && {
          'Set-Cookie': `${cookieOf(state)}=1; Path=/; Max-Age=${COOKIE_LIFE_S}; Secure; HttpOnly; SameSite=None; Partitioned`,
        }),
      },
      body: '',
    };
  }

  async function launch({ fields, cookie }: Knock): Promise<Opened> {
    const cookies = cookie.split(';').flatMap((pair) => /^\s*(__Host-lti-[\w-]+)=/.exec(pair)?.[1] ?? []);
    const { platform, message } = await launches.finish(fields, cookies);
    if (isDeepLinking(message)) return choosing(deepLinking.ask(platform, message));
    const launched = await launchedBy(platform, message);
    log.info({ issuer: platform.issuer, role: roleIn(message), quiz: launched.quiz !== undefined }, 'lti launch');
    // Behind the hash it reaches the page, and neither a log nor another site.
    return { status: 303, headers: { Location: `${publicUrl}/#launch=${tickets.issue(launched)}` }, body: '' };
  }

  async function launchedBy({ issuer, clientId }: Platform, message: LinkMessage): Promise<{ user: string; quiz?: Assigned }> {
    const wish = wishIn(message[CLAIM.custom] ?? {}, subjects);
    // Who is not named by the platform is somebody else each time.
    const sub = message.sub;
    const user = courseUser(sub === undefined ? randomBytes(32).toString('base64url') : tasks.nameOf(issuer, sub));
    if (!wish) return { user };
    const id = tasks.nameOf(user, issuer, clientId, message[CLAIM.deploymentId], message[CLAIM.resourceLink].id, JSON.stringify(wish));
    const endpoint = message[CLAIM.endpoint];
    const lineItem = endpoint?.scope.includes(SCORE_SCOPE) ? endpoint.lineitem : undefined;
    if (sub !== undefined && lineItem !== undefined) await tasks.keep(id, { user, issuer, clientId, lineItem, learner: tasks.seal(sub) });
    else await tasks.forget(id);
    return { user, quiz: { id, ...wish } };
  }

  async function choose({ fields }: Knock): Promise<Opened> {
    const { returnUrl, jwt } = await deepLinking.answer(fields);
    const nonce = newNonce();
    // The platform may send the form on to another of its own addresses.
    const formTo = `${new URL(returnUrl).origin} https:`;
    const { headers, ...rest } = html(200, nonce, formTo, page('done', { nonce, action: returnUrl, jwt }));
    return { ...rest, headers: { ...headers, 'Referrer-Policy': 'origin' } };
  }

  function choosing(request: string): Opened {
    const nonce = newNonce();
    const options = [...subjects, { id: MIX, title: 'A mix of all' }].map(
      ({ id, title }) => `<option value="${escaped(id)}">${escaped(title)}</option>`,
    );
    return html(200, nonce, "'self'", page('choose', { nonce, request, subjects: { html: options.join('') } }));
  }

  function sorry(error: unknown): Opened {
    if (!(error instanceof NoLaunch)) throw error;
    const reference = randomBytes(4).toString('hex').toUpperCase();
    log.warn({ reference, reason: error.reason }, 'lti refused');
    const nonce = newNonce();
    return html(error.passing ? 503 : 403, nonce, "'none'", page(error.passing ? 'later' : 'sorry', { nonce, reference }));
  }

  function html(status: number, nonce: string, formTo: string, body: string): Opened {
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(nonce, formTo, parts.frameAncestors) };
    return { status, headers, body };
  }

  /** A completed quiz that a course has set goes to its line item, if it is the learner's own. */
  const listener: Listener = async ({ personId, voucher, at, happened }) => {
    const ends = happened.flatMap((one) => (one.kind === 'completed' && one.quiz.assigned !== undefined ? [one.quiz] : []));
    const parcels = await Promise.all(
      ends.map(async (quiz) => {
        const task = await tasks.of(quiz.assigned ?? '');
        if (!task || task.user !== personId) return [];
        const { issuer, clientId, lineItem, learner } = task;
        const body: Score = { issuer, clientId, lineItem, learner, given: scoreOf(quiz), maximum: quiz.paper.length, at: at.toISOString() };
        return [{ id: tasks.nameOf(quiz.assigned ?? '', quiz.begun), lane: JSON.stringify([issuer, clientId]), body }];
      }),
    );
    return parcels.flat().length > 0 ? scores.prepare(parcels.flat(), voucher) : undefined;
  };

  const kindly =
    (open: Door['open']): Door['open'] =>
    (knock) =>
      open(knock).catch(sorry);
  const keys: Opened = { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(key.jwks) };
  return {
    doors: [
      { method: 'get', path: '/lti/login', open: kindly(login) },
      { method: 'post', path: '/lti/login', open: kindly(login) },
      { method: 'post', path: '/lti/launch', open: kindly(launch) },
      { method: 'post', path: '/lti/choose', open: kindly(choose) },
      { method: 'get', path: '/lti/jwks', open: async () => keys },
    ],
    tickets,
    listeners: [listener],
    async erase({ personId, conversations }) {
      if (!isCourseUser(personId)) return;
      await tasks.forgetAllOf(personId);
      await scores.forget((_, { conversation }) => conversations.includes(conversation));
    },
    stop: scores.stop,
  };
}

function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** What the person is in the course, for the log. */
function roleIn(message: LinkMessage): 'teacher' | 'learner' {
  return message[CLAIM.roles].some((role) => /#(Instructor|ContentDeveloper|Administrator)$/.test(role)) ? 'teacher' : 'learner';
}
