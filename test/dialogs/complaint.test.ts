import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import type { Answer, Complaint } from '../../dialogs/complaint.ts';
import { stepReply } from '../../dialogs/complaint-say.ts';
import type { House } from '../../dialogs/house.ts';
import type { Session } from '../../dialogs/turn.ts';
import { answered, back, openStep, stepsFor } from '../../dialogs/walk.ts';
import type { Step } from '../../knowledge/schema.ts';
import { everyStepOf, fitting, holding, inHand } from './support/complaint.ts';
import { NOW, realHouse } from './support/house.ts';

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const content = () => house.knowledge.content;
const checklists = () => [...content().checklists.map(({ id }) => id), ''];
const type = (text: string, session: Session) => coach(house)(structuredClone(session), { kind: 'text', text }, NOW);
const press = (id: string, session: Session) => coach(house)(structuredClone(session), { kind: 'press', press: id }, NOW);
const everyStep = (checklist: string) => everyStepOf(content(), checklist);

describe('every checklist', () => {
  it('asks first whether anybody is hurt, where somebody could be, and comes to an end', () => {
    for (const id of checklists()) {
      const [first, ...rest] = everyStep(id);
      const without = content().checklists.find((checklist) => checklist.id === id)?.without ?? [];
      if (!without.includes('hurt')) expect(first?.step.stage, id).to.equal('make-safe');
      expect(rest.length, id).to.be.at.least(8);
    }
  });
});

describe('a button of something else', () => {
  it('does what it says, then the very same step comes back', () => {
    const { complaint } = everyStep('faulty-goods')[4] as { complaint: Complaint };
    const turn = press('ask:cra-22', holding(complaint));
    expect(turn.replies[0]?.heading).to.include('s.22');
    expect(turn.replies.at(-1)).to.deep.equal(stepReply(house, complaint, NOW));
    expect(inHand(turn)).to.deep.equal(complaint);
  });
});

describe('distress in the middle of a complaint', () => {
  it('gets a humane reply and no question, and the complaint waits', () => {
    for (const { complaint } of everyStep('faulty-goods').slice(0, 6)) {
      const turn = type('customers shouting at me im shaking', holding(complaint));
      expect(turn.replies).to.have.length(1);
      expect(turn.replies[0]?.choices).to.deep.equal([]);
      expect(inHand(turn)).to.deep.equal(complaint);
    }
  });
});

describe('a walk', () => {
  it('goes back to the step before, keeps its answer until a new one is given, and then goes on where it was', () => {
    const [, , third] = everyStep('faulty-goods');
    if (!third) throw new Error('too few steps');
    const again = back(content(), third.complaint);
    expect(again.answers).to.deep.equal(third.complaint.answers);
    const step = openStep(content(), again) as Step;
    expect(Object.keys(third.complaint.answers)).to.include(step.id);
    expect(openStep(content(), answered(content(), again, step, fitting(step)))?.id).to.equal(third.step.id);
  });

  it('shows the rights anew when a day they turn on was changed', () => {
    const stands = everyStep('faulty-goods');
    const { complaint } = stands.at(-1) as { complaint: Complaint };
    const delivered = stepsFor(content(), complaint).find(({ tells }) => tells === 'delivered') as Step;
    const changed = answered(content(), complaint, delivered, { values: ['2026-05-01'] });
    expect(openStep(content(), changed)?.kind).to.equal('rights');
    expect(answered(content(), complaint, delivered, complaint.answers[delivered.id] as Answer).answers).to.deep.equal(complaint.answers);
  });

  it('keeps every answer that still applies where the checklist was edited meanwhile', () => {
    const { complaint } = everyStep('faulty-goods').at(-1) as { complaint: Complaint };
    const [gone] = Object.keys(complaint.answers);
    const edited = { ...content(), spine: { ...content().spine, steps: content().spine.steps.filter(({ id }) => id !== gone) } };
    expect(openStep(edited, complaint)?.id).to.equal(openStep(content(), complaint)?.id);
  });
});

