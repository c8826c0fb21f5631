import { expect } from 'chai';
import { answer } from '../../dialogs/answer.ts';
import { followUpReply, moreAbout } from '../../dialogs/followup.ts';
import type { House } from '../../dialogs/house.ts';
import { sample } from '../../dialogs/sample.ts';
import { NEW_SESSION, type Reply, type Session } from '../../dialogs/turn.ts';
import { understand } from '../../dialogs/understand.ts';
import { type Entry, searchText } from '../../knowledge/entries.ts';
import { FOLLOW_UPS, type FollowUp, NATIONS } from '../../knowledge/lists.ts';
import { NOW, realHouse } from './support/house.ts';

const SAMPLES = 25;

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

/** A fault after five weeks: it rests on several sections of the Consumer Rights Act, which is law in all of the UK. */
const FAULT = 'goods-fault-after-30-days';
/** The duty to make reasonable adjustments: not the law of Northern Ireland. */
const ADJUSTMENTS = 'eq-20';

describe('a short message about the answer before', () => {
  it('is understood as what its template stands for, right after an answer', () => {
    expect(samplesOf().filter(({ kind, sentence }) => understand(house, answeredBy(FAULT), sentence).followUp !== kind)).to.deep.equal([]);
  });

  it('has no answer to go back to where nothing was answered before: that is said, or it is read as a message of its own', () => {
    const early = samplesOf().map(({ kind, sentence }) => ({ kind, match: understand(house, NEW_SESSION, sentence) }));
    for (const { kind, match } of early) {
      const goesBack = ['shorter', 'again', 'more'].includes(kind);
      expect(match.followUp !== undefined && match.band === 'unknown', match.because.detail).to.equal(goesBack);
    }
  });

  it('is never an everyday question or a message that is not ours', () => {
    const { knowledge } = house;
    const others = knowledge.entries.flatMap((entry) => (entry.kind === 'point' ? [] : asksOf(entry).slice(0, 1)));
    const taken = others.filter((text) => understand(house, answeredBy(FAULT), text).followUp !== undefined);
    expect(others).to.have.length.above(300);
    expect(taken).to.deep.equal([]);
  });

  it('has templates of each kind', () => {
    expect(house.followUps.map(({ kind }) => kind)).to.have.members([...FOLLOW_UPS]);
    for (const { kind, templates } of house.followUps) expect(templates, kind).not.to.have.length(0);
  });

  function samplesOf(): { kind: FollowUp; sentence: string }[] {
    return house.followUps.flatMap(({ kind, templates }) =>
      templates.flatMap((template) => sample(house, template, SAMPLES).map((sentence) => ({ kind, sentence }))),
    );
  }

  function asksOf(entry: Entry): readonly string[] {
    return searchText(entry).asks;
  }
});

