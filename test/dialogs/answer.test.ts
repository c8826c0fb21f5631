import { expect } from 'chai';
import { toText } from '../../bot/render.ts';
import { answer, choiceFor } from '../../dialogs/answer.ts';
import type { Citation, Reply } from '../../dialogs/turn.ts';
import { citesOf, type Entry } from '../../knowledge/entries.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { NATIONS } from '../../knowledge/lists.ts';
import type { Provision } from '../../knowledge/schema.ts';
import { realKnowledge } from '../knowledge/support/real.ts';
import { NOW } from './support/house.ts';

/** What a person reads on a phone between two customers. */
const MOST_CHARACTERS = 1800;

let knowledge: Knowledge;

before(async function () {
  this.timeout(60_000);
  knowledge = await realKnowledge();
});

describe('the answer of every entry', () => {
  it('has a point', () => {
    expect(entriesWhose(({ point }) => point.trim() === '')).to.deep.equal([]);
  });

  it('names at least one source: nothing is claimed without', () => {
    expect(entriesWhose(({ cites }) => cites.length === 0)).to.deep.equal([]);
  });

  it('names every source that the entry cites, each once', () => {
    expect(
      entriesWhose(({ cites }, entry) => {
        const named = cites.map(({ id }) => id);
        return new Set(named).size < named.length || citesOf(entry).some((id) => !named.includes(id));
      }),
    ).to.deep.equal([]);
  });

  it('has at most three buttons, no two alike, none to itself', () => {
    expect(entriesWhose(({ choices }) => choices.length > 3)).to.deep.equal([]);
    expect(entriesWhose(({ choices }) => new Set(choices.map(({ press }) => press)).size < choices.length)).to.deep.equal([]);
    expect(entriesWhose(({ choices }) => new Set(choices.map(({ label }) => label)).size < choices.length)).to.deep.equal([]);
    expect(entriesWhose(({ choices }, { id }) => choices.some(({ press }) => press === `ask:${id}`))).to.deep.equal([]);
  });

  it('has buttons that lead to an entry or to a clock, with a label that fits', () => {
    const leads = (press: string) =>
      press === 'clock:remedies' ||
      knowledge.content.clocks.clocks.some(({ id }) => press === `clock:${id}`) ||
      (press.startsWith('ask:') && knowledge.entry(press.slice('ask:'.length)) !== undefined);
    expect(entriesWhose(({ choices }) => choices.some(({ press }) => !leads(press)))).to.deep.equal([]);
    expect(entriesWhose(({ choices }) => choices.some(({ label }) => label.trim() === '' || label.length > 60))).to.deep.equal([]);
  });

  it(`is under ${MOST_CHARACTERS} characters as text`, () => {
    expect(
      entriesWhose(
        (reply) => toText(reply).length >= MOST_CHARACTERS,
        (reply) => `${toText(reply).length} characters`,
      ),
    ).to.deep.equal([]);
  });

  it('has no hole where a word should be', () => {
    expect(entriesWhose((reply) => /undefined|null,|NaN|\[object|\{\w+\}/.test(toText(reply)))).to.deep.equal([]);
  });

  it('has no empty paragraph', () => {
    expect(entriesWhose(({ more }) => more.some(({ text, label }) => text.trim() === '' || label === ''))).to.deep.equal([]);
  });

  it('holds the same words again in the point and below it for no entry', () => {
    expect(entriesWhose(({ point, more }) => more.some(({ text }) => text.startsWith(point)))).to.deep.equal([]);
  });
});

describe('the answer of a provision', () => {
  it('begins with the rule, says there what is not settled, and cites the provision itself, and it alone', () => {
    const { labels } = knowledge.content.phrases;
    const wrong = provisionsWhose(({ point }, { rule, open, standing, from }) => {
      const before = standing === 'planned' && !from ? `${labels['not-in-force']} ` : '';
      return point !== `${before}${rule}${open ? ` ${labels['check-first-line'].replace('{open}', open)}` : ''}`;
    });
    expect(wrong).to.deep.equal([]);
    expect(provisionsWhose(({ cites }, { id }) => cites.length !== 1 || cites[0]?.id !== id)).to.deep.equal([]);
  });

  it('says where it stands: Act, place, link and the day it was checked', () => {
    expect(
      provisionsWhose((reply, { section, link, checked }) => {
        const cite = lawOf(reply);
        return cite?.place !== section || cite.url !== link || cite.checked !== checked;
      }),
    ).to.deep.equal([]);
    const nameless = provisionsWhose((reply, provision) => {
      const act = knowledge.content.acts.find(({ id }) => id === provision.act);
      const text = toText(reply);
      return !act || !(text.includes(act.title) || text.includes(act.short));
    });
    expect(nameless).to.deep.equal([]);
  });

  it('shows what is still open, where something is, under its label', () => {
    const open = knowledge.content.provisions.filter(({ verify }) => verify);
    expect(open).not.to.have.length(0);
    const label = knowledge.content.phrases.labels['check-first'];
    expect(
      provisionsWhose(({ more }, { verify }) => more.some((part) => part.label === label && part.text === verify) !== Boolean(verify)),
    ).to.deep.equal([]);
  });

  it('says that it was due for review from the day after, and not before', () => {
    expect(provisionsWhose((_, { id, reviewBy }) => saysReviewDue(id, reviewBy))).to.deep.equal([]);
    expect(provisionsWhose((_, { id, reviewBy }) => !saysReviewDue(id, dayAfter(reviewBy)))).to.deep.equal([]);
  });

  it('dates the review in words', () => {
    const [provision] = knowledge.content.provisions;
    if (!provision) throw new Error('no provision');
    const due = { ...knowledge, entry: (id: string) => entryOf({ ...provision, id, reviewBy: '2026-03-09' }) };
    const [last] = answer(due, entryOf({ ...provision, reviewBy: '2026-03-09' }), NOW).more.slice(-1);
    expect(last?.text).to.include('9 March 2026');
  });

  it('names its nations: UK for all four, Great Britain without Northern Ireland, else by name', () => {
    const expected = ({ nations }: Provision) => {
      if (NATIONS.every((nation) => nations.includes(nation))) return 'UK';
      if (['England', 'Wales', 'Scotland'].every((nation) => nations.includes(nation as (typeof NATIONS)[number]))) return 'Great Britain';
      return nations.join(', ');
    };
    expect(provisionsWhose((reply, provision) => lawOf(reply)?.nations !== expected(provision))).to.deep.equal([]);
    const said = new Set(knowledge.content.provisions.map(expected));
    expect(said).to.include('UK').and.to.include('Great Britain');
  });

  /** Whether the answer on that day has the caution that it lacks on the day it was checked. */
  function saysReviewDue(id: string, day: string): boolean {
    const [before = ''] = knowledge.content.phrases.labels['review-due'].split('{date}');
    return replyOf(entry(id), new Date(`${day}T23:59:59Z`)).more.some(({ text }) => text.startsWith(before));
  }

  function entryOf(provision: Provision): Entry {
    return { kind: 'provision', id: provision.id, title: provision.title, provision };
  }
});

describe('the answer of an entry that rests on law', () => {
  it('shows what is open about its main provision', () => {
    const unsaid = entriesWhose(({ more }, entry) => {
      const main = citesOf(entry)
        .map(knowledge.entry)
        .find((source) => source?.kind === 'provision');
      return main?.kind === 'provision' && main.provision.verify !== undefined && !more.some(({ text }) => text === main.provision.verify);
    });
    expect(unsaid).to.deep.equal([]);
  });

  it('says that it was due for review as soon as one of its provisions was', () => {
    const [before = ''] = knowledge.content.phrases.labels['review-due'].split('{date}');
    const saysSo = (entry: Entry, day: string) => replyOf(entry, new Date(`${day}T00:00:00Z`)).more.some(({ text }) => text.startsWith(before));
    const dated = knowledge.entries.flatMap((entry) => {
      const [first] = citesOf(entry)
        .flatMap((id) => reviewOf(knowledge.entry(id)))
        .sort();
      return first ? [{ entry, first }] : [];
    });
    expect(dated).not.to.have.length(0);
    expect(dated.filter(({ entry, first }) => saysSo(entry, first)).map(({ entry }) => entry.id)).to.deep.equal([]);
    expect(dated.filter(({ entry, first }) => !saysSo(entry, dayAfter(first))).map(({ entry }) => entry.id)).to.deep.equal([]);
  });

  it('says law, goodwill and policy apart', () => {
    const { labels } = knowledge.content.phrases;
    const mixed = entriesWhose(({ more }, entry) => {
      if (entry.kind !== 'situation') return false;
      const under = (label: string) => more.find((part) => part.label === label)?.text;
      const { goodwill, policy, safety } = entry.situation;
      return under(labels.goodwill) !== goodwill || under(labels.policy) !== policy || under(labels.safety) !== safety;
    });
    expect(mixed).to.deep.equal([]);
  });

  it('says first what to do if someone may be hurt', () => {
    const { safety } = knowledge.content.phrases.labels;
    expect(
      entriesWhose(({ more }, entry) => entry.kind === 'situation' && Boolean(entry.situation.safety) && more[0]?.label !== safety),
    ).to.deep.equal([]);
  });

  function reviewOf(source: Entry | undefined): string[] {
    return source?.kind === 'provision' ? [source.provision.reviewBy] : [];
  }
});

describe('the answer of a guide point or a topic', () => {
  it('cites the guide and the point', () => {
    for (const guide of knowledge.content.guides) {
      for (const point of guide.points) {
        expect(replyOf(entry(point.id)).cites).to.deep.equal([{ kind: 'guide', id: point.id, guide: guide.title, title: point.title }]);
      }
    }
  });

  it('says all of the point, its first sentence first', () => {
    const points = knowledge.entries.filter(({ kind }) => kind === 'point');
    expect(points).not.to.have.length(0);
    for (const one of points) {
      const { point, more } = replyOf(one);
      expect(one.kind === 'point' && one.point.text.replace(/\s+/g, ' ')).to.equal(
        [point, ...more.map(({ text }) => text)].join(' ').replace(/\s+/g, ' '),
      );
    }
  });

  it('says where a topic comes from', () => {
    const silent = entriesWhose((reply, entry) => entry.kind === 'topic' && !toText(reply).includes(entry.topic.source));
    expect(silent).to.deep.equal([]);
  });
});

describe('a button that asks for an entry', () => {
  it('carries its id, and a label cut to 60 characters', () => {
    const [first] = knowledge.entries;
    if (!first) throw new Error('no entry');
    const long = choiceFor({ ...first, title: 'a '.repeat(60).trim() });
    expect(long.press).to.equal(`ask:${first.id}`);
    expect(long.label).to.have.lengthOf.at.most(60);
    expect(long.label).to.match(/a…$/);
    expect(choiceFor({ ...first, title: 'Short' }).label).to.equal('Short');
  });
});

function replyOf(entry: Entry, now = NOW): Reply {
  return answer(knowledge, entry, now);
}

function entry(id: string): Entry {
  const found = knowledge.entry(id);
  if (!found) throw new Error(`no entry ${id}`);
  return found;
}

/** The ids of all entries with such an answer. */
function entriesWhose(isSo: (reply: Reply, entry: Entry) => boolean, detail?: (reply: Reply) => string): string[] {
  return knowledge.entries
    .filter((entry) => isSo(replyOf(entry), entry))
    .map((entry) => [entry.id, detail?.(replyOf(entry))].filter(Boolean).join(': '));
}

function provisionsWhose(isSo: (reply: Reply, provision: Provision) => boolean): string[] {
  return entriesWhose((reply, entry) => entry.kind === 'provision' && isSo(reply, entry.provision));
}

function lawOf({ cites }: Reply): (Citation & { kind: 'law' }) | undefined {
  return cites.find((cite) => cite.kind === 'law');
}

function dayAfter(isoDay: string): string {
  return new Date(Date.parse(`${isoDay}T00:00:00Z`) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}
