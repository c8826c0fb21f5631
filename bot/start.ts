/** Puts the rooms together: coach and store in, a running server out. */
import type { Retention } from '../dialogs/privacy/retention.ts';
import type { Coach } from '../dialogs/turn.ts';
import { type Cloud, openBot } from './activity.ts';
import type { Config } from './config.ts';
import { openConversations } from './conversation.ts';
import { fromBot, openDirectLine } from './directline.ts';
import { openChats } from './directline-log.ts';
import { openStreams } from './directline-stream.ts';
import { readFiles } from './files.ts';
import { fromOwnPage } from './headers.ts';
import type { Log } from './log.ts';
import { openSweep } from './retention.ts';
import { openServer } from './server.ts';
import type { Storage, Store } from './store/storage.ts';
import { keptSecret, openTokens } from './token.ts';

export type Running = {
  /** Where it listens, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  /** Resolves when the turns under way are answered and every connection is closed. */
  stop(): Promise<void>;
};

export async function start(parts: {
  config: Config;
  coach: Coach;
  storage: Storage & Partial<Pick<Store, 'list' | 'append'>>;
  now: () => Date;
  log: Log;
  cloud?: Cloud;
  /** Without it, nothing is deleted for its age. */
  retention?: Retention;
}): Promise<Running> {
  const { config, storage, now, log } = parts;
  let stopping = false;
  const chats = openChats(storage, now);
  const conversations = openConversations({ coach: parts.coach, storage, now, log, logs: chats });
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
  const trouble = async () => {
    if (stopping) return 'stopping';
    return storage.read(['health']).then(
      () => undefined,
      () => 'the store cannot be read',
    );
  };
  const server = openServer({ config, bot, directLine, streams, files: readFiles(), trouble, now, log });
  const sweep = parts.retention && openSweep({ storage, logs: chats, days: parts.retention, now, log });
  const url = await server.listen();
  return {
    url,
    async stop() {
      stopping = true;
      await sweep?.stop();
      streams.close();
      await server.close();
      await conversations.idle();
    },
  };
}
