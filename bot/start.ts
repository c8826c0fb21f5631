/** Puts the rooms together: coach and store in, a running server out. */
import type { Retention } from '../dialogs/privacy/retention.ts';
import type { Bells } from '../dialogs/reminders/ring.ts';
import type { Coach } from '../dialogs/turn.ts';
import { type Cloud, openBot } from './activity.ts';
import { openAzure } from './azure-directline.ts';
import type { Config } from './config.ts';
import { openConversations, wasSaved } from './conversation.ts';
import type { Desk } from './desk.ts';
import { fromBot, openDirectLine } from './directline.ts';
import { openChats } from './directline-log.ts';
import { openStreams } from './directline-stream.ts';
import type { Retry, Voucher } from './dispatch.ts';
import { openOpinions } from './feedback.ts';
import { readFiles } from './files.ts';
import type { Eraser } from './forget.ts';
import { fromOwnPage } from './headers.ts';
import type { Log } from './log.ts';
import { openLti } from './lti/lti.ts';
import { openPageTokens } from './page-token.ts';
import { openReferences } from './references.ts';
import { openReminders, type Reminding } from './reminders.ts';
import { openSweep } from './retention.ts';
import { openServer } from './server.ts';
import type { Storage, Store } from './store/storage.ts';
import { keptSecret, openTokens, sharedSecret } from './token.ts';
import { openVisitors } from './visitor.ts';
import type { Bank } from './xapi/statements.ts';
import { openXapi } from './xapi/xapi.ts';

export type Running = {
  /** Where it listens, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  /** The clock of the reminders, where there is one. */
  readonly reminding?: Reminding;
  /** Resolves when the turns under way are answered and every connection is closed. */
  stop(): Promise<void>;
};

export async function start(parts: {
  config: Config;
  coach: Coach;
  storage: Storage & Partial<Pick<Store, 'list' | 'append'>>;
  now: () => Date;
  log: Log;
  desk?: Desk;
  cloud?: Cloud;
  bank?: Bank;
  retry?: Retry;
  bells?: Bells;
  /** Without it, nothing is deleted for its age. */
  retention?: Retention;
}): Promise<Running> {
  const { config, storage, now, log } = parts;
  let stopping = false;
  const bank = parts.bank ?? { questions: [], subjects: [] };
  const { publicUrl, frameAncestors, dataDir } = config;
  const away = { dataDir, wasSaved: (voucher: Voucher) => wasSaved(storage, voucher), now, log, ...(parts.retry && { retry: parts.retry }) };
  const lti =
    config.lti && publicUrl ? await openLti({ ...away, rule: config.lti, subjects: quizSubjects(bank), publicUrl, frameAncestors }) : undefined;
  const xapi = await openXapi({ ...away, rule: config.xapi, bank, publicUrl });
  const chats = openChats(storage, now);
  const references = openReferences(storage);
  const visitors = openVisitors({ rule: config.visitor, origins: config.frameAncestors, storage, now, log });
  const erasers: readonly Eraser[] = [
    ({ channel, personId }) => references.forget(channel, personId),
    visitors.erase,
    ...(lti ? [lti.erase] : []),
    xapi.erase,
  ];
  const conversations = openConversations({
    coach: parts.coach,
    storage,
    listeners: [...(lti?.listeners ?? []), ...xapi.listeners],
    now,
    log,
    logs: chats,
    erasers,
  });
  const tokens = openTokens(config.webChatSecret ?? (await keyFor(storage, config)), now);
  const streams = openStreams({ chats, tokens, mayConnect: (request) => fromOwnPage(request, config) });
  const bot = openBot({
    app: config.app,
    conversations,
    outbox: (activity) => chats.using(activity.conversation?.id ?? '', (chat) => ({ id: chat.append(fromBot(activity)).id })),
    references,
    opinions: openOpinions(storage, now),
    ...(parts.desk && { desk: parts.desk }),
    onGone: async (channel, personId) => reminding?.end({ channel, personId }),
    log,
    ...(parts.cloud && { cloud: parts.cloud }),
  });
  const directLine = openDirectLine({ chats, tokens, deliver: bot.deliver, now, log });
  const pageTokens = openPageTokens({
    tokens,
    visitors,
    tickets: lti?.tickets,
    openWith: directLine.openWith,
    azure: config.azureDirectLine && openAzure(config.azureDirectLine, log),
  });
  const reminding = parts.bells && openReminders({ bells: parts.bells, storage, chats, tell: bot.tell, now, log });
  const trouble = async () => {
    if (stopping) return 'stopping';
    return storage.read(['health']).then(
      () => undefined,
      () => 'the store cannot be read',
    );
  };
  const server = openServer({ config, bot, directLine, pageTokens, streams, files: readFiles(), doors: lti?.doors ?? [], trouble, now, log });
  const sweep = parts.retention && openSweep({ storage, logs: chats, erasers, days: parts.retention, now, log });
  const url = await server.listen();
  return {
    url,
    ...(reminding && { reminding }),
    async stop() {
      stopping = true;
      await reminding?.stop();
      await sweep?.stop();
      streams.close();
      await server.close();
      await conversations.idle();
      chats.close();
      await Promise.all([lti?.stop(), xapi.stop()]);
    },
  };
}

/** Processes that share a store share the key: a token of one is good at the others. */
async function keyFor(storage: Storage, { dataDir }: Config): Promise<string> {
  return 'shared' in storage ? sharedSecret(storage) : keptSecret(dataDir);
}

/** The subjects on which there are questions. */
function quizSubjects({ subjects, questions }: Bank): Bank['subjects'] {
  return subjects.filter(({ id }) => questions.some(({ subject }) => subject === id));
}
