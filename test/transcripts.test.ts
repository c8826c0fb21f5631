/**
 * Golden conversations: `> ` is what a person types (`> [Label]` presses the button of that label, `> [[id]]` presses any id), `< ` is
 * what the coach says, `[…]` are its buttons. `@ 2026-11-23T09:00Z` moves the clock for what follows. After a change,
 * `npm run transcripts` writes what the coach says now; read the diff.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { toText } from '../bot/render.ts';
import { coach } from '../dialogs/coach.ts';
import { houseOf } from '../dialogs/house.ts';
import { type Coach, NEW_SESSION, type Reply, type Said, type Session } from '../dialogs/turn.ts';
import { loadKnowledge } from '../knowledge/load.ts';

const DIR = join(import.meta.dirname, 'transcripts');
const NOW = new Date('2026-11-22T12:00:00Z');
const UPDATE = process.env.TRANSCRIPTS === 'update';

describe('conversations as written down', () => {
  let talk: Coach;
  before(async function () {
    this.timeout(60_000);
    const loaded = await loadKnowledge();
    if (!loaded.ok) throw new Error('the content has errors');
    talk = coach(houseOf(loaded.knowledge));
  });

  for (const file of readdirSync(DIR, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))) {
    it(file.replace(/\.txt$/, '').replaceAll(/[-/]/g, ' '), () => {
      const path = join(DIR, file);
      const written = readFileSync(path, 'utf8');
      const said = replay(talk, written);
      if (UPDATE) writeFileSync(path, said);
      else expect(said).to.equal(written);
    });
  }
});

/** The transcript with the coach's side said anew. */
function replay(talk: Coach, written: string): string {
  let session: Session = NEW_SESSION;
  let now = NOW;
  const kept = written.split('\n').filter((line) => line.startsWith('> ') || line === '>' || /^[#@]/.test(line));
  const lines = kept.flatMap((line) => {
    if (line.startsWith('#')) return [line];
    if (line.startsWith('@')) {
      now = new Date(line.slice(2));
      return ['', line];
    }
    const turn = talk(structuredClone(session), heard(line.slice(2), session), now);
    session = turn.session;
    return ['', line, ...turn.replies.flatMap(shown)];
  });
  return `${lines.join('\n').trim()}\n`;
}

function heard(words: string, session: Session): Said {
  const raw = /^\[\[(.+)\]\]$/.exec(words)?.[1];
  if (raw) return { kind: 'press', press: raw };
  const label = /^\[(.+)\]$/.exec(words)?.[1];
  const button = label && session.offered.find((choice) => choice.label === label);
  if (button) return { kind: 'press', press: button.press };
  return {
    kind: 'text',
    text: words.replaceAll('\\n', '\n').replace(/^(.*)\{×(\d+)\}$/, (_, text: string, times: string) => text.repeat(Number(times))),
  };
}

function shown(reply: Reply): string[] {
  const buttons = reply.choices.map((choice) => `[${choice.label}]`).join(' ');
  return [
    ...toText(reply)
      .split('\n')
      .map((line) => `< ${line}`.trimEnd()),
    ...(buttons ? [`< ${buttons}`] : []),
  ];
}