describe('the view of a complaint', () => {
  it('can be chosen by its name, and what was answered carries over', () => {
    const { complaint } = everyStep('faulty-goods')[5] as { complaint: Complaint };
    const turn = type('use acknowledge investigate resolve learn', holding(complaint));
    expect(inHand(turn)).to.deep.equal({ ...complaint, view: 'acknowledge-investigate-resolve-learn' });
    const open = openStep(content(), complaint);
    const view = content().spine.views.find(({ id }) => id === 'acknowledge-investigate-resolve-learn');
    const part = view?.parts.find(({ stages }) => open && stages.includes(open.stage));
    expect(turn.replies.at(-1)?.heading?.startsWith(part?.title ?? '?')).to.equal(true);
  });
});

describe('"stop" in a complaint', () => {
  it('parks it: nothing is lost', () => {
    const { complaint } = everyStep('faulty-goods')[5] as { complaint: Complaint };
    const turn = type('stop', holding(complaint));
    expect(turn.session.walking).to.equal(undefined);
    expect(inHand(turn, complaint.id)).to.deep.equal(complaint);
  });
});

describe('a required step', () => {
  it('is passed over only with a reason, which is kept', () => {
    const { complaint, step } = everyStep('faulty-goods').find(({ step: { required, kind } }) => required && kind === 'text') as {
      complaint: Complaint;
      step: Step;
    };
    expect(inHand(type('skip', holding(complaint)))).to.deep.equal(complaint);
    expect(inHand(type('skip because she has left', holding(complaint)))?.skipped[step.id]).to.equal('she has left');
  });
});

describe('a promised outcome', () => {
  const atOutcome = () => everyStep('faulty-goods').find(({ step }) => step.id === 'outcome') as { complaint: Complaint };

  it('that cannot be kept is questioned with a wording that can, and kept only on a press', () => {
    const { complaint } = atOutcome();
    const asked = type("you'll definitely have it tomorrow", holding(complaint));
    expect(inHand(asked)?.answers.outcome).to.equal(undefined);
    expect(asked.replies[0]?.more[0]?.text.length).to.be.above(10);
    const keptIt = press('walk:keep', asked.session);
    expect(inHand(keptIt)?.answers.outcome?.text).to.equal("you'll definitely have it tomorrow");
    expect(inHand(type('a repair, free, and a call by Friday', asked.session))?.answers.outcome?.text).to.equal(
      'a repair, free, and a call by Friday',
    );
  });

  it('above what the desk may give names who has to agree', () => {
    const { complaint } = atOutcome();
    const [, next] = content().policy.limits;
    expect(type('a refund of £180 to her card', holding(complaint)).replies[0]?.point)
      .to.include('£180')
      .and.include(next?.role);
    expect(inHand(type('a refund of £18 to her card', holding(complaint)))?.answers.outcome?.text).to.equal('a refund of £18 to her card');
  });
});

describe('a cost', () => {
  it('above what the desk may give names who has to agree it, and below it nobody', () => {
    const { complaint } = everyStep('faulty-goods').find(({ step }) => step.id === 'cost') as { complaint: Complaint };
    const [, next] = content().policy.limits;
    expect(type('£180', holding(complaint)).replies[0]?.point)
      .to.include('£180')
      .and.include(next?.role);
    expect(type('£18', holding(complaint)).replies).to.have.length(1);
  });
});

describe('a complaint that becomes serious', () => {
  it('says at once whom to tell, how soon and why, and says it once', () => {
    const [first] = everyStep('faulty-goods');
    if (!first) throw new Error('no steps');
    const urgent = content().policy.escalation.find(({ level }) => level === 'urgent');
    const told = press('answer:hurt:yes', holding(first.complaint));
    expect(told.replies[0]?.point).to.include(urgent?.to).and.include(urgent?.within);
    expect(type('it went bang while she was making tea', told.session).replies.some(({ point }) => point.includes(urgent?.to ?? '?'))).to.equal(
      false,
    );
  });
});

