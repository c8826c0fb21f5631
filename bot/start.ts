/** Puts the rooms together: coach and store in, a running server out. */
import type { Coach } from '../dialogs/turn.ts';
import { type Cloud, openBot } from './activity.ts';
import { openAzure } from './azure-directline.ts';
import type { Config } from './config.ts';
import { openConversations } from './conversation.ts';
import { fromBot, openDirectLine } from './directline.ts';
import { openChats } from './directline-log.ts';
import { openStreams } from './directline-stream.ts';
import { readFiles } from './files.ts';
import { fromOwnPage } from './headers.ts';
import type { Log } from './log.ts';
import { openPageTokens } from './page-token.ts';
import { openServer } from './server.ts';
import type { Storage } from './store/storage.ts';
import { keptSecret, openTokens } from './token.ts';
import { openVisitors } from './visitor.ts';

export type Running = {
  /** Where it listens, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  /** Resolves when the turns under way are answered and every connection is closed. */
  stop(): Promise<void>;
};

export async function start(parts: { config: Config; coach: Coach; storage: Storage; now: () => Date; log: Log; cloud?: Cloud }): Promise<Running> {
  const { config, storage, now, log } = parts;
  let stopping = false;
  const conversations = openConversations({ coach: parts.coach, storage, now, log });
  const chats = openChats(storage, now);
  const streams = openStreams({ chats, mayConnect: (request) => fromOwnPage(request, config), now });
  const bot = openBot({
    app: config.app,
    conversations,
    outbox: (activity) => chats.using(activity.conversation?.id ?? '', (chat) => ({ id: chat.append(fromBot(activity)).id })),
    log,
    ...(parts.cloud && { cloud: parts.cloud }),
  });
  const tokens = openTokens(config.webChatSecret ?? keptSecret(config.dataDir), now);
  const directLine = openDirectLine({ chats, streams, tokens, deliver: bot.deliver, now, log });
  const pageToken = openPageTokens({
    tokens,
    visitors: openVisitors({ rule: config.visitor, origins: config.frameAncestors, storage, now, log }),
    azure: config.azureDirectLine && openAzure(config.azureDirectLine, log),
  });
  const trouble = async () => {
    if (stopping) return 'stopping';
    return storage.read(['health']).then(
      () => undefined,
      () => 'the store cannot be read',
    );
  };
  const server = openServer({ config, bot, directLine, pageToken, streams, files: readFiles(), trouble, now, log });
  const url = await server.listen();
  return {
    url,
    async stop() {
      stopping = true;
      streams.close();
      await server.close();
      await conversations.idle();
    },
  };
}
