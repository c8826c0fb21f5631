/** Stand-in until the real one is there. */
import type { Storage } from 'botbuilder';
import { type Coach, NEW_SESSION, type Reply, type Said } from '../dialogs/turn.ts';
import type { Log } from './log.ts';
export type Incoming = { channel: string; conversationId: string; personId: string; activityId?: string; said: Said };
export type Answer = { replies: readonly Reply[]; again: boolean };
export type Conversations = { take(incoming: Incoming): Promise<Answer>; idle(): Promise<void> };
export function openConversations(parts: { coach: Coach; storage: Storage; now: () => Date; log: Log }): Conversations {
  const done = new Map<string, readonly Reply[]>();
  return {
    async take({ conversationId, activityId, said }) {
      const key = `${conversationId} ${activityId}`;
      const before = activityId && done.get(key);
      if (before) return { replies: before, again: true };
      const { replies } = parts.coach(NEW_SESSION, said, parts.now());
      done.set(key, replies);
      return { replies, again: false };
    },
    idle: async () => undefined,
  };
}
