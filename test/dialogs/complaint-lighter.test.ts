import { expect } from 'chai';
import { sessionIn, toPerson } from '../../bot/kept.ts';
import { coach } from '../../dialogs/coach.ts';
import type { Complaint } from '../../dialogs/complaint.ts';
import { stepReply } from '../../dialogs/complaint-say.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION, type Session, type Turn } from '../../dialogs/turn.ts';
import { openStep, stepsLeft } from '../../dialogs/walk.ts';
import { everyStepOf, fresh, holding, inHand } from './support/complaint.ts';
import { NOW, realHouse } from './support/house.ts';

/** 00:30 of 2 June in the UK is still 1 June in UTC. */
const SUMMER_EVENING = new Date('2026-06-01T22:00:00Z');
const AFTER_MIDNIGHT = new Date('2026-06-01T23:30:00Z');
const TOMORROW = new Date('2026-11-23T09:00:00Z');

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const content = () => house.knowledge.content;
const type = (text: string, session: Session = NEW_SESSION, now = NOW): Turn => coach(house)(structuredClone(session), { kind: 'text', text }, now);
const press = (id: string, session: Session, now = NOW): Turn => coach(house)(structuredClone(session), { kind: 'press', press: id }, now);
const presses = (turn: Turn) => turn.replies.at(-1)?.choices.map(({ press }) => press) ?? [];
const at = (step: string, checklist = 'faulty-goods'): Complaint => {
  const found = everyStepOf(content(), checklist).find((stand) => stand.step.id === step);
  if (!found) throw new Error(`no step ${step}`);
  return { ...found.complaint, touched: NOW.toISOString() };
};
const IDLE = ['walk:where', 'walk:park', 'walk:drop'];

describe('a complaint left yesterday', () => {
  it('is asked about once, after the answer to something else, and then comes back as ever', () => {
    const first = type('what is lass?', holding(at('before')), TOMORROW);
    expect(presses(first)).to.deep.equal(IDLE);
    expect(first.replies).to.have.length(2);
    const second = type('what is lass?', first.session, TOMORROW);
    expect(second.replies.at(-1)).to.deep.equal(stepReply(house, at('before'), TOMORROW));
  });

  it('is asked about again on the day after that', () => {
    const first = type('what is lass?', holding(at('before')), TOMORROW);
    expect(presses(type('what is lass?', first.session, new Date('2026-11-24T09:00:00Z')))).to.deep.equal(IDLE);
  });

  it('takes a clear answer or a command at once, and says which complaint that was', () => {
    for (const text of ['third time', 'summary so far']) {
      const turn = type(text, holding(at('before')), TOMORROW);
      expect(turn.replies[0]?.point, text).to.include('yesterday').and.include('Faulty goods');
    }
    expect(inHand(type('third time', holding(at('before')), TOMORROW))?.answers.before?.values).to.deep.equal(['third-or-more']);
  });

  it('does not take a free sentence for an answer before it is clear that it goes on', () => {
    const turn = type('she is coming in at noon', holding(at('outcome')), TOMORROW);
    expect(presses(turn)).to.deep.equal(IDLE);
    expect(inHand(turn)?.answers.outcome).to.equal(undefined);
  });

  it('is not asked about on the same day, nor where it was parked', () => {
    expect(presses(type('what is lass?', holding(at('before'))))).not.to.deep.equal(IDLE);
    const parked = type('park it', holding(at('before')));
    expect(type('what is lass?', parked.session, TOMORROW).replies).to.have.length(1);
  });

  it('counts days as people in the UK do', () => {
    const left: Complaint = { ...at('before'), touched: SUMMER_EVENING.toISOString() };
    expect(presses(type('what is lass?', holding(left), AFTER_MIDNIGHT))).to.deep.equal(IDLE);
    expect(presses(type('what is lass?', holding(left), new Date('2026-06-01T22:30:00Z')))).not.to.deep.equal(IDLE);
  });

  it('with a time on it that is none is not read from the store', () => {
    const kept = (touched: string) => sessionIn(toPerson(holding({ ...at('before'), touched }), undefined)).complaints;
    expect(kept('yesterday')).to.equal(undefined);
    expect(kept(NOW.toISOString())).to.have.length(1);
  });
});

describe('"drop it"', () => {
  it('asks first, and then removes the complaint wholly', () => {
    const asked = type('bin this complaint', holding(at('before')));
    expect(inHand(asked)).to.deep.equal(inHand({ session: holding(at('before')) }));
    const gone = press(presses(asked)[0] ?? '', asked.session);
    expect(JSON.stringify(gone.session)).not.to.include('2026-11-22-1');
    expect(gone.session.walking).to.equal(undefined);
  });

  it('keeps it on "no", and a confirmation of long ago asks anew', () => {
    const asked = type('drop it', holding(at('before')));
    const yes = presses(asked)[0] ?? '';
    const keptIt = press('walk:keep-it', asked.session);
    expect(inHand(keptIt)?.answers).to.deep.equal(at('before').answers);
    const again = press(yes, keptIt.session);
    expect(again.session.complaints).to.have.length(1);
    expect(presses(again)[0]).to.equal(yes);
  });

  it('finds the one that is meant, and lists them where none is', () => {
    const session = { ...holding(at('before')), complaints: [at('before'), { ...at('parcel', 'late-delivery'), id: 'x' }] };
    expect(presses(type('delete the late parcel one', session))[0]).to.equal('walk:drop-yes:x');
    expect(type('delete the umbrella one', session).session.complaints).to.have.length(2);
    expect(presses(type('delete the umbrella one', session)).every((id) => !id.startsWith('walk:drop'))).to.equal(true);
  });
});

