import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION } from '../../dialogs/turn.ts';
import { understand } from '../../dialogs/understand.ts';
import { citesOf } from '../../knowledge/entries.ts';
import { NOW, realHouse } from './support/house.ts';

/** Everyday questions are shared between entries that say the same: so many of a provision's own must lead to it or to an answer that rests on it. */
const LEAST_ASKS = 0.8;

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const entriesFor = (text: string) => understand(house, NEW_SESSION, text, NOW).entries;
/** Whether this entry is the provision or myth, or rests on it. */
function leadsTo(id: string, found: string | undefined): boolean {
  const entry = house.knowledge.entry(found ?? '');
  return entry !== undefined && (entry.id === id || citesOf(entry).includes(id));
}

describe('the law pack', () => {
  it('holds every fact and every myth, each once and each at an entry', () => {
    const { provisions, myths } = house.knowledge.content;
    const facts = provisions.flatMap((provision) => provision.facts);
    expect(new Set(facts).size).to.equal(188);
    const held = myths.flatMap((myth) => myth.facts).sort();
    expect(held).to.deep.equal(Array.from({ length: 30 }, (_, at) => `MYTH-${String(at + 1).padStart(2, '0')}`));
  });

  it('gives each provision and each myth by its id', () => {
    const { provisions, myths } = house.knowledge.content;
    const press = (id: string) => coach(house)(NEW_SESSION, { kind: 'press', press: `ask:${id}` }, NOW).replies[0];
    const lost = [...provisions, ...myths].filter(({ id, ...rest }) => !press(id)?.point.includes('rule' in rest ? rest.rule : rest.truth));
    expect(lost.map(({ id }) => id)).to.deep.equal([]);
  });

  it('gives each provision by its reference, alone or among those of one section', () => {
    const lost = house.knowledge.content.provisions.filter(({ id, refs: [ref = ''] }) => /\d/.test(ref) && !entriesFor(ref).includes(id));
    expect(lost.map(({ id, refs }) => `${id}: ${refs[0]}`)).to.deep.equal([]);
  });

  it('gives each provision and each myth by its everyday questions', function () {
    this.timeout(60_000);
    const { provisions, myths } = house.knowledge.content;
    const shares = [...provisions, ...myths].map(({ id, asks }) => ({
      id,
      share: asks.filter((ask) => leadsTo(id, entriesFor(ask)[0])).length / asks.length,
    }));
    expect(shares.filter(({ share }) => share < 0.5)).to.deep.equal([]);
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
    expect(mean).to.be.at.least(LEAST_ASKS);
  });
});
