/** Why a message is understood as it is, in lines that a trainer can act on. Pure. */

import { hitOf } from '../dialogs/hit.ts';
import type { House } from '../dialogs/house.ts';
import { CHOOSE, rank, SURE } from '../dialogs/rank.ts';
import { NEW_SESSION } from '../dialogs/turn.ts';
import { read, understand } from '../dialogs/understand.ts';
import { searchText } from '../knowledge/entries.ts';
import { factsIn, standing } from '../knowledge/facts.ts';
import { find } from '../knowledge/find.ts';
import { classify } from '../knowledge/linear.ts';
import { CONCEPT, type Reading, SPAN, STOP } from '../knowledge/words.ts';

/** So many of the nearest entries and templates are shown. */
const SHOWN = 5;

/** The words as read, the facts they tell, the templates, intents and entries that came near, how sure that is, and what decided. */
export function explain(house: House, text: string, now: Date): string {
  const { knowledge } = house;
  const reading = read(house, text, now);
  const match = understand(house, NEW_SESSION, text, now);
  const ranking = rank(house, NEW_SESSION, reading, text);
  const concepts = reading.terms.filter((term) => term.startsWith(CONCEPT) || term.startsWith(SPAN));
  const chances = classify(knowledge.intents, knowledge.words.intentTerms(reading, text)).slice(0, 3);
  const told = factsIn(reading.terms, knowledge.content.facts.facts);
  return [
    `Words:      ${reading.tokens.map((token) => token.word).join(' ')}`,
    `Corrected:  ${reading.corrections.map(({ from, to }) => `${from} → ${to}`).join(', ') || 'nothing'}`,
    `Counted:    ${reading.terms.filter((term) => !concepts.includes(term) && !term.startsWith(STOP)).join(' ') || 'nothing'}`,
    `Meanings:   ${concepts.join(' ') || 'none'} (words.yaml)`,
    `Facts:      ${[...told].map(([fact, values]) => `${fact} ${values.join('/')}`).join(', ') || 'none'} (facts.yaml)`,
    `Intents:    ${chances.map(({ name, chance }) => `${name} ${(100 * chance).toFixed(0)} %`).join(', ')}`,
    'Templates that would take it with one word less:',
    ...listed(nearTemplates(house, reading)),
    'Nearest:',
    ...find(knowledge.finder, reading.terms, SHOWN).map(({ entry, score, explained, named, nearest }) => {
      const near = knowledge.entries[entry];
      const only = near?.kind === 'situation' && near.situation.only ? `  its facts: ${standing(told, near.situation.only)}` : '';
      return `  ${(near?.id ?? '').padEnd(34)} score ${score.toFixed(2)}  explained ${explained.toFixed(1)}  named ${named.toFixed(2)}  nearest ask ${askOf(house, entry, nearest)}${only}`;
    }),
    `Sureness:   ${Object.entries(ranking.parts)
      .map(([name, part]) => `${name} ${part.toFixed(1)}`)
      .join(', ')} = ${ranking.sureness.toFixed(1)} (answers from ${SURE}, offers from ${CHOOSE})`,
    `Decided by: ${match.because.detail}`,
    `Names:      ${
      Object.entries(match.entities ?? {})
        .map(([name, value]) => `${name} ${value}`)
        .join(', ') || 'nothing'
    }`,
    `Result:     ${match.intent}, ${match.band}${match.entries.length > 0 ? `: ${match.entries.join(', ')}` : ''}${match.decided?.ask ? `; asks for ${match.decided.ask}` : ''}`,
  ].join('\n');
}

/** Templates that do not take the message, but would without one of its words. */
function nearTemplates(house: House, { tokens }: Reading): string[] {
  const shorter = tokens.map((token, at) => ({ word: token.word, message: house.asMessage([...tokens.slice(0, at), ...tokens.slice(at + 1)]) }));
  return house.intents.flatMap(({ intent, templates }) => {
    if (hitOf(templates, house.asMessage(tokens))) return [];
    const near = shorter.flatMap(({ word, message }) => hitOf(templates, message)?.template.source.concat(` (without "${word}")`) ?? [])[0];
    return near ? [`${intent}: ${near}`] : [];
  });
}

function listed(lines: readonly string[]): string[] {
  return lines.length > 0 ? lines.slice(0, SHOWN).map((line) => `  ${line}`) : ['  none'];
}

/** The everyday question or name that stands at this place of the finder's list, in quotes; "none" where only the text came near. */
function askOf(house: House, entry: number, ask: number): string {
  const { finder, entries } = house.knowledge;
  const owner = entries[entry];
  if (!owner) return 'none';
  const { asks, names } = searchText(owner);
  const near = [...asks, ...names][ask - finder.entryOfAsk.indexOf(entry)];
  return near === undefined ? 'none' : `"${near}"`;
}