describe('a first message that does not say what it is about', () => {
  const asked = () => press('answer:hurt:no', type('start a complaint').session);

  it('is asked for it after whether anybody is hurt, with a few kinds and the others behind a button', () => {
    expect(openStep(content(), inHand(type('start a complaint')) as Complaint)?.id).to.equal('hurt');
    const about = presses(asked()).filter((id) => id.startsWith('answer:about:'));
    expect(about).to.have.length(6);
    const rest = presses(press('walk:more-kinds', asked().session));
    expect(new Set([...about, ...rest])).to.have.length(content().checklists.length);
  });

  it('takes a typed kind, also one whose button is not shown, and a story, which it keeps', () => {
    expect(inHand(type('a post or a review', asked().session))?.checklist).to.equal('social-media');
    const told = inHand(type('she says her parcel never arrived and nobody rings her back', asked().session));
    expect(told?.checklist).to.equal('late-delivery');
    expect(told?.answers['what-happened']?.text).to.include('parcel');
  });

  it('has a button for each checklist and no other', () => {
    expect(content().spine.about.values.map(({ id }) => id)).to.have.members(content().checklists.map(({ id }) => id));
  });
});

describe('another kind', () => {
  it('keeps every answer, and shows the law anew', () => {
    const complaint = at('outcome');
    const turn = type('its actually about late delivery', holding(complaint));
    const { rights, ...others } = complaint.answers;
    expect(rights).not.to.equal(undefined);
    expect(inHand(turn)?.checklist).to.equal('late-delivery');
    expect(inHand(turn)?.answers).to.deep.include(others).and.not.have.property('rights');
  });

  it('is asked for by "change the kind", and stays as it was after "skip"', () => {
    const turn = type('change the kind', holding(at('outcome')));
    expect(turn.replies.at(-1)?.point).to.equal(content().spine.about.ask);
    expect(inHand(type('skip', turn.session))).to.deep.equal(inHand({ session: holding(at('outcome')) }));
  });
});

describe('a shorter walk', () => {
  it('says at its start how many questions there are and how many are needed', () => {
    const turn = type('got an angry lady here, kettle blew up');
    const left = stepsLeft(content(), inHand(turn) as Complaint);
    expect(turn.replies[0]?.more[0]?.text)
      .to.include(String(left.length))
      .and.include(String(left.filter(({ required }) => required).length));
  });

  it('asks only what is needed, and the others again when asked to', () => {
    const turn = type('just the needed ones', holding(fresh('faulty-goods')));
    expect(stepsLeft(content(), inHand(turn) as Complaint).every(({ required }) => required)).to.equal(true);
    const all = type('ask all of them', turn.session);
    expect(inHand(all)).to.deep.equal(fresh('faulty-goods'));
  });

  it('takes several facts in one answer, and says them back', () => {
    const turn = type("no she's fine, bought it in august, wants a refund", holding(fresh('faulty-goods')));
    const { answers } = inHand(turn) as Complaint;
    expect(answers.hurt?.values).to.deep.equal(['no']);
    expect(answers.delivered?.values).to.deep.equal(['2026-08-16']);
    expect(answers.wants?.values).to.deep.equal(['refund']);
    expect(turn.replies[0]?.lines).to.have.length(3);
  });

  it('takes an answer ahead of its step, and asks the open one again', () => {
    const turn = type('order number 55512, and he has rung before', holding(at('buyer')));
    expect(openStep(content(), inHand(turn) as Complaint)?.id).to.equal('buyer');
    const ahead = type('she says she will get a solicitor', holding(at('buyer')));
    expect(inHand(ahead)?.answers.pressure?.values).to.deep.equal(['legal']);
    expect(openStep(content(), inHand(ahead) as Complaint)?.id).to.equal('buyer');
  });

  it('hears that nobody is hurt, and that somebody is', () => {
    const heard = (text: string) => inHand(type(text, holding(fresh('faulty-goods'))))?.answers.hurt?.values;
    for (const text of ['nobody is hurt', 'no one was hurt', "he isn't hurt", 'no, all good', 'nope'])
      expect(heard(text), text).to.deep.equal(['no']);
    for (const text of ['yes', 'yeah her hand is burnt', 'she burned her hand']) expect(heard(text), text).to.deep.equal(['yes']);
    expect(heard('no but it is still smoking')).to.deep.equal(['unsafe']);
  });

  it('takes a day of a promise for nothing else', () => {
    const { delivered: _, ...answers } = at('outcome').answers;
    const turn = type('a new one by 20 november', holding({ ...at('outcome'), answers, at: 'outcome' }));
    expect(inHand(turn)?.answers.delivered).to.equal(undefined);
  });
});

describe('the name of an answer', () => {
  it('is that answer, also where it sounds like a command', () => {
    expect(inHand(type('handed over to a colleague', holding(at('done'))))?.answers.done?.values).to.deep.equal(['handed-over']);
  });
});

describe('a change of something that was not told', () => {
  it('shows what was told, and is no answer', () => {
    const complaint = at('outcome');
    const turn = type('change the colour', holding(complaint));
    expect(inHand(turn)).to.deep.equal(inHand({ session: holding(complaint) }));
    expect(turn.replies[0]?.lines?.length).to.be.above(5);
  });
});

describe('a button that the step does not have', () => {
  it('answers nothing', () => {
    expect(inHand(press('answer:hurt:whatever', holding(fresh('faulty-goods'))))?.answers).to.deep.equal({});
  });
});
