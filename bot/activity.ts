/**
 * Bot Framework: activities in, activities out, through one adapter for every channel.
 * The only user of botbuilder, so that its successor can take its place in an afternoon.
 */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { Entity as EntityMapper } from 'botframework-connector/lib/connectorApi/models/mappers.js';
import type { Reply } from '../dialogs/turn.ts';
import type { App } from './config.ts';
import type { Conversations } from './conversation.ts';
import type { Desk } from './desk.ts';
import type { Opinions } from './feedback.ts';
import { atMost } from './limits.ts';
import type { Log } from './log.ts';
import type { Reference, References } from './references.ts';
import { IN_PROCESS, Incoming, isEdit, isRemoval, isShared, isWelcome, pressIn, saidIn, toActivity } from './said.ts';
import { NotReachable, openSending, type Sending, Undelivered } from './sending.ts';
import { feedbackIn, invoked } from './teams.ts';

/** What a person reads when the coach broke. It stands here because it must not depend on any content. */
const SORRY = 'Something went wrong on my side, so I cannot answer that just now. Nothing you did. Please try again in a moment.';

const ANSWER_WITHIN_MS = 10_000;
const TYPING_AFTER_MS = 700;

/** Hands an activity of the bot to the Direct Line conversation it names; gives back its id. */
export type Outbox = (activity: Partial<Activity>) => Promise<{ id: string }>;

export type { Activity };

export type Bot = {
  /** Answers one `POST /api/messages`: authenticates, runs the turn, gives back status and body. */
  receive(authorization: string, body: unknown): Promise<{ status: number; body?: unknown }>;
  /** Runs the turn of an activity that arrived over Direct Line in this process. */
  deliver(activity: Partial<Activity>): Promise<void>;
  /** Says this unasked in the conversation of a reference that a turn has kept. @throws what the channel answers; `statusCode` 403 or 404 means that nobody is there any more */
  tell(reference: unknown, replies: readonly Reply[], channel: string): Promise<void>;
};

/** The metadata address and issuer of a cloud other than public Azure. */
export type Cloud = { readonly openIdMetadataUrl: string; readonly issuer: string };

type Parts = {
  app: App;
  conversations: Conversations;
  outbox: Outbox;
  references: References;
  opinions: Opinions;
  /** What Teams' search and message action ask; without one they are answered that they are not there. */
  desk?: Desk;
  sending?: Sending;
  /** Called when a person can no longer be reached, so that nothing more is planned for them. */
  onGone?: (channel: string, personId: string) => Promise<void>;
  log: Log;
  cloud?: Cloud;
};

export function openBot(parts: Parts): Bot {
  const { app, log } = parts;
  const sending = parts.sending ?? openSending({ sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), random: Math.random });
  const authentication = new Authentication(app, parts.outbox, sending, parts.cloud);
  const adapter = new Adapter(authentication);
  const turn = turns(parts, adapter);
  adapter.onTurnError = async (context, error) => {
    const { channelId, from } = context.activity;
    if (error instanceof NotReachable) {
      log.info({ channel: channelId, code: error.code }, 'nobody there any more');
      await parts.references.forget(channelId, from?.id ?? '');
      return parts.onGone?.(channelId, from?.id ?? '');
    }
    log.error({ channel: channelId, at: framesOf(error) }, 'turn failed');
    // The channel has it again and sends the rest, as long as it asks once more.
    if (error instanceof Undelivered) throw error;
    await context.sendActivity(SORRY);
  };

  return {
    async receive(authorization, body) {
      const parsed = Incoming.safeParse(body);
      if (!parsed.success) return failure(400, 'BadArgument', 'The body is not an activity with type, channelId, conversation.id and from.id.');
      // Checked as sent, whatever its capitals: it would otherwise be a way in to the web chat's conversations.
      if (parsed.data.serviceUrl?.trim().toLowerCase() === IN_PROCESS) return failure(403, 'Forbidden', 'This service address is reserved.');
      if (!parsed.data.serviceUrl && app.type !== 'none') return failure(401, 'Unauthorized', 'An activity without serviceUrl cannot be verified.');
      const activity = parsed.data as unknown as Activity;
      let caller: AuthenticateRequestResult;
      try {
        caller = await authentication.authenticateRequest(activity, authorization);
      } catch (error) {
        if (isRefusal(error)) return failure(401, 'Unauthorized', 'The token of this request is not valid for this bot.');
        throw error;
      }
      const running = adapter.run(caller, activity, turn);
      const answer = await (isAwaited(activity) ? running : inTime(running, log));
      return { status: answer?.status ?? 200, body: answer?.body };
    },
    async tell(reference, replies, channel) {
      const said = await Promise.all(replies.map((reply) => toActivity(reply, channel)));
      // What goes wrong here is for the caller to handle: the usual apology would be one more message.
      let problem: unknown;
      await adapter.continueConversationAsync('id' in app ? app.id : '', reference as Partial<ConversationReference>, async (context) => {
        await context.sendActivities(said).catch((error: unknown) => {
          problem = error ?? new Error('not sent');
        });
      });
      if (problem) throw problem;
    },
    async deliver(activity) {
      await adapter.run(authentication.inProcess(), { ...activity, serviceUrl: IN_PROCESS } as Activity, turn);
    },
  };
}