describe('the end of a complaint', () => {
  const closing = () => {
    const { complaint, step } = everyStep('faulty-goods').at(-1) as { complaint: Complaint; step: Step };
    return type('check the batch', holding({ ...complaint, at: step.id }));
  };

  it('is the record of what was said, as lines and as a file, with the letters on buttons', () => {
    const turn = closing();
    const [record] = turn.replies;
    expect(turn.session.walking).to.equal(undefined);
    expect(record?.file?.name).to.match(/\.md$/);
    const all = record?.lines?.map(({ text }) => text).join(' ') ?? '';
    expect(all).to.include('check the batch').and.include('as told');
    const files = (record?.choices ?? []).filter(({ press: id }) => !/:(?:whys|keep)$/.test(id));
    expect(files.length).to.be.at.least(3);
    for (const { press: id } of files) {
      const [part] = press(id, turn.session).replies;
      expect(part?.file?.text.length, id).to.be.above(20);
      expect(part?.point, id).not.to.match(/\{|undefined/);
    }
  });

  it('is the same record when it is read weeks later', () => {
    const { session } = closing();
    const id = session.complaints?.[0]?.id ?? '';
    const later = coach(house)(structuredClone(session), { kind: 'press', press: `record:${id}:json` }, new Date('2027-03-01T12:00:00Z'));
    expect(later.replies[0]?.file?.text).to.equal(press(`record:${id}:json`, session).replies[0]?.file?.text);
  });

  it('can be opened again from the list', () => {
    const { session } = closing();
    const list = type('list my complaints', session);
    const [closed] = list.replies[0]?.choices ?? [];
    expect(press(closed?.press ?? '', list.session).replies[0]?.heading).to.include(session.complaints?.[0]?.id);
  });

  it('comes early with "that is it": what is needed is still asked, the rest is left out', () => {
    const [, second] = everyStep('faulty-goods');
    if (!second) throw new Error('too few steps');
    const turn = type('thats it i think', holding(second.complaint));
    const open = openStep(content(), inHand(turn) as Complaint);
    expect(open?.required || open?.kind === 'rights').to.equal(true);
    expect(turn.replies).to.have.length(3);
  });

  it('says that it is a pattern from the third of a kind on', () => {
    const { complaint, step } = everyStep('faulty-goods').at(-1) as { complaint: Complaint; step: Step };
    const old = (id: string): Complaint => ({
      ...complaint,
      id,
      answers: { ...complaint.answers, [step.id]: { values: [], text: 'x' } },
      closed: '2026-11-01',
    });
    const closedBeside = (others: Complaint[]) => type('check the batch', { ...holding(complaint), complaints: [...others, complaint] });
    expect(closedBeside([old('a')]).replies).to.have.length(1);
    expect(closedBeside([old('a'), old('b')]).replies).to.have.length(2);
  });
});

describe('complaints of one person', () => {
  it('can be parked, listed and opened again', () => {
    const { complaint } = everyStep('faulty-goods')[3] as { complaint: Complaint };
    const parked = type('park it', holding(complaint));
    expect(parked.session.walking).to.equal(undefined);
    const list = type('list my complaints', parked.session);
    const choice = list.replies[0]?.choices[0]?.press ?? '';
    const open = press(choice, list.session);
    expect(inHand(open)).to.deep.equal(complaint);
    expect(open.replies.at(-1)).to.deep.equal(stepReply(house, complaint, NOW));
  });

  it('stay apart: a second one asks first', () => {
    const { complaint } = everyStep('faulty-goods')[2] as { complaint: Complaint };
    const second = press('walk:new', holding(complaint));
    expect(second.session.complaints).to.have.length(2);
    expect(second.session.complaints?.[0]).to.deep.equal(complaint);
    expect(second.session.walking).not.to.equal(complaint.id);
  });
});
