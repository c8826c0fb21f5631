import { expect } from 'chai';
import fc from 'fast-check';
import { type Speller, spellerOf } from '../../knowledge/spelling.ts';

const KNOWN = { kettle: 9, refund: 9, receipt: 9, cancel: 9, tear: 9, discrimination: 9, guarantee: 9, satisfactory: 9 };
const ENGLISH = new Set(['tears', 'bear', 'umbrella', 'mettle']);

function speller(known: Readonly<Record<string, number>>, english: ReadonlySet<string> = ENGLISH): Speller {
  return spellerOf(new Map(Object.entries(known)), (word) => english.has(word));
}

describe('the speller', () => {
  const spell = speller(KNOWN);

  const slips: readonly (readonly [string, string, string])[] = [
    ['a missing letter', 'ketle', 'kettle'],
    ['a missing first letter', 'efund', 'refund'],
    ['a missing last letter', 'refun', 'refund'],
    ['a letter too many', 'kettlle', 'kettle'],
    ['a letter too many at the front', 'xrefund', 'refund'],
    ['a letter too many at the end', 'refundd', 'refund'],
    ['a wrong letter', 'kattle', 'kettle'],
    ['a wrong first letter', 'jettle', 'kettle'],
    ['two letters swapped', 'kettel', 'kettle'],
    ['two letters swapped at the front', 'erfund', 'refund'],
    ['two letters swapped in the middle', 'reciept', 'receipt'],
  ];
  for (const [slip, typed, meant] of slips) {
    it(`mends ${slip}`, () => {
      expect(spell(typed)).to.equal(meant);
    });
  }

  it('mends every single slip in a word, wherever it is', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(KNOWN).filter((word) => word.length > 4)),
        fc.constantFrom('drop', 'add', 'change', 'swap'),
        fc.nat(),
        letter,
        (word, slip, place, other) => {
          const at = place % (word.length - 1);
          const typed = {
            drop: word.slice(0, at) + word.slice(at + 1),
            add: word.slice(0, at) + other + word.slice(at),
            change: word.slice(0, at) + other + word.slice(at + 1),
            swap: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
          }[slip];
          expect(speller({ [word]: 1 }, new Set())(typed)).to.equal(typed === word ? undefined : word);
        },
      ),
    );
  });

  it('leaves a word alone that it knows', () => {
    for (const word of Object.keys(KNOWN)) expect(spell(word), word).to.equal(undefined);
  });

  it('leaves a correct word of English alone, near to one of ours as it may be', () => {
    for (const word of ENGLISH) expect(spell(word), word).to.equal(undefined);
    expect(speller(KNOWN, new Set())('tears'), 'without the English list').to.equal('tear');
  });

  it('mends in words of three letters only a letter missing behind the first, or two swapped', () => {
    expect(speller({ what: 1 })('wht')).to.equal('what');
    expect(speller({ the: 1 })('teh')).to.equal('the');
    for (const typed of ['hat', 'tha', 'wha']) expect(speller({ chat: 1, thx: 1, shall: 1 })(typed), typed).to.equal(undefined);
    expect(speller({ cat: 1 })('cta')).to.equal('cat');
    expect(speller({ cat: 1 })('ct'), 'two letters').to.equal(undefined);
  });

  it('leaves figures and mixtures alone', () => {
    for (const typed of ['1234', '30day', 'ketle2', '']) expect(spell(typed), typed).to.equal(undefined);
  });

  it('leaves alone what is near to nothing it knows', () => {
    expect(spell('zzyzxq')).to.equal(undefined);
  });

  it('mends two slips in a long word', () => {
    expect(spell('dicriminasion')).to.equal('discrimination');
    expect(spell('garuntee')).to.equal('guarantee');
    expect(spell('satisfctroy')).to.equal('satisfactory');
  });

  it('does not mend two slips in a short word, nor three in a long one', () => {
    expect(spell('keetel')).to.equal(undefined);
    expect(spell('discrmnashun')).to.equal(undefined);
  });

  it('does not mend two slips if the first letter is one of them', () => {
    expect(spell('tiscriminasion')).to.equal(undefined);
  });

  it('prefers one slip to two, however rare the word is', () => {
    expect(speller({ compliance: 1, complaint: 500 })('complaince')).to.equal('compliance');
    expect(speller({ complaints: 1, compliance: 500 })('complaintz')).to.equal('complaints');
  });

  it('chooses among equally near words', () => {
    expect(speller({ cart: 1, card: 9 })('carx'), 'the more frequent').to.equal('card');
    expect(speller({ fold: 3, gold: 1 })('gfold'), 'the one with the first letter as typed').to.equal('gold');
    expect(speller({ fold: 9, gold: 1 })('gfold'), 'one so frequent that its first letter matters less').to.equal('fold');
    expect(speller({ want: 1, what: 3 })('wnat'), 'the one with two letters swapped rather than one wrong').to.equal('want');
    expect(speller({ cal: 1, cat: 3 })('call'), 'the one with a letter doubled rather than one wrong').to.equal('cal');
    expect(speller({ cars: 2, card: 2 })('carx'), 'else the first by the alphabet').to.equal('card');
  });

  it('gives the same answer each time it is asked', () => {
    const again = speller(KNOWN);
    expect([again('ketle'), again('ketle'), again('umbrella'), again('umbrella')]).to.deep.equal(['kettle', 'kettle', undefined, undefined]);
  });

  it('finds the word that a slow search over all known words finds', () => {
    const word = (least: number, most: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: least, maxLength: most });
    fc.assert(
      fc.property(fc.dictionary(word(1, 10), fc.integer({ min: 1, max: 9 }), { maxKeys: 12, noNullPrototype: true }), word(1, 10), (known, typed) => {
        expect(speller(known, new Set())(typed)).to.equal(slowly(known, typed));
      }),
      { numRuns: 2000 },
    );
  });
});

