import { expect } from 'chai';
import fc from 'fast-check';
import { skipMarker } from '../../dialogs/skip.ts';
import { type Message, read, type Slots, type Template, type TemplateWords, templateOf } from '../../dialogs/template.ts';
import { templateParser, type WordLists } from '../../knowledge/template.ts';
import { wordsOf } from '../../knowledge/words.ts';

const SKIPPED = ['please', 'mate', 'can you tell me'];
/** Each word is its own stem. */
const AS_TYPED: TemplateWords = { stems: (word) => [word] };

const LISTS: WordLists = {
  pet: ['cat', 'guinea pig', '(old|young) dog'],
  'big-pet': ['horse'],
  animal: ['<pet>', '<big-pet>', 'wild <big-pet>'],
  count: ['<number>', 'a couple [of]'],
  when: ['tomorrow [<number> am]', 'in <count> days'],
};

const mark = skipMarker(SKIPPED, AS_TYPED);

function messageOf(text: string): Message {
  return mark(
    text
      .split(' ')
      .filter(Boolean)
      .map((word) => ({ typed: word, word, stem: word })),
  );
}

function accepts(template: Template, message: string): boolean {
  return read(template, messageOf(message)) !== undefined;
}

/** The words in each slot, or undefined where the template does not take the message. */
function slotsIn(source: string, text: string): Record<string, string> | undefined {
  const slots: Slots | undefined = read(parse(source), messageOf(text));
  return (
    slots &&
    Object.fromEntries(
      Object.entries(slots).map(([slot, span]) => [
        slot,
        text
          .split(' ')
          .slice(...span)
          .join(' '),
      ]),
    )
  );
}

function parse(source: string, words = AS_TYPED): Template {
  const parsed = templateParser(LISTS)(source);
  if (!parsed.ok) throw new Error(parsed.problem);
  return templateOf(source, parsed.pattern, words);
}

const GRAMMAR: readonly { means: string; template: string; takes: readonly string[]; refuses: readonly string[] }[] = [
  { means: 'a word', template: 'hello', takes: ['hello'], refuses: ['', 'hello there', 'oh hello', 'hell', 'hellos', 'hello hello'] },
  {
    means: 'words in a row',
    template: 'cancel the quiz',
    takes: ['cancel the quiz'],
    refuses: ['cancel quiz', 'the quiz cancel', 'cancel the', 'cancel the quiz now'],
  },
  { means: 'capitals, which do not count', template: 'Cancel THAT', takes: ['cancel that'], refuses: ['cancel'] },
  {
    means: 'one of several',
    template: '(cancel|stop) it',
    takes: ['cancel it', 'stop it'],
    refuses: ['it', 'cancel stop it', 'cancel', 'it cancel'],
  },
  {
    means: 'one of several phrases',
    template: '(never mind|forget it|stop)',
    takes: ['never mind', 'forget it', 'stop'],
    refuses: ['never', 'never it', 'forget mind', ''],
  },
  { means: 'one of several without brackets', template: 'stop | never mind', takes: ['stop', 'never mind'], refuses: ['stop mind', 'mind'] },
  { means: 'a word or nothing', template: '[the] quiz', takes: ['quiz', 'the quiz'], refuses: ['the', 'the the quiz', 'a quiz', ''] },
  {
    means: 'one of several or nothing',
    template: 'stop [it|the quiz]',
    takes: ['stop', 'stop it', 'stop the quiz'],
    refuses: ['stop the', 'stop quiz', 'stop it it'],
  },
  {
    means: 'two in a row that may be missing',
    template: '[please] [do] go',
    takes: ['go', 'do go', 'please go', 'please do go'],
    refuses: ['do', 'do do go'],
  },
  { means: 'brackets in brackets', template: '(a [b|c]|d) e', takes: ['a e', 'a b e', 'a c e', 'd e'], refuses: ['e', 'd b e', 'a b c e', 'a d e'] },
  { means: 'an empty choice', template: '(very|) good', takes: ['good', 'very good'], refuses: ['very'] },
  {
    means: 'a list',
    template: 'my <pet> ran',
    takes: ['my cat ran', 'my guinea pig ran', 'my old dog ran', 'my young dog ran'],
    refuses: ['my ran', 'my pig ran', 'my dog ran', 'my cat cat ran', 'my pet ran'],
  },
  {
    means: 'a list with a hyphen in its name, that may be missing',
    template: '[<big-pet>] ran',
    takes: ['ran', 'horse ran'],
    refuses: ['horse', 'cat ran'],
  },
  {
    means: 'a list made of lists',
    template: 'my <animal>',
    takes: ['my cat', 'my guinea pig', 'my horse', 'my wild horse'],
    refuses: ['my', 'my wild', 'my wild cat'],
  },
  {
    means: 'any figure',
    template: 'section <number>',
    takes: ['section 29', 'section 0', 'section 20150', 'section 2.5'],
    refuses: ['section', 'section nine', 'section 29 30', 'section 29a', '29'],
  },
  {
    means: 'two parts in any order',
    template: 'go {home; by bus} now',
    takes: ['go home by bus now', 'go by bus home now'],
    refuses: ['go home now', 'go by bus now', 'go home home now', 'go home by bus home now', 'go now'],
  },
  {
    means: 'four parts in any order, one of which may be missing',
    template: '{a; b [x]; (c|d); [e]}',
    takes: ['a b c e', 'd b x e a', 'c b a', 'b x a d', 'e c a b'],
    refuses: ['a b', 'a b c d', 'a b x x c', 'x b a c', 'a b c e e'],
  },
  { means: 'a certain figure', template: 'section 75', takes: ['section 75'], refuses: ['section 7', 'section 750'] },
  {
    means: 'any words before and after',
    template: '... refund ...',
    takes: ['refund', 'a refund', 'refund now', 'i want a refund now ok', 'refund refund'],
    refuses: ['', 'money back', 'refunds'],
  },
  {
    means: 'any words between',
    template: 'what ... cost',
    takes: ['what cost', 'what does it cost', 'what cost cost'],
    refuses: ['what does it', 'cost', 'what cost it'],
  },
  {
    means: 'any words in one of several',
    template: '(stop ... now|go)',
    takes: ['stop now', 'stop it all now', 'go'],
    refuses: ['stop', 'go now', 'now'],
  },
  { means: 'any words that may be missing, like any words', template: 'go [...] home', takes: ['go home', 'go straight home'], refuses: ['go'] },
  { means: 'any message at all', template: '...', takes: ['', 'hello', 'a b c d e'], refuses: [] },
];