describe('what is said about the answer before', () => {
  it('has words, a source and no holes, whatever the answer was and whatever is asked of it', () => {
    const odd = house.knowledge.entries.flatMap((entry) =>
      FOLLOW_UPS.flatMap((kind) => {
        const reply = followUpReply(house.knowledge, entry, kind, ['~scotland'], NOW);
        const texts = [reply.point, ...reply.more.map(({ text }) => text)];
        const isWhole = reply.cites.length > 0 && texts.every((text) => text.trim() !== '' && !/\{[a-z]+\}|undefined/.test(text));
        return isWhole ? [] : [`${entry.id}, ${kind}: ${reply.point}`];
      }),
    );
    expect(odd).to.deep.equal([]);
  });

  it('is the answer once more for "say that again"', () => {
    expect(about(FAULT, 'again')).to.deep.equal(whole(FAULT));
  });

  it('is its first sentences for "shorter", with the sources and buttons kept', () => {
    expect(about(FAULT, 'shorter')).to.deep.equal({ ...whole(FAULT), more: [] });
  });

  it('names each section for "what section is that"', () => {
    const { point, more } = about(FAULT, 'source');
    expect(more).to.deep.equal([]);
    expect(point).to.include('Consumer Rights Act 2015');
    for (const cite of whole(FAULT).cites) expect(point).to.include(cite.kind === 'law' ? cite.place : cite.title);
  });

  it('says that it is no law, for an answer that rests on none', () => {
    const topic = find((entry) => entry.kind === 'topic' && whole(entry.id).cites.every(({ kind }) => kind !== 'law'));
    const beginning = house.knowledge.content.phrases.labels['not-law'].split('{')[0] ?? '';
    expect(about(topic.id, 'source').point.startsWith(beginning)).to.equal(true);
    expect(about(FAULT, 'source').point.startsWith(beginning)).to.equal(false);
  });

  it('is its detail for "why", with the rule of the first section behind it, but no goodwill', () => {
    const { point, more } = about(FAULT, 'why');
    const [first] = whole(FAULT).cites;
    const rule = house.knowledge.content.provisions.find(({ id }) => id === first?.id)?.rule;
    expect(point).to.equal(whole(FAULT).more.find(({ label }) => !label)?.text);
    expect(more).to.deep.equal([{ label: house.knowledge.content.phrases.labels['rule-behind'], text: rule }]);
  });

  it('is the law behind it for "more", and the end where nothing is left to say', () => {
    const entry = house.knowledge.entry(FAULT);
    expect(entry && moreAbout(house.knowledge, entry, NOW)).to.equal(whole(FAULT).cites[0]?.id);
    const alone = find((entry) => entry.kind === 'point' && whole(entry.id).choices.length === 0);
    expect(about(alone.id, 'more').point).to.equal(house.knowledge.content.phrases.labels['all-said']);
  });

  it('is an example of its own, else of the law behind it, else that there is none', () => {
    const provision = house.knowledge.content.provisions.find(({ id }) => id === ADJUSTMENTS);
    expect(about(ADJUSTMENTS, 'example').point).to.equal(provision?.example);
    const [first] = whole(FAULT).cites;
    expect(about(FAULT, 'example').point).to.equal(house.knowledge.content.provisions.find(({ id }) => id === first?.id)?.example);
    const point = find((entry) => entry.kind === 'point');
    expect(about(point.id, 'example').point).to.equal(house.knowledge.content.phrases.labels['no-example']);
  });
});

describe('the law of another nation', () => {
  const said = (id: string, nation: string) => about(id, 'nation', [`~${nation.toLowerCase().replace(' ', '-')}`]).point;
  const label = (name: 'same-nation' | 'other-nation', nation: string) => house.knowledge.content.phrases.labels[name].replace('{nation}', nation);

  it('is said to be another where the answer rests on law that does not hold there', () => {
    expect(said(ADJUSTMENTS, 'Northern Ireland')).to.equal(label('other-nation', 'Northern Ireland'));
    for (const nation of ['England', 'Wales', 'Scotland']) expect(said(ADJUSTMENTS, nation)).to.equal(label('same-nation', nation));
  });

  it('is said to be the same for a fault in goods in each nation', () => {
    for (const nation of NATIONS) expect(said(FAULT, nation)).to.equal(label('same-nation', nation));
  });

  it('is never said to be the same where one of the sections behind the answer does not hold', () => {
    const wrong = house.knowledge.content.provisions.flatMap(({ id, nations }) =>
      NATIONS.flatMap((nation) => (!nations.includes(nation) && said(id, nation) !== label('other-nation', nation) ? [`${id}, ${nation}`] : [])),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('comes with the answer it is about', () => {
    expect(about(ADJUSTMENTS, 'nation', ['~northern-ireland']).more.map(({ text }) => text)).to.include(whole(ADJUSTMENTS).point);
  });
});

function answeredBy(entry: string): Session {
  return { ...NEW_SESSION, last: { entry, meanings: ['~broken', '~goods'], decision: 'faulty-goods' } };
}

function about(id: string, kind: FollowUp, meanings: readonly string[] = []): Reply {
  return followUpReply(house.knowledge, entryOf(id), kind, meanings, NOW);
}

function whole(id: string): Reply {
  return answer(house.knowledge, entryOf(id), NOW);
}

function entryOf(id: string): Entry {
  return find((entry) => entry.id === id);
}

function find(isIt: (entry: Entry) => boolean): Entry {
  const found = house.knowledge.entries.find(isIt);
  if (!found) throw new Error('there is no such entry');
  return found;
}