/** The rule of the speller, said in the plainest way. */
function slowly(known: Readonly<Record<string, number>>, typed: string): string | undefined {
  if (typed.length < 3 || known[typed] !== undefined) return undefined;
  const likely = (word: string) => (known[word] ?? 0) * (word[0] === typed[0] ? 4 : 1) * (isLikelySlip(word, typed) ? 4 : 1);
  const inOrder = (words: string[]) => words.sort((a, b) => likely(b) - likely(a) || (a < b ? -1 : 1));
  const words = Object.keys(known).filter((word) => word.length >= 3);
  const one = inOrder(
    words.filter((word) => slipsBetween(word, typed) === 1 && (typed.length > 3 || (word[0] === typed[0] && isMissingOrSwapped(word, typed)))),
  )[0];
  if (one || typed.length < 8) return one;
  return inOrder(words.filter((word) => word.length >= 7 && word[0] === typed[0] && slipsBetween(word, typed) <= 2))[0];
}

/** A letter missing, doubled, or two swapped. */
function isLikelySlip(word: string, typed: string): boolean {
  const isDoubled = [...typed].some((letter, at) => letter === typed[at - 1] && typed.slice(0, at) + typed.slice(at + 1) === word);
  return slipsBetween(word, typed) === 1 && (isMissingOrSwapped(word, typed) || isDoubled);
}

function isMissingOrSwapped(word: string, typed: string): boolean {
  const isSwapped = word.length === typed.length && [...word].sort().join('') === [...typed].sort().join('');
  return word.length === typed.length + 1 || isSwapped;
}

function slipsBetween(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  if (a[0] === b[0]) return slipsBetween(a.slice(1), b.slice(1));
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? slipsBetween(a.slice(2), b.slice(2)) : Number.POSITIVE_INFINITY;
  return 1 + Math.min(swapped, slipsBetween(a.slice(1), b), slipsBetween(a, b.slice(1)), slipsBetween(a.slice(1), b.slice(1)));
}
