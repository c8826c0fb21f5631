import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { type Entities, NEW_SESSION } from '../../dialogs/turn.ts';
import { NOW, realHouse } from './support/house.ts';

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

function named(text: string): Entities {
  return coach(house)(NEW_SESSION, { kind: 'text', text }, NOW).entities;
}

const NAMED: readonly { what: string; said: readonly (readonly [text: string, entities: Entities])[] }[] = [
  {
    what: 'the time of a reminder as typed, without the word before it',
    said: [
      ['remind me at half 4 to ring mrs patel', { when: 'half 4' }],
      ['remind me thurs 3 to chase the parcel', { when: 'thurs 3' }],
      ['nudge me Tmrw Morning about the fridge', { when: 'Tmrw Morning' }],
      ['remind me in 2hrs to check the oven', { when: 'in 2hrs' }],
      ['set an alarm for 4.30pm', { when: '4.30pm' }],
      ['ring her back on 12 december at 2pm, remind me', { when: '12 december at 2pm' }],
      ['set a reminder for the end of my shift', { when: 'end of my shift' }],
      ['set a reminder', {}],
    ],
  },
  {
    what: 'the subject of a quiz by its id, and how many questions',
    said: [
      ['5 qs on consumer rights pls', { topic: 'cra', count: 5 }],
      ['give me a couple of questions about harassment', { topic: 'equality', count: 2 }],
      ['on data protection ask me ten questions', { topic: 'data', count: 10 }],
      ['quiz me', {}],
    ],
  },
  { what: 'the words of a quiz on something that is no subject', said: [['quiz me on the pigeons please', { topic: 'pigeons' }]] },
  { what: 'no count where the figure counts minutes', said: [['5 minute quiz on kpis', { topic: 'standards' }]] },
  {
    what: 'a model and a guide by their ids',
    said: [
      ['quiz me on LASS', { topic: 'complaints', model: 'lass' }],
      ['quiz me on guide 4', { topic: 'promise', guide: 'promise' }],
    ],
  },
  {
    what: 'a piece of law by its canonical reference, the Act filled in where the message leaves it open',
    said: [
      ['art 33', { topic: 'data', ref: 'UK GDPR Art.33' }],
      ['section twenty nine equality act', { topic: 'equality', ref: 'EqA 2010 s.29' }],
      ['which section covers satisfactory quality', { topic: 'cra', ref: 'CRA 2015 s.9' }],
      ['section 999 cra', { topic: 'cra', ref: 'CRA 2015 s.999' }],
      ['quiz me on section 22 cra', { topic: 'cra', ref: 'CRA 2015 s.22' }],
    ],
  },
  {
    what: 'the subject that its answer rests on',
    said: [['can i ask for proof that a dog is an assistance dog', { topic: 'equality' }]],
  },
  {
    what: 'the subject of evidence, of scores and of a role play, but not that evidence is about evidence',
    said: [
      ['portfolio evidence for the service promise unit', { topic: 'promise' }],
      ['turn this into evidence for my nvq', {}],
      ['my progress on data protection', { topic: 'data' }],
      ['role play a deaf customer', { topic: 'equality' }],
    ],
  },
  {
    what: 'nothing in a message that starts a complaint, thanks or greets',
    said: [
      ['hiya', {}],
      ['cheers for that', {}],
      ['i need to log a complaint', {}],
    ],
  },
];

describe('what a message names', () => {
  for (const { what, said } of NAMED) {
    it(`is ${what}`, () => {
      for (const [text, entities] of said) expect(named(text), text).to.deep.equal(entities);
    });
  }

  it('is nothing for a button', () => {
    expect(coach(house)(NEW_SESSION, { kind: 'press', press: 'help' }, NOW).entities).to.deep.equal({});
  });
});
