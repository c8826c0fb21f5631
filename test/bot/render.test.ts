import { expect } from 'chai';
import fc from 'fast-check';
import { buttonsCard } from '../../bot/cards.ts';
import { toMarkdown, toText } from '../../bot/render.ts';
import { escapeMarkdown } from '../../dialogs/markdown.ts';
import type { Reply } from '../../dialogs/turn.ts';
import type { Wire } from './support/running.ts';

const reply: Reply = {
  point: 'You have 30 days to reject it.',
  more: [{ text: 'Count from delivery.' }, { label: 'At the desk', text: 'Look at the receipt.' }],
  cites: [
    {
      kind: 'law',
      id: 'l',
      refs: ['CRA 2015 s.22'],
      act: 'Consumer Rights Act 2015',
      place: 's.22',
      title: 'Short-term right to reject',
      url: 'https://www.legislation.gov.uk/ukpga/2015/15/section/22',
      checked: '2026-11-22',
      nations: 'UK',
      sureness: 'seen in the Act',
    },
    { kind: 'guide', id: 'g', guide: 'Complaints', title: 'Listen first' },
  ],
  choices: [{ label: 'And after that?', press: 'ask:later' }],
};

describe('a reply', () => {
  it('is, as text, its point, its paragraphs with their labels, and its sources', () => {
    expect(toText(reply)).to.equal(
      [
        'You have 30 days to reject it.',
        'Count from delivery.',
        'At the desk: Look at the receipt.',
        'Sources:\n- Consumer Rights Act 2015 s.22 · UK · checked Nov 2026\n- guide “Complaints”: Listen first\nhttps://www.legislation.gov.uk/ukpga/2015/15/section/22',
      ].join('\n\n'),
    );
  });

  it('is its point alone when there is nothing more', () => {
    expect(toText({ point: 'Hello.', more: [], cites: [], choices: [] })).to.equal('Hello.');
    expect(toMarkdown({ point: 'Hello.', more: [], cites: [], choices: [] })).to.equal('Hello.');
  });

  it('has its heading above the point and its lines below it, as text and as Markdown', () => {
    const looked: Reply = { ...reply, heading: 'Section 22', lines: [{ label: 'Day 1', text: 'the next day' }, { text: 'Day 30' }] };
    expect(toText(looked)).to.match(/^Section 22\n\nYou have 30 days to reject it\.\n\n- Day 1: the next day\n- Day 30\n\nCount from delivery\./);
    expect(toMarkdown(looked)).to.match(/^Section 22\n\n\*\*You have 30 days to reject it\.\*\*\n\n- \*\*Day 1:\*\* the next day\n- Day 30\n\n/);
  });

  it('links a provision, as Markdown', () => {
    expect(toMarkdown(reply)).to.include(
      'Sources:\n\n- Consumer Rights Act 2015 [s.22](https://www.legislation.gov.uk/ukpga/2015/15/section/22) · UK · checked Nov 2026\n- guide “Complaints”: Listen first',
    );
  });

  it('dates each provision when they were checked in different months', () => {
    const [law, guide] = reply.cites as [Reply['cites'][number] & { kind: 'law' }, Reply['cites'][number]];
    const markdown = toMarkdown({ ...reply, cites: [law, { ...law, checked: '2026-10-01' }, guide] });
    expect(markdown).to.match(/Sources:\n\n- .*checked Nov 2026\n- .*checked Oct 2026\n- guide “Complaints”: Listen first$/);
  });

  it('never links an address that is not https', () => {
    const cites = [
      {
        kind: 'law',
        id: 'l',
        refs: [],
        act: 'x',
        place: 's.1',
        title: 'x',
        url: 'javascript:alert(1)',
        checked: '2026-01-01',
        nations: 'UK',
        sureness: 'seen in the Act',
      } as const,
    ];
    expect(toMarkdown({ ...reply, cites })).not.to.include('javascript');
  });

  it('has its buttons on a card, each with its id, for Teams and Web Chat alike', () => {
    const [action] = (buttonsCard(reply.choices) as Wire).body[0].actions;
    expect(action).to.deep.include({ type: 'Action.Submit', title: 'And after that?' });
    expect(action.data.press).to.equal('ask:later');
    expect(action.data.msteams).to.deep.equal({
      type: 'messageBack',
      displayText: 'And after that?',
      text: 'And after that?',
      value: '{"press":"ask:later"}',
    });
    expect(action.data.cardAction.value).to.deep.equal({ press: 'ask:later' });
    expect(buttonsCard([])).to.equal(undefined);
  });
});

describe('text in Markdown', () => {
  const cases = [
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '![x](http://e/x.png)',
    '**bold**',
    '`code`',
    '# title',
    '- item',
    '1. item',
    '> quote',
    '<at>Boss</at>',
    'a_b_c',
    '~~no~~',
    '| a | b |',
    '&lt;b&gt;',
    '    code',
    '---',
    '===',
    '+ x',
    '1) x',
  ];
  for (const text of cases) {
    it(`loses its meaning: ${text}`, () => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.to.match(/(^|[^\\])[<>`*_[\]|~&#]/);
      expect(escaped).not.to.match(/^\s*([-+=]|\d+[.)])/m);
    });
  }

  it('has no bare address that would become a link', () => {
    expect(escapeMarkdown('see http://evil.example or www.evil.example or me@evil.example')).to.equal(
      'see http\\://evil.example or www\\.evil.example or me\\@evil.example',
    );
  });

  it('gives back every text when the escapes are taken out', () => {
    fc.assert(fc.property(fc.string(), (text) => plain(escapeMarkdown(text)) === text.replace(/^[ \t]+/gm, '')));
    function plain(markdown: string): string {
      return markdown.replace(/\\([\p{P}\p{S}])/gu, '$1');
    }
  });
});