describe('a sentence template', () => {
  for (const { means, template, takes, refuses } of GRAMMAR) {
    it(`can say: ${means} — ${template}`, () => {
      for (const message of takes) expect(accepts(parse(template), message), `takes "${message}"`).to.equal(true);
      for (const message of refuses) expect(accepts(parse(template), message), `refuses "${message}"`).to.equal(false);
    });
  }

  it('passes over skip words wherever they stand', () => {
    for (const message of ['please cancel the quiz', 'cancel please the mate quiz', 'cancel the quiz please mate please'])
      expect(accepts(parse('cancel the quiz'), message), message).to.equal(true);
    expect(accepts(parse('cancel'), 'please'), 'a skip word alone is no match').to.equal(false);
  });

  it('passes over a skip phrase, but not over its words where they stand otherwise', () => {
    expect(accepts(parse('the time'), 'can you tell me the time')).to.equal(true);
    expect(accepts(parse('the time'), 'mate can you tell me the please time')).to.equal(true);
    for (const message of ['you tell me the time', 'can tell me the time', 'can the time'])
      expect(accepts(parse('the time'), message), message).to.equal(false);
  });

  it('wants a skip word that it names itself', () => {
    expect(accepts(parse('please help'), 'please help')).to.equal(true);
    expect(accepts(parse('please help'), 'please please mate help')).to.equal(true);
    expect(accepts(parse('please help'), 'help')).to.equal(false);
  });

  it('keeps its source, so that a match can say why', () => {
    expect(parse('(Cancel|stop) it').source).to.equal('(Cancel|stop) it');
  });

  it('reads its words as the words of a message are read', () => {
    const words = wordsOf({ short: { whats: 'what is', pls: 'please' }, concepts: {}, stop: ['the'], skip: ['please'] });
    const template = parse('whats [the] refunds <number>', words);
    const takes = (message: string) => read(template, skipMarker(['please'], words)(words.read(message).tokens)) !== undefined;
    for (const message of ['whats refunding 29', "What's the REFUND 29?", 'what is refunded twenty nine', 'pls what is the refund 29'])
      expect(takes(message), message).to.equal(true);
    const exact = parse('=refunds', words);
    for (const [message, taken] of [
      ['refunds', true],
      ['refund', false],
      ['refunding', false],
    ] as const)
      expect(read(exact, skipMarker([], words)(words.read(message).tokens)) !== undefined, message).to.equal(taken);
    for (const message of ['whats the repair 29', 'what refund 29', 'whats the refund']) expect(takes(message), message).to.equal(false);
  });

  const captured: readonly { means: string; template: string; text: string; slots: Record<string, string> | undefined }[] = [
    { means: 'any words', template: 'quiz me on <topic>', text: 'quiz me on data and privacy', slots: { topic: 'data and privacy' } },
    { means: 'nothing, where no word is left for it', template: 'quiz me on <topic>', text: 'quiz me on', slots: undefined },
    { means: 'no skip words at its ends', template: 'quiz me on <topic>', text: 'quiz me on please refunds mate', slots: { topic: 'refunds' } },
    {
      means: 'no words that the template names',
      template: 'quiz me on [some] <topic> [stuff]',
      text: 'quiz me on some refunds stuff',
      slots: { topic: 'refunds' },
    },
    {
      means: 'as much as it can beside a gap',
      template: '... (on|about) <topic>',
      text: 'test me on complaints about staff',
      slots: { topic: 'complaints about staff' },
    },
    { means: 'one of a list', template: 'give me <count> ones', text: 'give me a couple of ones', slots: { count: 'a couple of' } },
    {
      means: 'the longest of a list anywhere in the message',
      template: '... <when> ...',
      text: 'ring her tomorrow 9 am then go',
      slots: { when: 'tomorrow 9 am' },
    },
    { means: 'its own words only, though its list names a slot', template: '... <when> ...', text: 'ring in 3 days', slots: { when: 'in 3 days' } },
    {
      means: 'two slots in any order',
      template: 'give me {<count> ones; on <topic>}',
      text: 'give me on data law 5 ones',
      slots: { count: '5', topic: 'data law' },
    },
    {
      means: 'the words for which most is named',
      template: 'ask about <topic> [<count> times]',
      text: 'ask about data 5 times',
      slots: { topic: 'data', count: '5' },
    },
    { means: 'nothing, for a slot that may be missing', template: 'remind me [<when>]', text: 'remind me', slots: {} },
  ];
  for (const { means, template, text, slots } of captured) {
    it(`gives back what stands in a slot: ${means}`, () => {
      expect(slotsIn(template, text)).to.deep.equal(slots);
    });
  }

  const faults: readonly (readonly [string, RegExp])[] = [
    ['(cancel it', /"\)" is missing/],
    ['[cancel it', /"\]" is missing/],
    ['{cancel; it', /"\}" is missing/],
    ['(cancel] it', /"\]" is out of place/],
    ['[cancel (it] now)', /"\]" is out of place/],
    ['cancel) it', /"\)" is out of place/],
    ['cancel] it', /"\]" is out of place/],
    ['a; b', /";" has no meaning/],
    ['{a}', /\{ \} has 1 part/],
    ['{a; b; c; d; e}', /\{ \} has 5 parts/],
    ['my <pest> ran', /no word list <pest>/],
    ['<loop>', /<loop> contains itself/],
    ['my <pet ran', /"<" has no meaning/],
    ['really?', /"\?" has no meaning/],
    ["don't", /"'" has no meaning/],
    ['go .. home', /"\." has no meaning/],
    ['café', /"é" has no meaning/],
  ];
  for (const [source, problem] of faults) {
    it(`is refused, by name and with a cure, if it is written ${source}`, () => {
      const parsed = templateParser({ ...LISTS, loop: ['a <ring>'], ring: ['<loop>'] })(source);
      if (parsed.ok) throw new Error('it was read');
      expect(parsed.problem).to.match(problem).and.to.include(`"${source}"`);
      expect(parsed.cure).to.match(/\.$/);
    });
  }

  it('takes the messages that a slow matcher takes, and no others', () => {
    fc.assert(
      fc.property(patterns, fc.array(fc.constantFrom('a', 'b', 'c', '7', 'please'), { maxLength: 7 }), (pattern, message) => {
        const source = printed(pattern);
        expect(accepts(parse(source), message.join(' ')), `${source} on ${message.join(' ')}`).to.equal(slowly(pattern, message));
      }),
      { numRuns: 5000 },
    );
  });

  it('looks at each word of a message no more than once for each of its states, and has few states for its signs', () => {
    fc.assert(
      fc.property(patterns, fc.array(fc.constantFrom('a', 'b', 'c', '7'), { minLength: 1, maxLength: 60 }), (pattern, message) => {
        const template = parse(printed(pattern));
        const signs = printed(pattern).match(/\.\.\.|\w+|\S/g)?.length ?? 0;
        expect(template.edges.length).to.be.at.most(permuted(pattern) * (2 * signs + 2));
        expect(looks(template, message.join(' '))).to.be.at.most(template.edges.length * (message.length + 1) + 1);
      }),
    );
  });

  it('does not slow down on gaps in gaps and long messages', () => {
    const template = parse(`${'... [a] '.repeat(30)}end`);
    const message = Array(2000).fill('a').join(' ');
    expect(accepts(template, message)).to.equal(false);
    expect(accepts(template, `${message} end`)).to.equal(true);
    expect(looks(template, message)).to.be.at.most(template.edges.length * 2001 + 1);
  });

  it('does not grow out of hand with permutations in permutations', () => {
    const template = parse('{{a; b; c; d}; {e; f; g; h}; [i]; [j]} end');
    expect(accepts(template, 'i h g e f d b c a end')).to.equal(true);
    expect(template.edges.length).to.be.below(1500);
  });
});

