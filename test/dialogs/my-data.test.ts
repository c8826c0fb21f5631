/** What is held on a person: said, copied, deleted once that is confirmed. */
import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { aged, retentionOf } from '../../dialogs/privacy/retention.ts';
import { type Coach, NEW_SESSION, type Session, type Turn } from '../../dialogs/turn.ts';
import type { Day } from '../../knowledge/calendar.ts';
import { NOW, realHouse, textOf } from './support/house.ts';
import { kettle } from './support/kettle.ts';

const ATTEMPT = { question: 'q-cra-22', at: '2026-11-01T10:00:00.000Z', score: 1, sure: 'sure' } as const;
const CARD = { due: '2026-11-30', stability: 3, difficulty: 5, reps: 1, lapses: 0, last: '2026-11-01', version: 'v-1' };

const { closed: _, ...TOASTER } = kettle({
  id: '2026-11-21-1',
  opened: '2026-11-21',
  answers: { 'what-happened': { values: [], text: 'The toaster sings' } },
});

/** A session with something in every part. */
const FULL: Session = {
  version: 1,
  last: { entry: 'cra-22', meanings: ['~broken'], told: { delivered: ['2026-11-01'] } },
  case: { id: 'short-term-reject', told: { delivered: ['2026-11-02'] }, loose: ['2026-11-03'] },
  complaints: [kettle(), TOASTER],
  walking: '2026-11-21-1',
  quiz: {
    mode: 'practice',
    title: 'a mix',
    seed: 7,
    paper: ['q-1', 'q-2'],
    attempts: [{ ...ATTEMPT, given: ['b'] }],
    begun: '2026-11-01T09:59:00.000Z',
    parked: true,
  },
  learning: { cards: { 'q-cra-22': CARD }, attempts: [ATTEMPT], exam: '2027-01-12' as Day, minutes: 5 },
  evidence: [
    {
      id: '2026-11-22-1',
      closed: '2026-11-22',
      kept: '2026-11-22',
      kind: 'Faulty goods',
      stages: [{ stage: 'Listen', lines: [{ label: 'Did', text: 'Listened well' }] }],
      learned: 'The batch leaks',
      points: [],
    },
  ],
  offered: [{ label: 'What can you do?', press: 'help' }],
  noted: true,
};

