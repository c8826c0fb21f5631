import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseGuide } from '../../knowledge/guide.ts';
import type { Guide } from '../../knowledge/schema.ts';
import points from './points.json' with { type: 'json' };
import { realKnowledge } from './support/real.ts';

const CONTENT = join(import.meta.dirname, '..', '..', 'knowledge');

/** A document as organisations have them: a title, the five headings, points with a dash, and nothing else. */
const PLAIN = `Serving people well in a garden centre
Topic Synopsis
This unit is about serving people well.
It has two sentences.
Key Concepts & Core Principles
- Greeting: Say hello first, because a silent desk looks closed.
- **Stock knowledge:** Know which plants are in.
Exam Tips & Revision Strategies
- Link each idea to a real scenario.
- Name the policy.
Common Misconceptions & Mistakes to Avoid
- Assuming that price is all that counts.
Examiner Marking Points
- Award credit for two principles
  with an example of each.
- Look for active listening.
`;

function guideOf(file: string, text: string): Guide {
  const { guide, errors } = parseGuide(file, text);
  expect(errors).to.deep.equal([]);
  if (!guide) throw new Error('no guide');
  return guide;
}

describe('our guides', () => {
  let guides: readonly Guide[];

  before(async function () {
    this.timeout(60_000);
    guides = (await realKnowledge()).content.guides;
  });

  it('are the five of the qualification, each with a title, a synopsis and all four kinds of points', () => {
    expect(guides.map((guide) => guide.id)).to.deep.equal(['principles', 'problems', 'improvement', 'promise', 'delivery']);
    for (const guide of guides) {
      expect(guide.title, guide.id).to.match(/^[A-Z]/);
      expect(guide.synopsis, guide.id).to.not.equal(guide.title);
      expect([...new Set(guide.points.map((point) => point.section))], guide.id).to.deep.equal(['key', 'tips', 'mistakes', 'marking']);
    }
  });

  it('hold 25 key ideas, 24 tips, 23 mistakes and 26 marking points', () => {
    const counts: Record<string, number> = {};
    for (const { section } of guides.flatMap((guide) => guide.points)) counts[section] = (counts[section] ?? 0) + 1;
    expect(counts).to.deep.equal({ key: 25, tips: 24, mistakes: 23, marking: 26 });
  });

  it('cover each of the 98 points of the source documents, in words that name its parts', () => {
    const passages = new Map(guides.flatMap((guide) => guide.points).map((point) => [point.id, `${point.title} ${point.text}`.toLowerCase()]));
    expect(points).to.have.length(98);
    const lacking = points.flatMap(({ id, mentions }) => {
      const passage = passages.get(id);
      if (passage === undefined) return [`${id} has no passage`];
      return mentions.filter((mention) => !passage.includes(mention.toLowerCase())).map((mention) => `${id} does not mention "${mention}"`);
    });
    expect(lacking).to.deep.equal([]);
    expect([...passages.keys()].filter((id) => !points.some((point) => point.id === id))).to.deep.equal([]);
  });

  it('keep the line on which each point stands', () => {
    for (const guide of guides) {
      const lines = readFileSync(join(CONTENT, guide.file), 'utf8').split('\n');
      for (const point of guide.points) {
        const line = lines[point.line - 1] ?? '';
        expect(line, point.id).to.match(/^[-*] /);
        expect(line, point.id).to.include(`{#${point.id.split('#')[1]}}`);
      }
    }
  });

  it('show no markup and no list of questions in what is read out', () => {
    for (const point of guides.flatMap((guide) => guide.points)) {
      expect(`${point.title} ${point.text}`, point.id).to.not.match(/\{#|\*\*|asked as:/i);
      expect(point.asks, point.id).to.not.be.empty;
    }
  });
});

describe('reading a guide', () => {
  it('takes a plain document as it is, and numbers the points of each section', () => {
    const guide = guideOf('guides/02-Garden Centre.txt', PLAIN);
    expect(guide.id).to.equal('garden-centre');
    expect(guide.title).to.equal('Serving people well in a garden centre');
    expect(guide.synopsis).to.equal('This unit is about serving people well. It has two sentences.');
    expect(guide.points.map(({ id, section, line }) => [id, section, line])).to.deep.equal([
      ['garden-centre#key-1', 'key', 6],
      ['garden-centre#key-2', 'key', 7],
      ['garden-centre#tips-1', 'tips', 9],
      ['garden-centre#tips-2', 'tips', 10],
      ['garden-centre#mistakes-1', 'mistakes', 12],
      ['garden-centre#marking-1', 'marking', 14],
      ['garden-centre#marking-2', 'marking', 16],
    ]);
  });

  it('takes what stands before a colon, or in bold, as the title of a point', () => {
    const [greeting, stock] = guideOf('guides/x.md', PLAIN).points;
    expect([greeting?.title, greeting?.text]).to.deep.equal(['Greeting', 'Say hello first, because a silent desk looks closed.']);
    expect([stock?.title, stock?.text]).to.deep.equal(['Stock knowledge', 'Know which plants are in.']);
  });

  it('takes dashes in the synopsis for a part of it, not for points', () => {
    const guide = guideOf('guides/x.md', 'Title\nTopic Synopsis\nIt is about:\n- greeting\n- listening\nKey Concepts\n- A point\n');
    expect(guide.points.map(({ id }) => id)).to.deep.equal(['x#key-1']);
    expect(guide.synopsis).to.include('greeting').and.to.include('listening');
  });

  it('joins the lines that continue a point', () => {
    const point = guideOf('guides/x.md', PLAIN).points.find(({ id }) => id === 'x#marking-1');
    expect(point?.text).to.equal('Award credit for two principles with an example of each.');
  });

  it('takes the whole first sentence for the title of a point without one, cut short if it is long', () => {
    const long = `Title\nExam Tips\n- Short sentence. And another.\n- ${'word '.repeat(40)}end.\n`;
    const [short, cut] = guideOf('guides/x.md', long).points;
    expect(short?.title).to.equal('Short sentence.');
    expect(cut?.title).to.have.length.at.most(80).and.to.match(/…$/);
    expect(cut?.text).to.match(/end\.$/);
  });

  it('reads headings with or without #, colon, capitals and second half', () => {
    const headings = ['## Key Concepts', 'KEY CONCEPTS AND CORE PRINCIPLES:', '# Key concepts & core principles', 'key concepts'];
    for (const heading of headings) expect(guideOf('guides/x.md', `Title\n${heading}\n- A point\n`).points[0]?.section, heading).to.equal('key');
  });

  it('reads an id, and the questions that a point answers, over several lines', () => {
    const text = 'Title\n\n## Exam Tips\n\n- **Name it.** {#name} Say which Act.\n  Asked as: which act | how do i\n  name it\n\n- Another one\n';
    const [named, other] = guideOf('guides/x.md', text).points;
    expect(named).to.deep.equal({
      id: 'x#name',
      section: 'tips',
      title: 'Name it',
      text: 'Say which Act.',
      asks: ['which act', 'how do i name it'],
      line: 5,
    });
    expect(other?.asks).to.deep.equal([]);
  });

  it('reads Windows line ends as any other', () => {
    expect(guideOf('guides/x.md', PLAIN.replaceAll('\n', '\r\n'))).to.deep.equal(guideOf('guides/x.md', PLAIN));
  });

  const faults: readonly { name: string; text: string; line: number; problem: RegExp; cure: RegExp }[] = [
    { name: 'no title', text: 'Key Concepts\n- A point\n', line: 1, problem: /no title/, cure: /first line/ },
    { name: 'no points', text: 'Title\nKey Concepts\n', line: 1, problem: /no points/, cure: /Key Concepts.*Exam Tips.*Common Misconceptions/ },
    { name: 'a stray line', text: 'Title\n\nKey Concepts\nThis has no dash\n- A point\n', line: 4, problem: /"This has no dash"/, cure: /"- "/ },
    {
      name: 'an id used twice',
      text: 'Title\nKey Concepts\n- A {#one}\n- B {#two}\n- C {#one}\n',
      line: 5,
      problem: /"x#one" is used twice/,
      cure: /own \{#id\}/,
    },
  ];
  for (const { name, text, line, problem, cure } of faults) {
    it(`reports ${name} with file, line, problem and cure`, () => {
      const { errors } = parseGuide('guides/x.md', text);
      expect(errors.map((error) => [error.file, error.line])).to.deep.equal([['guides/x.md', line]]);
      expect(errors[0]?.problem).to.match(problem);
      expect(errors[0]?.cure).to.match(cure);
    });
  }

  it('reports every fault of a document at once', () => {
    const { errors } = parseGuide('guides/x.md', 'Key Concepts\nstray\n- A {#one}\n- B {#one}\n');
    expect(errors).to.have.length(3);
  });

  it('gives no guide for a document without points, and a readable one for other faults', () => {
    expect(parseGuide('guides/x.md', 'Title\n').guide).to.equal(undefined);
    expect(parseGuide('guides/x.md', 'Title\nKey Concepts\nstray\n- A point\n').guide?.points).to.have.length(1);
  });

  it('reports a heading that it does not know, and does not take it for the end of the point above', () => {
    const { guide, errors } = parseGuide('guides/x.md', 'Title\n\n## Key Concepts\n\n- A point\n\n## Learning Outcomes\n\n- An outcome\n');
    expect(guide?.points[0]?.text).to.equal('A point');
    expect(errors.map((error) => error.line)).to.deep.equal([7]);
  });
});
