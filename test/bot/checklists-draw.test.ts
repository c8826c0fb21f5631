import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { checklistDot } from '../../bot/draw/checklist.ts';
import { wrapped } from '../../bot/draw/dot.ts';
import { checklistFiles, PAGE, PICTURES } from '../../bot/draw/files.ts';
import { saidOf } from '../../bot/draw/page.ts';
import { leadsTo } from '../../bot/draw/steps.ts';
import type { Content } from '../../knowledge/content.ts';
import type { Step } from '../../knowledge/schema.ts';
import { leadingTo, stepsIn } from '../../knowledge/steps.ts';
import { realKnowledge } from '../knowledge/support/real.ts';
import { ROOT } from './support/terminal.ts';

const DOCS = join(ROOT, 'docs');

describe('the pictures of the checklists', () => {
  let content: Content;
  let files: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(60_000);
    content = (await realKnowledge()).content;
    files = await checklistFiles(content);
  });

  const walks = () => content.checklists.map((checklist) => ({ checklist, steps: stepsIn(content.spine, checklist) }));

  it('stand in docs as the content gives them, none missing and none left over', () => {
    expect(readdirSync(join(DOCS, PICTURES)).map((name) => `${PICTURES}/${name}`)).to.have.members([...files.keys()].filter((path) => path !== PAGE));
    for (const [path, text] of files) {
      const isUpToDate = readFileSync(join(DOCS, path), 'utf8') === text;
      expect(isUpToDate, `docs/${path} is out of date: run "npm run checklists:draw"`).to.equal(true);
    }
  });

  it('are the same on every run', async () => {
    expect(Object.fromEntries(await checklistFiles(content))).to.deep.equal(Object.fromEntries(files));
  });

  it('have a title, every step in words, a white ground, and nothing that runs or is fetched', () => {
    for (const { checklist, steps } of walks()) {
      const svg = files.get(`${PICTURES}/${checklist.id}.svg`) ?? '';
      const said = saidOf(checklist, content);
      expect(svg).to.match(/^<svg [^>]*role="img" aria-labelledby="title desc">\n<title id="title">Checklist: /);
      expect(svg).to.include('<polygon fill="white"');
      expect(svg).not.to.match(/<script|<image|href=|\bon[a-z]+=/);
      for (const { ask } of steps) expect(said.desc, checklist.id).to.include(ask);
    }
  });

  it('show each step once, in the group of its stage and in its order', () => {
    for (const { checklist, steps } of walks()) {
      const dot = checklistDot(checklist, content);
      const groups = dot.split('subgraph ').slice(1);
      const shown = groups.flatMap((group) =>
        [...group.matchAll(/^ {4}"([a-z0-9-]+)" \[/gm)].map(([, id]) => ({ id, stage: /^"cluster_([a-z-]+)"/.exec(group)?.[1] })),
      );
      expect(shown, checklist.id).to.deep.equal(steps.map(({ id, stage }) => ({ id, stage })));
    }
  });

  it('mark the required steps, its own, and what the rights step works out', () => {
    const faulty = content.checklists.find(({ id }) => id === 'faulty-goods') ?? expect.fail();
    const boxes = checklistDot(faulty, content).split('\n');
    const boxOf = (id: string) => boxes.find((line) => line.startsWith(`    "${id}" [`)) ?? expect.fail(id);
    expect(boxOf('hurt')).to.include('<B>required</B>');
    expect(boxOf('wants')).not.to.include('required');
    expect(boxOf('problem')).to.include('fillcolor="#ddf4ff"');
    expect(boxOf('wants')).to.include('fillcolor="#ffffff"');
    expect(boxOf('rights')).to.include('works out: What can the customer have today?');
  });

  it('lead to a step from every answer that it hangs on, however far back', () => {
    /** What the arrows say, followed back to where they begin. */
    const drawn = (step: Step, steps: readonly Step[]): string[] => leadsTo(step, steps).flatMap(({ from }) => [from.id, ...drawn(from, steps)]);
    for (const { checklist, steps } of walks())
      for (const step of steps) {
        const missing = [...leadingTo(step, steps).keys()].filter((on) => !drawn(step, steps).includes(on));
        expect(missing, `${checklist.id}: ${step.id}`).to.deep.equal([]);
      }
  });

  it('leave out an arrow only where another one says as much', () => {
    const step = (id: string, only: Step['only'] = {}): Step => ({
      id,
      stage: 'find-out',
      ask: id,
      why: 'It matters.',
      cites: ['nps'],
      kind: 'choice',
      values: ['a', 'b', 'c', 'd'].map((value) => ({ id: value, label: value.toUpperCase(), words: [] })),
      words: [],
      required: false,
      only,
    });
    const [first, second] = [step('first'), step('second', { first: ['a', 'b'] })];
    const arrows = (only: Step['only']) => {
      const last = step('last', only);
      return leadsTo(last, [first, second, last]).map(({ from, label }) => `${from.id}: ${label}`);
    };
    expect(arrows({ first: ['a', 'b'], second: ['a'] })).to.deep.equal(['second: A']);
    expect(arrows({ first: ['a'], second: ['a'] })).to.deep.equal(['first: A', 'second: A']);
    expect(arrows({ second: ['a', 'b'] })).to.deep.equal(['second: A / B']);
    expect(arrows({ second: ['a', 'b', 'c'] })).to.deep.equal(['second: not: D']);
  });

  it('wrap long questions at words and keep signs of the label language as they are typed', () => {
    expect(wrapped('one two three', 7)).to.deep.equal(['one two', 'three']);
    expect(wrapped('"£5" <now> & then', 99)).to.deep.equal(['&quot;£5&quot; &lt;now&gt; &amp; then']);
  });
});

describe('the page of the checklists', () => {
  it('shows every picture with words in its place, and a row for each checklist', async () => {
    const { content } = await realKnowledge();
    const page = readFileSync(join(DOCS, PAGE), 'utf8');
    const shown = [...page.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
    expect(shown.map(([, , path]) => path)).to.have.members([
      `${PICTURES}/spine.svg`,
      ...content.checklists.map(({ id }) => `${PICTURES}/${id}.svg`),
    ]);
    for (const { id, title, steps } of content.checklists) expect(page).to.include(`| [${title}](#${id}) | ${steps.length} |`);
  });

  it('names the severity that a checklist brings beside the shared one', async () => {
    const page = readFileSync(join(DOCS, PAGE), 'utf8');
    expect(/^\| \[Safety or injury\].*$/m.exec(page)?.[0]).to.include('**urgent**: it is not yet made safe; 6 of the 6 shared');
  });
});