function leavesOf(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

describe('what is held on a person', () => {
  let house: House;
  let talk: Coach;
  before(async () => {
    house = await realHouse();
    talk = coach(house);
  });

  const say = (session: Session, ...texts: readonly string[]): Turn =>
    texts
      .slice(1)
      .reduce((turn, text) => talk(turn.session, { kind: 'text', text }, NOW), talk(session, { kind: 'text', text: texts[0] ?? '' }, NOW));

  it('is said part by part, with the days on which it is deleted', () => {
    const text = textOf(say(FULL, 'what do you hold on me'));
    expect(text).to.include('2 complaints, 1 of them open').and.to.include('20 November 2027');
    expect(text).to.include('1 answer').and.to.include('31 October 2028');
    expect(text).to.include('1 piece').and.to.include('21 November 2028');
    expect(text).to.include('90 days');
  });

  for (const text of ['what do you know about me', 'what data do you hold on me', 'what have you got stored on me', 'show me my data']) {
    it(`is said to "${text}"`, () => {
      expect(textOf(say(FULL, text))).to.include('This is what I hold on you');
    });
  }

  for (const text of ['what data do we hold on this customer', 'how long can we keep customer data', 'the customer wants her data deleted']) {
    it(`is not meant by "${text}"`, () => {
      expect(say(NEW_SESSION, text).because.by).not.to.equal('privacy');
    });
  }

  it('is copied whole: every leaf of the session stands in the JSON, in its place', () => {
    const { replies } = say(FULL, 'export my data');
    const file = replies.find((reply) => reply.file?.type === 'application/json')?.file;
    const copy = JSON.parse(file?.text ?? '{}').session;
    for (const { path, value } of leavesOf(FULL)) {
      expect(
        path.reduce((at, key) => at?.[key], copy),
        path.join('.'),
      ).to.equal(value);
    }
  });

  it('is copied to read, with what the person wrote and the day it was made', () => {
    const file = say(FULL, 'gimme a copy of everything you have on me').replies.find(({ file }) => file?.document)?.file;
    for (const words of ['The toaster sings', 'The kettle went bang', 'Listened well', '22 November 2026', '2026-11-03', 'cra-22'])
      expect(file?.text).to.include(words);
    expect(file?.name).to.equal('my-data.md');
  });

  it('is copied on a bare "gimme a copy", once it was talked of', () => {
    expect(say(FULL, 'what do you know about me', 'gimme a copy').effects.map(({ kind }) => kind)).to.deep.equal(['add-said']);
  });

  it('is not deleted before that was confirmed', () => {
    const turn = say(FULL, 'ok bin the lot');
    expect(turn.effects).to.deep.equal([]);
    expect(turn.session.complaints).to.deep.equal(FULL.complaints);
    expect(textOf(turn))
      .to.match(/sure/)
      .and.to.match(/cannot be undone/);
  });

  for (const question of ['will i lose my quiz scores', 'can i get it back', 'who can see it', 'what is LASS', 'hello', 'what do you hold on me']) {
    it(`is answered on "${question}" in between, and the question stays open and last`, () => {
      const turn = say(FULL, 'delete everything you have on me', question);
      expect(turn.effects.filter(({ kind }) => kind === 'forget')).to.deep.equal([]);
      expect(turn.replies.length).to.be.above(1);
      expect(turn.replies.at(-1)?.point).to.match(/^Are you sure/);
      expect(say(turn.session, 'do it').effects).to.deep.equal([{ kind: 'forget', what: 'everything' }]);
    });
  }

  it('is let go of after the third thing in between, with a word on it', () => {
    const turn = say(FULL, 'delete my data', 'what is LASS', 'what is NPS', 'what is CSAT');
    expect(textOf(turn)).to.include('I have deleted nothing');
    expect(say(turn.session, 'yes').effects).to.deep.equal([]);
  });

  for (const yes of ['do it', 'yes', 'yes please', 'go ahead', 'yes delete it', 'im sure']) {
    it(`is deleted on "${yes}", and nothing of the session is left`, () => {
      const turn = say(FULL, 'delete everything you have on me', yes);
      expect(turn.effects).to.deep.equal([{ kind: 'forget', what: 'everything' }]);
      expect(turn.session).to.deep.equal(NEW_SESSION);
      expect(textOf(say(turn.session, 'how am i doing'))).to.match(/no progress|nothing/i);
    });
  }

  for (const no of ['no', 'no wait', 'dont', 'stop', 'i changed my mind', 'yes but will i lose my scores?', 'maybe', 'ok']) {
    it(`is not deleted on "${no}"`, () => {
      const turn = say(FULL, 'delete everything you have on me', no);
      expect(turn.effects.filter(({ kind }) => kind === 'forget')).to.deep.equal([]);
      expect(turn.session.complaints).to.have.length(2);
    });
  }

  it('is not deleted by an old button', () => {
    const turn = talk(FULL, { kind: 'press', press: 'data:yes:all' }, NOW);
    expect(turn.effects).to.deep.equal([]);
    expect(turn.replies.at(-1)?.point).to.match(/^Are you sure/);
  });

  it('is not asked about while somebody is in distress', () => {
    const turn = say(FULL, 'delete my data', 'i want to kill myself');
    expect(textOf(turn)).to.include('Samaritans').and.not.to.include('Are you sure');
    expect(turn.session.data).to.equal(undefined);
  });

  it('is deleted in part: complaints, quiz results or evidence alone, and the chats that may quote them', () => {
    const parts = [
      ['delete my complaints', ['complaints', 'walking']],
      ['delete my quiz results', ['quiz', 'learning']],
      ['delete all my evidence', ['evidence']],
    ] as const;
    for (const [text, keys] of parts) {
      const turn = say(FULL, text, 'yes');
      expect(turn.effects, text).to.deep.equal([{ kind: 'forget', what: 'chats' }]);
      const gone = Object.keys(FULL).filter((key) => !(key in turn.session));
      expect(gone, text).to.have.members([...keys]);
    }
  });

  it('says that there is nothing of a part that is not held', () => {
    expect(textOf(say(NEW_SESSION, 'delete my complaints'))).to.include('nothing to delete');
  });

  it('gives a complaint or quiz in hand its question back', () => {
    const walk = say(NEW_SESSION, 'got an angry lady here, kettle blew up');
    const question = walk.replies.at(-1)?.point;
    expect(say(walk.session, 'what do you hold on me').replies.at(-1)?.point).to.equal(question);
    expect(say(walk.session, 'delete my data', 'no').replies.at(-1)?.point).to.equal(question);
  });
});

describe('what is too old', () => {
  let days: ReturnType<typeof retentionOf>;
  before(async () => {
    days = retentionOf((await realHouse()).knowledge.content.policy);
  });
  const on = (day: string, seen = day) => aged(FULL, days, day as Day, seen);

  it('is nothing of a session of today', () => {
    expect(on('2026-11-22')).to.deep.equal({ session: FULL, gone: {}, empty: false });
  });

  it('goes on its day, and not the day before', () => {
    expect(on('2027-11-19').session.complaints).to.have.length(2);
    expect(on('2027-11-20')).to.deep.include({ gone: { complaints: 1 } });
    expect(on('2027-11-21').session).to.not.have.any.keys('complaints', 'walking');
    expect(on('2028-10-30').session.learning?.attempts).to.have.length(1);
    expect(on('2028-10-31').session.learning?.attempts).to.deep.equal([]);
    expect(on('2028-11-20').session.evidence).to.have.length(1);
    expect(on('2028-11-21').session).to.not.have.any.keys('evidence', 'quiz');
  });

  it('forgets where the talk was 90 days after it, and keeps the rest', () => {
    const { session } = on('2027-03-01', '2026-11-22');
    expect(session).to.not.have.any.keys('last', 'case', 'data');
    expect(session.offered).to.deep.equal([]);
    expect(session.complaints).to.have.length(2);
  });

  it('leaves nobody who has nothing any more', () => {
    expect(on('2029-01-01', '2026-11-22').empty).to.equal(true);
    expect(on('2029-01-01', '2028-12-31').empty).to.equal(false);
  });

  it('counts by the days that are configured', () => {
    expect(aged(FULL, { ...days, learning: 10 }, '2026-11-22' as Day).gone).to.deep.equal({ quizzes: 1, answers: 1, cards: 1 });
  });
});