/** Whether the response itself carries what the bot says. */
function isAwaited({ type, deliveryMode }: Activity): boolean {
  return type === 'invoke' || deliveryMode === 'expectReplies';
}

/** Teams gives a request up after 15 s and sends the message once more; an answer that waits for a busy channel goes on alone. */
function inTime<T>(running: Promise<T>, log: Log): Promise<T | undefined> {
  let timer: NodeJS.Timeout;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
  });
  running.catch((error) => log.error({ at: framesOf(error) }, 'turn not delivered'));
  return Promise.race([running, late]).finally(() => clearTimeout(timer));
}

/** The logic of a turn: what was said goes to the conversation, its replies go back to the channel. */
function turns(parts: Parts, adapter: Adapter) {
  const { app, conversations, references, opinions, desk, log } = parts;
  /** How many replies to an activity were handed over, and whether the rest is on its way. */
  const handed = new Map<string, { count: number; isBusy: boolean }>();

  /** Sends what was not sent yet: a channel that delivers a message twice gets each reply once. */
  async function send(context: TurnContext, key: string, replies: readonly Reply[]): Promise<void> {
    const { channelId, deliveryMode, conversation } = context.activity;
    const known = deliveryMode === 'expectReplies' ? undefined : handed.get(key);
    if (known?.isBusy) return;
    const now = known ?? { count: 0, isBusy: false };
    atMost(1000, handed.set(key, now));
    now.isBusy = true;
    try {
      for (const reply of replies.slice(now.count)) {
        const response = await context.sendActivity(await toActivity(reply, channelId, isShared({ conversation })));
        now.count += 1;
        const [source] = reply.cites;
        if (source && response?.id) opinions.answered(response.id, source.id);
      }
    } finally {
      now.isBusy = false;
    }
  }

  /** Answers in the chat that the person has with the bot alone; false where there is none, or none any more. */
  async function answerAlone(incoming: TurnIncoming): Promise<boolean> {
    const { channel, personId, activityId, said } = incoming;
    const reference = await references.of(channel, personId);
    if (!reference) return false;
    const conversationId = reference.conversation.id;
    const { replies } = await conversations.take({
      channel,
      conversationId,
      personId,
      said,
      ...(activityId && { activityId: `${activityId} alone` }),
    });
    try {
      await adapter.continueConversationAsync(app.type === 'none' ? '' : app.id, reference as Partial<ConversationReference>, (context) =>
        send(context, `${channel} ${conversationId} ${activityId} alone`, replies),
      );
      return true;
    } catch (error) {
      if (!(error instanceof NotReachable)) throw error;
      await references.forget(channel, personId);
      return false;
    }
  }

  async function answer(context: TurnContext, incoming: TurnIncoming): Promise<void> {
    const { channel, conversationId, activityId } = incoming;
    const key = `${channel} ${conversationId} ${activityId}`;
    const stopTyping = typingWhileSlow(context);
    const { replies, isPersonal } = await conversations.take(incoming).finally(stopTyping);
    if (!isPersonal) return send(context, key, replies);
    const press = (await answerAlone(incoming)) ? 'told-in-private' : 'ask-in-private';
    const line = await conversations.take({ ...incoming, said: { kind: 'press', press } });
    await send(context, key, line.replies);
  }

  /** What a button of a card says by invoke becomes a message; anything else is answered in the response. */
  async function answerInvoke(context: TurnContext): Promise<void> {
    const { activity } = context;
    const name = activity.name ?? '';
    const press = name === 'adaptiveCard/action' ? pressIn(activity.value) : undefined;
    if (press !== undefined) await answer(context, { ...incomingOf(activity), said: { kind: 'press', press } });
    const thumb = feedbackIn(name, activity.value);
    if (thumb) {
      await opinions.keep(thumb, activity.replyToId ?? '');
      log.info({ channel: activity.channelId, ...thumb }, 'feedback');
    }
    const done = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' };
    const value = press === undefined ? invoked(name, activity.value, desk) : { status: 200, body: done };
    await context.sendActivity({ type: 'invokeResponse', value });
  }

  return async (context: TurnContext): Promise<void> => {
    const { activity } = context;
    const { channelId } = activity;
    if (activity.type === 'invoke') return answerInvoke(context);
    if (isRemoval(activity)) {
      handed.delete(`${channelId} ${activity.conversation.id} welcome`);
      await references.forget(channelId, activity.from.id);
      return parts.onGone?.(channelId, activity.from.id);
    }
    if (!isShared(activity)) await references.keep(channelId, activity.from.id, referenceOf(activity));
    const said = saidIn(activity);
    if (!said) return;
    await answer(context, { ...incomingOf(activity), said });
  };
}

