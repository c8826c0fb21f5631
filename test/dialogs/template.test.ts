import { expect } from 'chai';
import fc from 'fast-check';
import { matches, parseTemplate, type Template, type TemplateWords, type WordLists } from '../../dialogs/template.ts';
import { wordsOf } from '../../knowledge/words.ts';

const SKIPPED = new Set(['please', 'mate']);
/** Each word is its own stem. */
const AS_TYPED: TemplateWords = { stems: (word) => [word], isSkip: (word) => SKIPPED.has(word) };

const LISTS: WordLists = { pet: ['cat', 'guinea pig', '(old|young) dog'], 'big-pet': ['horse'] };

function tokens(message: string): { word: string; stem: string }[] {
  return message
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ word, stem: word }));
}

function accepts(template: Template, message: string): boolean {
  return matches(template, tokens(message), AS_TYPED);
}

const parse = (source: string) => parseTemplate(source, LISTS, AS_TYPED);

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
    means: 'any figure',
    template: 'section <number>',
    takes: ['section 29', 'section 0', 'section 20150'],
    refuses: ['section', 'section nine', 'section 29 30', 'section 29a', 'section 2.5', '29'],
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
    const template = parseTemplate('whats [the] refunds <number>', {}, words);
    const takes = (message: string) => matches(template, words.read(message).tokens, words);
    for (const message of ['whats refunding 29', "What's the REFUND 29?", 'what is refunded twenty nine', 'pls what is the refund 29'])
      expect(takes(message), message).to.equal(true);
    for (const message of ['whats the repair 29', 'what refund 29', 'whats the refund']) expect(takes(message), message).to.equal(false);
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ['(cancel it', /"\)" is missing/],
    ['[cancel it', /"\]" is missing/],
    ['(cancel] it', /"\)" is missing/],
    ['[cancel (it] now)', /"\)" is missing/],
    ['cancel) it', /"\)" closes nothing/],
    ['cancel] it', /"\]" closes nothing/],
    ['my <pest> ran', /no word list <pest>/],
    ['my <pet ran', /"<" has no meaning/],
    ['really?', /"\?" has no meaning/],
    ["don't", /"'" has no meaning/],
    ['go .. home', /"\." has no meaning/],
    ['café', /"é" has no meaning/],
  ];
  for (const [source, problem] of faults) {
    it(`is refused, by name, if it is written ${source}`, () => {
      expect(() => parse(source)).to.throw(Error, problem);
      expect(() => parse(source)).to.throw(Error, `"${source}"`);
    });
  }

  it('takes the messages that a slow matcher takes, and no others', () => {
    fc.assert(
      fc.property(patterns, fc.array(fc.constantFrom('a', 'b', 'c', '7', 'please'), { maxLength: 7 }), (pattern, message) => {
        const source = printed(pattern);
        expect(accepts(parseTemplate(source, {}, AS_TYPED), message.join(' ')), `${source} on ${message.join(' ')}`).to.equal(
          slowly(pattern, message),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('looks at each word of a message no more than twice for each of its states, and has few states for its signs', () => {
    fc.assert(
      fc.property(patterns, fc.array(fc.constantFrom('a', 'b', 'c', '7'), { minLength: 1, maxLength: 60 }), (pattern, message) => {
        const template = parseTemplate(printed(pattern), {}, AS_TYPED);
        const signs = printed(pattern).match(/\.\.\.|\w+|\S/g)?.length ?? 0;
        expect(template.edges.length).to.be.at.most(2 * signs + 2);
        expect(looks(template, message.join(' '))).to.be.at.most(2 * template.edges.length * (message.length + 1));
      }),
    );
  });

  it('does not slow down on gaps in gaps and long messages', () => {
    const template = parse(`${'... [a] '.repeat(30)}end`);
    const message = Array(2000).fill('a').join(' ');
    expect(accepts(template, message)).to.equal(false);
    expect(accepts(template, `${message} end`)).to.equal(true);
    expect(looks(template, message)).to.be.at.most(2 * template.edges.length * 2001);
  });
});

/** How often the ways out of a state are looked up while a message is matched. */
function looks(template: Template, message: string): number {
  let count = 0;
  const edges = new Proxy(template.edges, {
    get(target, key, receiver) {
      if (/^\d+$/.test(String(key))) count++;
      return Reflect.get(target, key, receiver);
    },
  });
  matches({ ...template, edges }, tokens(message), AS_TYPED);
  return count;
}

type Pattern =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'maybe'; readonly part: Pattern }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Pattern[] };

const { patterns } = fc.letrec<{ patterns: Pattern }>((tie) => ({
  patterns: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'patterns' },
    fc.record({ kind: fc.constant('word' as const), word: fc.constantFrom('a', 'b', 'c', 'please') }),
    fc.record({ kind: fc.constant('number' as const) }),
    fc.record({ kind: fc.constant('gap' as const) }),
    fc.record({ kind: fc.constant('maybe' as const), part: tie('patterns') }),
    fc.record({ kind: fc.constant('all' as const), parts: fc.array(tie('patterns'), { maxLength: 3, depthIdentifier: 'patterns' }) }),
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
  }
}

function slowly(pattern: Pattern, message: readonly string[]): boolean {
  return [...ends(pattern, message, new Set([0]))].some((end) => message.slice(end).every((word) => SKIPPED.has(word)));
}

/** Where in the message a match can end that begins at one of these places. */
function ends(pattern: Pattern, message: readonly string[], from: ReadonlySet<number>): ReadonlySet<number> {
  switch (pattern.kind) {
    case 'word':
      return read(message, from, (word) => word === pattern.word);
    case 'number':
      return read(message, from, (word) => /^\d+$/.test(word));
    case 'gap':
      return new Set([...from].flatMap((at) => Array.from({ length: message.length - at + 1 }, (_, more) => at + more)));
    case 'maybe':
      return new Set([...from, ...ends(pattern.part, message, from)]);
    case 'all':
      return pattern.parts.reduce((places, part) => ends(part, message, places), from);
    case 'any':
      return new Set(pattern.parts.flatMap((part) => [...ends(part, message, from)]));
  }
}

function read(message: readonly string[], from: ReadonlySet<number>, fits: (word: string) => boolean): ReadonlySet<number> {
  const after = new Set<number>();
  for (const start of from) {
    for (let at = start; at < message.length; at++) {
      const word = message[at] ?? '';
      if (fits(word)) after.add(at + 1);
      if (!SKIPPED.has(word)) break;
    }
  }
  return after;
}
