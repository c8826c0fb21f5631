/** How a plain list of messages that are not ours is taken: one message a line. Pure. */
import { type Coach, NEW_SESSION } from '../../../dialogs/turn.ts';
import { NOW } from '../../dialogs/support/house.ts';
import { ratio } from './count.ts';

/** Lines to print: how many messages are refused, offered a choice, or taken for ours, and, unless quiet, what decided about the last two. */
export function offTopicReport(talk: Coach, messages: readonly string[], quiet = false): string[] {
  const taken = messages.map((text) => {
    const { intent, band, because } = talk(NEW_SESSION, { kind: 'text', text }, NOW);
    const refused = intent === 'small_talk_or_out_of_scope' || band === 'unknown';
    return { text, as: refused ? 'refused' : band, why: `${intent}; ${because.detail} (${because.score.toFixed(2)})` };
  });
  const as = (kind: string) => taken.filter((one) => one.as === kind);
  const shown = (kind: string) => as(kind).map(({ text, why }) => `  ${kind.padEnd(6)} ${text}\n         → ${why}`);
  const count = (kind: string) => `  ${kind.padEnd(28)} ${ratio(as(kind).length, taken.length)}`;
  return [...(quiet ? [] : [...shown('choose'), ...shown('sure')]), count('refused'), count('choose'), count('sure')];
}
