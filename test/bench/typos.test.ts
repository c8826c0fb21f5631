import { expect } from 'chai';
import fc from 'fast-check';
import { withTypos } from './typos.ts';

const SENTENCE = 'the customer bought kettle number 22nd from 4567 our shop at 12ab34 and wants money back because it went bang yesterday';
const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

describe('a text with typing errors', () => {
  it('is the same for the same seed, and another for another seed', () => {
    expect(withTypos(SENTENCE, 1)).to.equal(withTypos(SENTENCE, 1));
    expect(new Set(SEEDS.map((seed) => withTypos(SENTENCE, seed))).size).to.be.greaterThan(300);
  });

  it('has one edit at most in each word, and none in figures or words of fewer than four letters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^([a-zA-Z]{1,12}|[0-9]{1,6}|[a-z]{4}[0-9]|£[0-9]{3})$/), { maxLength: 20 }),
        fc.nat(),
        (words, seed) => {
          const typed = withTypos(words.join(' '), seed).split(' ');
          expect(typed).to.have.length(Math.max(1, words.length));
          words.forEach((word, at) => {
            if (/^[a-z]{4,}$/i.test(word)) expect(edits(word, typed[at] ?? ''), `${word} → ${typed[at]}`).to.be.at.most(1);
            else expect(typed[at]).to.equal(word);
          });
        },
      ),
    );
  });

  it('has an error in about 30 of 100 words of four or more letters', () => {
    const words = SENTENCE.split(' ').filter((word) => /^[a-z]{4,}$/.test(word));
    const hit = SEEDS.flatMap((seed) => {
      const typed = withTypos(words.join(' '), seed).split(' ');
      return words.filter((word, at) => word !== typed[at]);
    });
    expect(hit.length / (words.length * SEEDS.length)).to.be.within(0.27, 0.33);
  });

  it('has letters missing, doubled, wrong and swapped', () => {
    const seen = new Set(SEEDS.map((seed) => withTypos('warranty', seed)).map(kindOf));
    expect([...seen].sort()).to.deep.equal(['doubled', 'missing', 'none', 'swapped', 'wrong']);
  });
});

function kindOf(typed: string): string {
  if (typed === 'warranty') return 'none';
  if (typed.length < 8) return 'missing';
  if (typed.length > 8) return 'doubled';
  return [...typed].sort().join('') === [...'warranty'].sort().join('') ? 'swapped' : 'wrong';
}

/** The least number of edits between two words, as far as it is 0 or 1; 2 stands for more. */
function edits(word: string, typed: string): number {
  if (word === typed) return 0;
  let same = 0;
  while (same < word.length && word[same] === typed[same]) same++;
  const [rest, other] = [word.slice(same), typed.slice(same)];
  const swapped = `${rest[1]}${rest[0]}${rest.slice(2)}`;
  return rest.slice(1) === other || rest === other.slice(1) || rest.slice(1) === other.slice(1) || swapped === other ? 1 : 2;
}
