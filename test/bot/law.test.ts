import { expect } from 'chai';
import { changesBrief, countsByAct, dueForReview } from '../../bot/law.ts';
import type { Content } from '../../knowledge/content.ts';
import { SURENESS } from '../../knowledge/lists.ts';
import { realKnowledge } from '../knowledge/support/real.ts';
import { terminal } from './support/terminal.ts';

let content: Content;

before(async function () {
  this.timeout(60_000);
  content = (await realKnowledge()).content;
});

describe('the table of what is held', () => {
  it('counts every provision once, by Act and by where it was seen', () => {
    const lines = countsByAct(content).split('\n');
    const figures = (line = '') =>
      line
        .split(/\s{2,}/)
        .slice(1)
        .map(Number);
    const { length } = content.provisions;
    expect(lines).to.have.length(content.acts.length + 2);
    expect(figures(lines.at(-1)).at(-1)).to.equal(length);
    expect(
      figures(lines.at(-1))
        .slice(0, -1)
        .reduce((sum, count) => sum + count, 0),
    ).to.equal(length);
    expect(lines[0]).to.match(new RegExp(SURENESS.join(' +')));
    const acts = lines.slice(1, -1).map((line) => figures(line).at(-1) ?? 0);
    expect(acts.reduce((sum, count) => sum + count, 0)).to.equal(length);
  });
});

describe('what is due for review', () => {
  it('is what had to be checked before that day, the oldest first', () => {
    const [first, second] = content.provisions;
    if (!first || !second) throw new Error('there are no provisions');
    const few: Content = {
      ...content,
      provisions: [
        { ...first, reviewBy: '2026-03-01' },
        { ...second, reviewBy: '2026-02-01' },
      ],
    };
    expect(dueForReview(few, '2026-02-01')).to.deep.equal([]);
    expect(dueForReview(few, '2026-03-02').map((line) => line.split(' ')[0])).to.deep.equal([second.id, first.id]);
    expect(dueForReview(few, '2026-02-02')).to.deep.equal([`${second.id} (${second.refs[0]}): due since 1 February 2026`]);
  });
});

describe('the brief of what changed', () => {
  it('has the changes from that day on, oldest first, then what is planned, each with what to do and what to check', () => {
    const brief = changesBrief(content, '2026-06-01');
    const dated = content.changes.filter(({ on }) => on !== undefined && on >= '2026-06-01');
    const old = content.changes.filter(({ on }) => on !== undefined && on < '2026-06-01');
    expect(dated).not.to.have.length(0);
    for (const { title } of old) expect(brief).not.to.include(title);
    const shown = [...dated, ...content.changes.filter(({ on }) => on === undefined)];
    for (const { title, desk, open } of shown)
      expect(brief)
        .to.include(title)
        .and.include(desk)
        .and.include(open ?? '');
    const places = dated.map(({ title }) => brief.indexOf(title));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('never gives a planned change as done', () => {
    for (const { when, open, title } of content.changes) if (when !== undefined) expect(open, title).not.to.equal(undefined);
  });
});

describe('the law in the terminal', function () {
  this.timeout(60_000);

  it('gives a card as text, Markdown, JSON and Adaptive Card', () => {
    expect(terminal(['law', 's22 cra']).stdout).to.match(/^Consumer Rights Act 2015 s\.22.*\[\d\] Quiz me on this/s);
    expect(terminal(['law', 's22 cra', '--markdown']).stdout).to.include('](https://www.legislation.gov.uk/id/ukpga/2015/15/section/22)');
    expect(JSON.parse(terminal(['law', '--json', 's22 cra']).stdout)[0].cites[0].id).to.equal('cra-22');
    expect(JSON.parse(terminal(['law', 's22', 'cra', '--card']).stdout)[0].type).to.equal('AdaptiveCard');
  });

  it('gives the table without a name, and the brief since a day', () => {
    expect(terminal(['law']).stdout).to.match(/^all .*\d+$/m);
    expect(terminal(['changes', '--since', '2026-06-01']).stdout).to.match(/^What changed in the law since 1 June 2026/);
    const wrong = terminal(['changes', '--since', 'lately']);
    expect(wrong.status).to.equal(2);
    expect(wrong.stderr).to.include('YYYY-MM-DD');
  });

  it('gives a worked-out date as a calendar file, and says so where there is none', () => {
    expect(terminal(['calendar', 'delivered 10 nov 2026, work out the last day to reject']).stdout).to.match(
      /^BEGIN:VCALENDAR\r\n.*DTSTART;VALUE=DATE:20261210/s,
    );
    const none = terminal(['calendar', 'what is lass']);
    expect(none.status).to.equal(2);
    expect(none.stdout).to.equal('');
  });
});
