/**
 * `npm run eval -- FILE…`: how many rows of a file the coach gets right, with the misses.
 *
 * The kind of a file is told by its rows: questions have `needs`, intents have `intent`, dialogues have `turns`.
 * Options: `--content=DIR` takes other content; `--quiet` leaves the misses out; `--held-out` reports every third row (by its place) apart.
 */
import { readFileSync } from 'node:fs';
import { toText } from '../../bot/render.ts';
import { coach } from '../../dialogs/coach.ts';
import { houseOf } from '../../dialogs/house.ts';
import { type Coach, NEW_SESSION, type Session, type Turn } from '../../dialogs/turn.ts';
import { loadKnowledge } from '../../knowledge/load.ts';

type Question = { id: string; text: string; area: string; needs: string[]; provision: string | string[] | null; never: string[] };
type IntentRow = { id: string; text: string; intent: string; also_ok?: string[]; entities?: Record<string, string | number> };
type Dialogue = { id: string; title: string; turns: { user: string; must: string[]; never: string[] }[] };
type Verdict = { id: string; group: string; right: boolean; band: string; harmful: boolean; note: string; named?: Named };
/** Entities of a row: how many are wanted, how many of them were found, how many were found where none was wanted. */
type Named = { wanted: number; found: number; more: number };

const NOW = new Date('2026-11-22T12:00:00Z');

async function main(): Promise<void> {
  const dir = process.argv.find((word) => word.startsWith('--content='))?.slice('--content='.length);
  const loaded = await loadKnowledge(dir);
  if (!loaded.ok) throw new Error('The content has errors: run "npm run check:content".');
  const talk = coach(houseOf(loaded.knowledge));
  const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
  for (const file of process.argv.slice(2).filter((word) => !word.startsWith('--'))) {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((row) => JSON.parse(row));
    const verdicts = rows.flatMap((row) => judge(talk, row));
    report(file, verdicts, options);
  }
}

function judge(talk: Coach, row: Question | IntentRow | Dialogue): Verdict[] {
  if ('needs' in row) return [judgeQuestion(talk, row)];
  if ('turns' in row) return judgeDialogue(talk, row);
  return [judgeIntent(talk, row)];
}

function judgeQuestion(talk: Coach, row: Question): Verdict {
  const turn = talk(NEW_SESSION, { kind: 'text', text: row.text }, NOW);
  const text = textOf(turn);
  const missing = row.needs.filter((need) => !new RegExp(need, 'i').test(text));
  const harmful = row.never.some((never) => new RegExp(never, 'i').test(text));
  const wanted = row.provision === null ? [] : [row.provision].flat();
  const refs = turn.replies.flatMap((reply) => reply.cites.flatMap((cite) => (cite.kind === 'law' ? cite.refs : [])));
  const cited = wanted.length === 0 || wanted.some((ref) => refs.includes(ref));
  const right = turn.band === 'sure' && missing.length === 0 && !harmful && cited;
  const why = [missing.length > 0 && `lacks ${missing.join(' & ')}`, harmful && 'SAYS A NEVER', !cited && `does not cite ${wanted.join(' or ')}`]
    .filter(Boolean)
    .join('; ');
  return {
    id: row.id,
    group: row.area,
    right,
    band: turn.band,
    harmful,
    note: `${row.text}\n      → ${turn.because.detail} ${turn.because.score.toFixed(2)}\n      ${why}`,
  };
}

function judgeIntent(talk: Coach, row: IntentRow): Verdict {
  const turn = talk(NEW_SESSION, { kind: 'text', text: row.text }, NOW);
  const right = [row.intent, ...(row.also_ok ?? [])].includes(turn.intent);
  const wanted = Object.entries(row.entities ?? {});
  const got: Record<string, unknown> = turn.entities;
  const wrong = wanted.filter(([name, value]) => String(got[name]).toLowerCase() !== String(value).toLowerCase());
  const more = Object.keys(got).filter((name) => row.entities?.[name] === undefined).length;
  return {
    id: row.id,
    group: row.intent,
    right,
    band: turn.band,
    harmful: false,
    note: `${row.text}\n      wanted ${row.intent}, got ${turn.intent} (${turn.band}; ${turn.because.detail})`,
    named: { wanted: wanted.length, found: wanted.length - wrong.length, more },
  };
}

function judgeDialogue(talk: Coach, row: Dialogue): Verdict[] {
  let session: Session = NEW_SESSION;
  return row.turns.map((step, at) => {
    const turn = talk(session, { kind: 'text', text: step.user }, NOW);
    session = structuredClone(turn.session);
    const text = textOf(turn);
    const missing = step.must.filter((must) => !new RegExp(must, 'i').test(text));
    const harmful = step.never.some((never) => new RegExp(never, 'i').test(text));
    return {
      id: `${row.id}.${at + 1}`,
      group: row.id,
      right: missing.length === 0 && !harmful,
      band: turn.band,
      harmful,
      note: `${step.user}\n      → ${turn.because.detail}: ${text.slice(0, 120)}`,
    };
  });
}

function textOf(turn: Turn): string {
  return turn.replies.map(toText).join('\n\n');
}

function report(file: string, verdicts: readonly Verdict[], options: readonly string[]): void {
  if (!options.includes('--quiet')) {
    for (const miss of verdicts.filter((verdict) => !verdict.right))
      console.log(`  ${miss.harmful ? 'HARM' : 'miss'} ${miss.id} [${miss.group}, ${miss.band}] ${miss.note}`);
  }
  console.log(`\n${file}: ${share(verdicts)}; answers that match a never: ${verdicts.filter((verdict) => verdict.harmful).length}`);
  if (options.includes('--held-out')) {
    console.log(
      `  held out (every third row): ${share(verdicts.filter((_, at) => at % 3 === 2))}; the rest: ${share(verdicts.filter((_, at) => at % 3 !== 2))}`,
    );
  }
  if (verdicts.some(({ named }) => named)) {
    console.log(`  entities: ${namedIn(verdicts)}`);
    if (options.includes('--held-out'))
      console.log(
        `    held out: ${namedIn(verdicts.filter((_, at) => at % 3 === 2))}; the rest: ${namedIn(verdicts.filter((_, at) => at % 3 !== 2))}`,
      );
  }
  for (const group of [...new Set(verdicts.map((verdict) => verdict.group))].sort())
    console.log(`  ${group.padEnd(28)} ${share(verdicts.filter((verdict) => verdict.group === group))}`);
  for (const band of ['sure', 'choose', 'unknown'])
    console.log(`  band ${band.padEnd(23)} ${verdicts.filter((verdict) => verdict.band === band).length}`);
}

function namedIn(verdicts: readonly Verdict[]): string {
  const sum = (count: keyof Named) => verdicts.reduce((total, { named }) => total + (named?.[count] ?? 0), 0);
  return `${sum('found')} of ${sum('wanted')} found, ${sum('more')} more`;
}

function share(verdicts: readonly Verdict[]): string {
  const right = verdicts.filter((verdict) => verdict.right).length;
  return `${right} of ${verdicts.length} right (${((100 * right) / Math.max(1, verdicts.length)).toFixed(1)} %)`;
}

await main();
