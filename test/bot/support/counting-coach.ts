/** A coach that counts the turns of a person in the session and answers with the count. */
import type { Log } from '../../../bot/log.ts';
import type { Coach, Session } from '../../../dialogs/turn.ts';

export const countingCoach: Coach = (session) => {
  const count = Number(session.last?.entry ?? 0) + 1;
  const next: Session = { ...session, last: { entry: String(count), meanings: [] } };
  return {
    intent: 'help',
    band: 'sure',
    because: { by: 'count', detail: '', score: 1 },
    replies: [{ point: String(count), more: [], cites: [], choices: [] }],
    session: next,
    effects: [],
    entities: {},
  };
};

export type Line = { readonly level: string; readonly fields: object; readonly message: string };

/** A log, and what was written to it. */
export function keepingLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

const nothing = () => undefined;
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
