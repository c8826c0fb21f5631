import { expect } from 'chai';
import type { Content } from '../../knowledge/content.ts';
import { realKnowledge } from './support/real.ts';

let content: Content;

before(async function () {
  this.timeout(60_000);
  content = (await realKnowledge()).content;
});

describe('lists and comparisons', () => {
  it('say "check" in each item that rests on law still open, so that no line read alone gives it as settled', () => {
    const open = new Set(
      content.provisions.filter(({ sureness, standing }) => sureness === 'check first' || standing === 'planned').map(({ id }) => id),
    );
    const silent = content.overviews.flatMap(({ id, items }) =>
      items.filter(({ text, cites }) => cites.some((cite) => open.has(cite)) && !/check/i.test(text)).map(({ label }) => `${id}: ${label}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it('have labels of at most six words, read one under another', () => {
    const long = content.overviews.flatMap(({ items }) => items.map(({ label }) => label)).filter((label) => label.split(/\s+/).length > 6);
    expect(long).to.deep.equal([]);
  });
});

describe('the changes in the law', () => {
  it('stand by date, with those whose day is not known at the end', () => {
    const days = content.changes.map(({ on }) => on ?? '9999');
    expect(days).to.deep.equal([...days].sort());
  });

  it('say what is open wherever the day is not known', () => {
    expect(content.changes.filter(({ when, open }) => when && !open).map(({ id }) => id)).to.deep.equal([]);
  });

  it('take at most two sentences, and two more for the desk, so that the brief stays on a page', () => {
    const sentences = (text: string) => text.split(/[.!?](?=\s|$)/).filter((part) => part.trim()).length;
    expect(content.changes.filter(({ change, desk }) => sentences(change) > 2 || sentences(desk) > 2).map(({ id }) => id)).to.deep.equal([]);
  });
});

describe('the myths', () => {
  it('have a scene at the desk each', () => {
    expect(content.myths.filter(({ example }) => !example).map(({ id }) => id)).to.deep.equal([]);
  });
});
