/** A row of a file → one verdict for each message in it. Pure. */
import { type Coach, NEW_SESSION, type Session, type Turn } from '../../../dialogs/turn.ts';
import { NOW, textOf } from '../../dialogs/support/house.ts';

type Entities = Readonly<Record<string, unknown>>;
/** A question with what its answer must hold, cite and never say, as regular expressions. */
type Question = { id: string; text: string; area: string; needs: string[]; provision: string | string[] | null; never: string[] };
type IntentRow = { id: string; text: string; intent: string; also_ok?: string[]; entities?: Entities };
type Dialogue = { id: string; turns: { user: string; must: string[]; never: string[] }[] };
/** The kind of a row is told by its fields. */
export type Row = Question | IntentRow | Dialogue;

export type Verdict = {
  readonly id: string;
  /** Area of a question, intent of a message, or id of a dialogue. */
  readonly group: string;
  /** What was typed. */
  readonly text: string;
  readonly right: boolean;
  readonly band: Turn['band'];
  /** The intent that the coach took it for. */
  readonly got: string;
  /** The intent that a row of intents wants. */
  readonly wanted?: string;
  /** Whether the answer matches a "never". */
  readonly harmful: boolean;
  /** What decided, with its score. */
  readonly decided: string;
  /** What is wrong with the answer; '' where nothing is. */
  readonly why: string;
  /** Each entity that the row names, and whether the coach found it; left out where the coach names none at all. */
  readonly entities?: readonly { readonly name: string; readonly right: boolean }[];
};

/** @param typed what a person makes of the text of a row: the text itself, or one with typing errors */
export function judge(talk: Coach, row: Row, typed = (text: string) => text): Verdict[] {
  if ('needs' in row) return [judgeQuestion(talk, row, typed(row.text))];
  if ('turns' in row) return judgeDialogue(talk, row, typed);
  return [judgeIntent(talk, row, typed(row.text))];
}

function judgeQuestion(talk: Coach, row: Question, text: string): Verdict {
  const turn = talk(NEW_SESSION, { kind: 'text', text }, NOW);
  const wanted = row.provision === null ? [] : [row.provision].flat();
  const refs = turn.replies.flatMap((reply) => reply.cites.flatMap((cite) => (cite.kind === 'law' ? cite.refs : [])));
  const cited = wanted.length === 0 || wanted.some((ref) => refs.includes(ref));
  const faults = faultsOf(turn, row.needs, row.never);
  const why = [turn.band !== 'sure' && 'gives no answer', ...faults, !cited && `does not cite ${wanted.join(' or ')}`].filter(Boolean).join('; ');
  return { ...seen(turn, row, text), group: row.area, right: why === '', why };
}

function judgeIntent(talk: Coach, row: IntentRow, text: string): Verdict {
  const turn = talk(NEW_SESSION, { kind: 'text', text }, NOW);
  const right = [row.intent, ...(row.also_ok ?? [])].includes(turn.intent);
  const entities = entitiesOf(row, turn);
  const why = right ? '' : `wanted ${row.intent}, got ${turn.intent}`;
  return { ...seen(turn, row, text), group: row.intent, wanted: row.intent, right, why, ...(entities && { entities }) };
}

function judgeDialogue(talk: Coach, row: Dialogue, typed: (text: string) => string): Verdict[] {
  let session: Session = NEW_SESSION;
  return row.turns.map((step, at) => {
    const text = typed(step.user);
    const turn = talk(session, { kind: 'text', text }, NOW);
    session = structuredClone(turn.session);
    const why = faultsOf(turn, step.must, step.never).join('; ');
    return { ...seen(turn, { id: `${row.id}.${at + 1}`, never: step.never }, text), group: row.id, right: why === '', why };
  });
}

function seen(turn: Turn, row: { id: string; never?: string[] }, text: string) {
  const { band, intent, because } = turn;
  const decided = `${because.detail} (${because.score.toFixed(2)})`;
  return { id: row.id, text, band, got: intent, harmful: saysNever(turn, row.never ?? []), decided };
}

function faultsOf(turn: Turn, must: readonly string[], never: readonly string[]): string[] {
  const text = textOf(turn);
  const missing = must.filter((part) => !new RegExp(part, 'i').test(text));
  return [...(missing.length > 0 ? [`lacks ${missing.join(' & ')}`] : []), ...(saysNever(turn, never) ? ['says a never'] : [])];
}

function saysNever(turn: Turn, never: readonly string[]): boolean {
  const text = textOf(turn);
  return never.some((part) => new RegExp(part, 'i').test(text));
}

function entitiesOf(row: IntentRow, turn: Turn & { readonly entities?: Entities }): Verdict['entities'] {
  if (!row.entities || !turn.entities) return undefined;
  const plain = (value: unknown) => String(value).trim().toLowerCase();
  return Object.entries(row.entities).map(([name, value]) => ({ name, right: plain(turn.entities?.[name]) === plain(value) }));
}