type TurnIncoming = Parameters<Conversations['take']>[0];

function incomingOf(activity: Activity): Omit<TurnIncoming, 'said'> {
  const { channelId, conversation, from, id, timestamp } = activity;
  // An edited message has the id of the first, and both tellings of an arrival mean one welcome.
  const activityId = isWelcome(activity) && channelId === 'msteams' ? 'welcome' : isEdit(activity) ? `${id} ${String(timestamp)}` : id;
  return {
    channel: channelId,
    conversationId: conversation.id,
    personId: from.id,
    ...(activityId && { activityId }),
    ...(isShared(activity) && { isShared: true }),
    ...(isEdit(activity) && { isEdit: true }),
    // Our own web chat needs none: what is said unasked goes into its log.
    ...(activity.serviceUrl !== IN_PROCESS && { reference: referenceOf(activity) }),
  };
}

/** How to write to this person later on: ids and addresses, no names. */
function referenceOf({ channelId, serviceUrl, conversation, from, recipient }: Activity): Reference {
  const { id, tenantId, conversationType } = conversation;
  return {
    channelId,
    serviceUrl,
    conversation: { id, ...(tenantId && { tenantId }), ...(conversationType && { conversationType }) },
    user: { id: from.id, ...(from.aadObjectId && { aadObjectId: from.aadObjectId }) },
    bot: { id: recipient?.id },
  };
}

/** Shows that the bot is at work once a turn takes long; most take some milliseconds. Gives back how to end it. */
function typingWhileSlow(context: TurnContext): () => void {
  if (context.activity.channelId !== 'msteams' || context.activity.deliveryMode === 'expectReplies') return () => {};
  const timer = setTimeout(() => context.sendActivity({ type: 'typing' }).catch(() => {}), TYPING_AFTER_MS);
  return () => clearTimeout(timer);
}

class Adapter extends CloudAdapter {
  run(caller: AuthenticateRequestResult, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(caller, activity, logic);
  }
}

/** Azure's authentication, with a door of its own for this process, and clients that are built once, not once a turn. */
class Authentication extends BotFrameworkAuthentication {
  readonly #azure: BotFrameworkAuthentication;
  readonly #outbox: Outbox;
  readonly #sending: Sending;
  readonly #identity = new ClaimsIdentity([], 'in-process');
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  readonly #tokenClients = new Map<string, Promise<UserTokenClient>>();