/** How often the ways out of a state are looked up while a message is matched. */
function looks(template: Template, message: string): number {
  let count = 0;
  const steps = new Proxy(template.steps, {
    get(target, key, receiver) {
      if (/^\d+$/.test(String(key))) count++;
      return Reflect.get(target, key, receiver);
    },
  });
  read({ ...template, steps }, messageOf(message));
  return count;
}

type Pattern =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'maybe'; readonly part: Pattern }
  | { readonly kind: 'all' | 'any' | 'each'; readonly parts: readonly Pattern[] };

const { patterns } = fc.letrec<{ patterns: Pattern }>((tie) => ({
  patterns: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'patterns' },
    fc.record({ kind: fc.constant('word' as const), word: fc.constantFrom('a', 'b', 'c', 'please') }),
    fc.record({ kind: fc.constant('number' as const) }),
    fc.record({ kind: fc.constant('gap' as const) }),
    fc.record({ kind: fc.constant('maybe' as const), part: tie('patterns') }),
    fc.record({ kind: fc.constant('all' as const), parts: fc.array(tie('patterns'), { maxLength: 3, depthIdentifier: 'patterns' }) }),
    fc.record({
      kind: fc.constant('each' as const),
      parts: fc.array(tie('patterns'), { minLength: 2, maxLength: 3, depthIdentifier: 'patterns' }),
    }),
    fc.record({ kind: fc.constant('any' as const), parts: fc.array(tie('patterns'), { minLength: 1, maxLength: 3, depthIdentifier: 'patterns' }) }),
  ),
}));

