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
  TurnContext,
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
import type { Reply } from '../dialogs/turn.ts';
import type { App } from './config.ts';
import type { Conversations } from './conversation.ts';
import { atMost } from './limits.ts';
import type { Log } from './log.ts';
import { IN_PROCESS, Incoming, saidIn, toActivity } from './said.ts';

/** What a person reads when the coach broke. It stands here because it must not depend on any content. */
const SORRY = 'Something went wrong on my side, so I cannot answer that just now. Nothing you did. Please try again in a moment.';

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

export function openBot(parts: { app: App; conversations: Conversations; outbox: Outbox; log: Log; cloud?: Cloud }): Bot {
  const { app, log } = parts;
  const authentication = new Authentication(app, parts.outbox, parts.cloud);
  const adapter = new Adapter(authentication);
  const turn = turns(parts.conversations);
  adapter.onTurnError = async (context, error) => {
    log.error({ channel: context.activity.channelId, at: framesOf(error) }, 'turn failed');
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
      const answer = await adapter.run(caller, activity, turn);
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

/** The logic of a turn: what was said goes to the conversation, its replies go back to the channel. */
function turns(conversations: Conversations) {
  const sent = new Set<string>();
  return async (context: TurnContext): Promise<void> => {
    const activity = context.activity;
    const said = saidIn(activity);
    if (!said) return;
    const { replies, again } = await conversations.take({
      channel: activity.channelId,
      conversationId: activity.conversation.id,
      personId: activity.from.id,
      ...(activity.id && { activityId: activity.id }),
      said,
      // Our own web chat needs none: what is said unasked goes into its log.
      ...(activity.serviceUrl !== IN_PROCESS && { reference: JSON.parse(JSON.stringify(TurnContext.getConversationReference(activity))) }),
    });
    // A channel that delivers twice has the replies already, unless this process never sent them or it waits for them in the response.
    const key = `${activity.channelId} ${activity.conversation.id} ${activity.id}`;
    if (again && sent.has(key) && activity.deliveryMode !== 'expectReplies') return;
    if (replies.length > 0) await context.sendActivities(await Promise.all(replies.map((reply) => toActivity(reply, activity.channelId))));
    if (activity.id) atMost(1000, sent.add(key));
  };
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
  readonly #identity = new ClaimsIdentity([], 'in-process');
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  readonly #tokenClients = new Map<string, Promise<UserTokenClient>>();

  constructor(app: App, outbox: Outbox, cloud?: Cloud) {
    super();
    this.#outbox = outbox;
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
        return once(this.#connectors, `${appIdOf(identity)} ${serviceUrl} ${audience}`, () => azure.create(serviceUrl, audience));
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