  constructor(app: App, outbox: Outbox, sending: Sending, cloud?: Cloud) {
    super();
    this.#outbox = outbox;
    this.#sending = sending;
    this.#azure = new ConfigurationBotFrameworkAuthentication(
      cloudSettings(cloud),
      new ConfigurationServiceClientCredentialFactory(credentials(app)),
    );
  }

  inProcess(): AuthenticateRequestResult {
    return { audience: IN_PROCESS, claimsIdentity: this.#identity, connectorFactory: this.createConnectorFactory(this.#identity) };
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.#azure.authenticateRequest(activity, authHeader);
    return { ...result, connectorFactory: this.createConnectorFactory(result.claimsIdentity) };
  }

  override authenticateStreamingRequest(authHeader: string, channelIdHeader: string): Promise<AuthenticateRequestResult> {
    return this.#azure.authenticateStreamingRequest(authHeader, channelIdHeader);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return {
      create: (serviceUrl, audience) => {
        if (serviceUrl === IN_PROCESS) return Promise.resolve(inProcessConnector(this.#outbox));
        const azure = this.#azure.createConnectorFactory(identity);
        return once(this.#connectors, `${appIdOf(identity)} ${serviceUrl} ${audience}`, async () =>
          patient(await azure.create(serviceUrl, audience), this.#sending),
        );
      },
    };
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    // Nobody signs in over the web chat; the adapter only passes this value on.
    if (identity === this.#identity) return Promise.resolve(undefined as unknown as UserTokenClient);
    return once(this.#tokenClients, appIdOf(identity), () => this.#azure.createUserTokenClient(identity));
  }
}

/** The part of a connector client that an adapter calls, writing to Direct Line in place of the network. */
function inProcessConnector(outbox: Outbox): ConnectorClient {
  const send = async (_conversationId: string, activity: Partial<Activity>) => outbox(activity);
  const reply = async (conversationId: string, _replyToId: string, activity: Partial<Activity>) => send(conversationId, activity);
  return { conversations: { sendToConversation: send, replyToActivity: reply } } as unknown as ConnectorClient;
}

// The SDK sends of an entity only the fields on its list, and those of a citation are not on it.
Object.assign(EntityMapper.type, { additionalProperties: { type: { name: 'Object' } } });

/** The same client, except that it sends in order and again. */
function patient(client: ConnectorClient, sending: Sending): ConnectorClient {
  // What the SDK tries again by itself it tries out of order.
  const { pipeline } = (client as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): void } } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  const { conversations } = client;
  const inOrder = {
    sendToConversation: (id: string, activity: Partial<Activity>) =>
      sending.inOrder(id, () => conversations.sendToConversation(id, activity as Activity)),
    replyToActivity: (id: string, replyToId: string, activity: Partial<Activity>) =>
      sending.inOrder(id, () => conversations.replyToActivity(id, replyToId, activity as Activity)),
  };
  return Object.assign(Object.create(client), { conversations: Object.assign(Object.create(conversations), inOrder) });
}

/** The value kept under a key, made on first use; a failure is not kept. */
function once<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  atMost(100, kept.set(key, made));
  made.catch(() => kept.delete(key));
  return made;
}

function appIdOf(identity: ClaimsIdentity): string {
  return identity.getClaimValue('aud') ?? identity.getClaimValue('appid') ?? '';
}

function credentials(app: App) {
  if (app.type === 'none') return {};
  const { type, id } = app;
  return {
    MicrosoftAppType: type,
    MicrosoftAppId: id,
    ...('password' in app && { MicrosoftAppPassword: app.password }),
    ...('tenantId' in app && { MicrosoftAppTenantId: app.tenantId }),
  };
}

/** All or nothing: setting one of these makes the SDK forget its defaults for all others. */
function cloudSettings(cloud: Cloud | undefined) {
  if (!cloud) return {};
  return {
    ToBotFromChannelOpenIdMetadataUrl: cloud.openIdMetadataUrl,
    ToBotFromChannelTokenIssuer: cloud.issuer,
    ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdMetadataUrl,
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    CallerId: 'urn:botframework:azure',
  };
}

/** A bad token, as against a fault of ours. The SDK lets errors of jsonwebtoken (a forged signature) through as they are. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof AuthenticationError ||
    (error instanceof Error && /^(JsonWebTokenError|TokenExpiredError|NotBeforeError|SyntaxError)$/.test(error.name))
  );
}

function failure(status: number, code: string, message: string) {
  return { status, body: { error: { code, message } } };
}

/** Where it broke, without the error's message, which might quote what somebody wrote. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return [error.name, ...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n');
}