function printed(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'word':
      return pattern.word;
    case 'number':
      return '<number>';
    case 'gap':
      return '...';
    case 'maybe':
      return `[${printed(pattern.part)}]`;
    case 'all':
      return pattern.parts.map(printed).join(' ');
    case 'any':
      return `(${pattern.parts.map(printed).join('|')})`;
    case 'each':
      return `{${pattern.parts.map(printed).join(';')}}`;
  }
}

/** How often the parts of permutations may be written out: each part once for each set of the others. */
function permuted(pattern: Pattern): number {
  if (!('parts' in pattern)) return pattern.kind === 'maybe' ? permuted(pattern.part) : 1;
  const times = pattern.kind === 'each' ? 2 ** (pattern.parts.length - 1) : 1;
  return times * Math.max(1, ...pattern.parts.map(permuted));
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => orders(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]));
}

function slowly(pattern: Pattern, message: readonly string[]): boolean {
  return [...ends(pattern, message, new Set([0]))].some((end) => message.slice(end).every((word) => SKIPPED.includes(word)));
}

/** Where in the message a match can end that begins at one of these places. */
function ends(pattern: Pattern, message: readonly string[], from: ReadonlySet<number>): ReadonlySet<number> {
  switch (pattern.kind) {
    case 'word':
      return after(message, from, (word) => word === pattern.word);
    case 'number':
      return after(message, from, (word) => /^\d+$/.test(word));
    case 'gap':
      return new Set([...from].flatMap((at) => Array.from({ length: message.length - at + 1 }, (_, more) => at + more)));
    case 'maybe':
      return new Set([...from, ...ends(pattern.part, message, from)]);
    case 'all':
      return pattern.parts.reduce((places, part) => ends(part, message, places), from);
    case 'any':
      return new Set(pattern.parts.flatMap((part) => [...ends(part, message, from)]));
    case 'each':
      return new Set(orders(pattern.parts).flatMap((parts) => [...ends({ kind: 'all', parts }, message, from)]));
  }
}

function after(message: readonly string[], from: ReadonlySet<number>, fits: (word: string) => boolean): ReadonlySet<number> {
  const places = new Set<number>();
  for (const start of from) {
    for (let at = start; at < message.length; at++) {
      const word = message[at] ?? '';
      if (fits(word)) places.add(at + 1);
      if (!SKIPPED.includes(word)) break;
    }
  }
  return places;
}
