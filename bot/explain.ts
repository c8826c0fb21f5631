/** Why a message is understood as it is, in lines that a trainer can act on. Pure. */
import type { House } from '../dialogs/house.ts';
import { NEW_SESSION } from '../dialogs/turn.ts';
import { understand } from '../dialogs/understand.ts';
import { searchText } from '../knowledge/entries.ts';
import { find } from '../knowledge/find.ts';
import { classify } from '../knowledge/linear.ts';
import { CONCEPT, SPAN, STOP } from '../knowledge/words.ts';

/** The words as read, the intents and entries that came near, and what decided. */
export function explain(house: House, text: string): string {
  const { knowledge } = house;
  const reading = knowledge.words.read(text);
  const match = understand(house, NEW_SESSION, text);
  const concepts = reading.terms.filter((term) => term.startsWith(CONCEPT) || term.startsWith(SPAN));
  const chances = classify(knowledge.intents, knowledge.words.intentTerms(reading, text)).slice(0, 3);
  return [
    `Words:      ${reading.tokens.map((token) => token.word).join(' ')}`,
    `Corrected:  ${reading.corrections.map(({ from, to }) => `${from} → ${to}`).join(', ') || 'nothing'}`,
    `Counted:    ${reading.terms.filter((term) => !concepts.includes(term) && !term.startsWith(STOP)).join(' ') || 'nothing'}`,
    `Meanings:   ${concepts.join(' ') || 'none'}`,
    `Intents:    ${chances.map(({ name, chance }) => `${name} ${(100 * chance).toFixed(0)} %`).join(', ')}`,
    'Nearest:',
    ...find(knowledge.finder, reading.terms, 5).map(({ entry, score, explained, named, nearest }) => {
      const id = knowledge.entries[entry]?.id ?? '';
      return `  ${id.padEnd(34)} score ${score.toFixed(2)}  explained ${explained.toFixed(1)}  named ${named.toFixed(2)}  nearest ask "${askOf(house, entry, nearest)}"`;
    }),
    `Decided by: ${match.because.detail}`,
    `Names:      ${
      Object.entries(match.entities ?? {})
        .map(([name, value]) => `${name} ${value}`)
        .join(', ') || 'nothing'
    }`,
    `Result:     ${match.intent}, ${match.band}${match.entries.length > 0 ? `: ${match.entries.join(', ')}` : ''}`,
  ].join('\n');
}

/** The everyday question or name that stands at this place of the finder's list. */
function askOf(house: House, entry: number, ask: number): string {
  const { finder, entries } = house.knowledge;
  const owner = entries[entry];
  if (!owner) return '';
  const { asks, names } = searchText(owner);
  return [...asks, ...names][ask - finder.entryOfAsk.indexOf(entry)] ?? '';
}
