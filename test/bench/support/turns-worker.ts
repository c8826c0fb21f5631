/** Run as a process of its own and killed: takes turns, one JSON line in (`{"person", "id"}`), one out once it is saved. The store comes from the environment. */
import { createInterface } from 'node:readline';
import { environment, readConfig } from '../../../bot/config.ts';
import { openConversations } from '../../../bot/conversation.ts';
import { storeOf } from '../../../bot/store/open.ts';
import { countingCoach, silentLog } from '../../bot/support/counting-coach.ts';

const read = readConfig(environment());
if (!read.ok) throw new Error(read.problems.join('\n'));
const storage = await storeOf(read.config, silentLog);
const conversations = openConversations({ coach: countingCoach, storage, now: () => new Date(), log: silentLog });
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { person, id } = JSON.parse(line) as { person: string; id: string };
  conversations
    .take({ channel: 'kill', conversationId: `c-${person}`, personId: person, activityId: id, said: { kind: 'text', text: 'go on' } })
    .then(
      ({ replies }) => process.stdout.write(`${JSON.stringify({ person, count: Number(replies[0]?.point) })}\n`),
      (error) => process.stdout.write(`${JSON.stringify({ person, failed: String(error?.cause?.code ?? error) })}\n`),
    );
}
