/** What can be done once a complaint is closed: its days in a calendar, five whys, a root-cause sheet, evidence. */
import { expect } from 'chai';
import { sessionIn, toPerson } from '../../bot/kept.ts';
import { coach } from '../../dialogs/coach.ts';
import type { Complaint } from '../../dialogs/complaint.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION, type Session, type Turn } from '../../dialogs/turn.ts';
import { NOW, realHouse, textOf } from './support/house.ts';
import { kettle } from './support/kettle.ts';

const ID = '2026-11-22-1';
const INTERRUPTIONS = [
  's22 cra',
  'what is lass?',
  'can she have her money back after 5 weeks?',
  'delivered 10 nov 2026, work out the last day to reject',
  'test me on the equality act',
  'thanks',
  'hello',
  'help',
  'what was the weather like in 1976?',
  'list my complaints',
  'where was i',
  'show my evidence',
];

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const holding = (...complaints: Complaint[]): Session => ({ ...NEW_SESSION, complaints, noted: true });
const said = (kind: 'press' | 'text', words: string, session: Session, now = NOW): Turn =>
  coach(house)(structuredClone(session), kind === 'press' ? { kind, press: words } : { kind, text: words }, now);
const press = (id: string, session: Session, now = NOW) => said('press', id, session, now);
const type = (text: string, session: Session) => said('text', text, session);
const labels = ({ replies }: Turn) => replies.flatMap(({ choices }) => choices.map(({ label }) => label));
const fileOf = ({ replies }: Turn) => replies.find(({ file }) => file)?.file;
const whysOf = ({ session }: Turn) => session.complaints?.[0]?.answers;
const whys = (...told: string[]) => Object.fromEntries(told.map((text, at) => [`why-${at + 1}`, { values: [], text }]));

describe('the dates of a closed complaint', () => {
  it('are one calendar file, the first day first, with no word of the customer', () => {
    const { text = '', name } = fileOf(press(`record:${ID}:calendar`, holding(kettle()))) ?? {};
    expect(name).to.match(/\.ics$/);
    expect([...text.matchAll(/DTSTART;VALUE=DATE:(\d+)/g)].map(([, day]) => day)).to.deep.equal(['20261130', '20261203']);
    expect(text.match(/BEGIN:VCALENDAR/g)).to.have.length(1);
    expect(text).not.to.match(/bang|5512|yellow/);
  });

  it('have the last days of the law among them', () => {
    const complaint = kettle({
      checklist: 'data-protection',
      answers: { 'asked-on': { values: ['2026-11-20'] }, received: { values: ['2026-11-20'] } },
    });
    const { clocks } = house.knowledge.content.clocks;
    const told = house.knowledge.content.checklists.find(({ id }) => id === 'data-protection');
    const day = told?.steps.find(({ kind, tells }) => kind === 'day' && tells);
    const answers = {
      ...complaint.answers,
      ...Object.fromEntries(
        (told?.steps ?? []).filter(({ tells, values }) => tells && values[0]).map((step) => [step.id, { values: [step.values[0]!.id] }]),
      ),
      ...(day && { [day.id]: { values: ['2026-11-20'] } }),
    };
    const record = press(`record:${ID}:calendar`, holding({ ...complaint, answers }));
    const named = clocks.filter(({ id }) => told?.rights.includes(id)).map(({ title }) => title);
    expect(named.some((title) => fileOf(record)?.text.replaceAll('\r\n ', '').includes(title))).to.equal(true);
  });

  it('leave out what is done and what is past, and offer nothing where no day is left', () => {
    const done = kettle({ answers: { done: { values: ['done'] } } });
    expect(fileOf(press(`record:${ID}:calendar`, holding(done)))?.text.match(/BEGIN:VEVENT/g)).to.have.length(1);
    const later = press(`record:${ID}:record`, holding(kettle()), new Date('2027-01-01T12:00:00Z'));
    expect(labels(later)).not.to.include('Put the dates in my calendar');
    expect(textOf(later)).not.to.include('put it in your calendar');
  });

  it('are offered in words where there is a day to follow up, and not forced', () => {
    const turn = press(`record:${ID}:record`, holding(kettle()));
    expect(textOf(turn)).to.include('You want to check on 3 December 2026').and.include('or you can put it in your calendar');
    expect(labels(turn)).to.include('Put the dates in my calendar');
    const without = kettle({ answers: { 'follow-up-on': { values: ['no-need'] } } });
    expect(textOf(press(`record:${ID}:record`, holding(without)))).not.to.include('You want to check');
  });
});

describe('the five whys', () => {
  const begun = () => press(`record:${ID}:whys`, holding(kettle()));

  it('are asked one after the other, each of the answer before, and then stand in the record', () => {
    let turn = begun();
    for (const [at, answer] of [
      'the seal was loose',
      'the batch was not checked',
      'the check takes too long',
      'we do it by hand',
      'the scanner is old',
    ].entries()) {
      expect(turn.replies.at(-1)?.heading).to.equal(`Why ${at + 1} of 5`);
      turn = type(answer, turn.session);
      if (at < 4) expect(turn.replies.at(-1)?.more[0]?.text).to.equal(answer);
    }
    expect(turn.session.walking).to.equal(undefined);
    expect(labels(turn)).not.to.include('Ask me five whys');
    const text = fileOf(press(`record:${ID}:record`, turn.session))?.text;
    expect(text).to.include('## Why it happened\n\n- **Why (1):** the seal was loose');
    expect(text).to.include('the scanner is old');
  });

  it('come back in the same words after anything else, with nothing told by accident', () => {
    const odd: string[] = [];
    for (let told = 0; told < 5; told += 1) {
      const answers = whys(...['the seal was loose', 'nobody looked', 'no time', 'no rota'].slice(0, told));
      const asked = press(`record:${ID}:whys`, holding(kettle({ answers })));
      const question = asked.replies.at(-1);
      for (const interruption of INTERRUPTIONS) {
        const turn = type(interruption, asked.session);
        const again = interruption === 'list my complaints' ? type('where was i', turn.session) : turn;
        if (JSON.stringify(again.replies.at(-1)) !== JSON.stringify(question)) odd.push(`${told}: ${interruption}`);
        expect(whysOf(again)).to.deep.equal(whysOf(asked));
      }
      for (const button of ['ask:cra-22', `record:${ID}:outcome`, `record:${ID}:keep`]) {
        const turn = press(button, asked.session);
        if (JSON.stringify(turn.replies.at(-1)) !== JSON.stringify(question)) odd.push(`${told}: [${button}]`);
      }
    }
    expect(odd).to.deep.equal([]);
  });

  it('can be passed over one by one, and stopped at any time without losing any', () => {
    const first = type('the seal was loose', begun().session);
    const passed = press('why:skip', first.session);
    expect(passed.replies.at(-1)?.heading).to.equal('Why 3 of 5');
    expect(passed.replies.at(-1)?.more).to.deep.equal([]);
    for (const stopped of [press('why:stop', passed.session), type('stop', passed.session)]) {
      expect(stopped.session.walking).to.equal(undefined);
      expect(whysOf(stopped)?.['why-1']?.text).to.equal('the seal was loose');
      expect(textOf(stopped)).to.include('the seal was loose');
      expect(press(`record:${ID}:whys`, stopped.session).replies.at(-1)?.heading).to.equal('Why 2 of 5');
    }
  });

  it('take "I don\'t know" for a why passed over', () => {
    const turn = type('no idea', begun().session);
    expect(turn.replies.at(-1)?.heading).to.equal('Why 2 of 5');
    expect(whysOf(turn)).not.to.have.property('why-1');
  });

  it('can be gone back to, and told anew', () => {
    const first = type('the seal was loose', begun().session);
    const back = type('go back', first.session);
    expect(back.replies.at(-1)?.heading).to.equal('Why 1 of 5');
    expect(whysOf(type('the seal was missing', back.session))?.['why-1']?.text).to.equal('the seal was missing');
  });

  it('hold no name that was typed', () => {
    const turn = type('Mrs Patel rang 07700 900123 and nobody rang her back', begun().session);
    expect(JSON.stringify(turn.session)).not.to.match(/Patel|900123/);
    expect(whysOf(turn)?.['why-1']?.text).to.include('nobody rang her back');
  });

  it('leave another complaint parked and whole, and give way to distress', () => {
    const open: Complaint = { id: '2026-11-22-2', checklist: '', view: 'lass', opened: '2026-11-22', answers: {}, skipped: {} };
    const turn = press(`record:${ID}:whys`, { ...holding(kettle(), open), walking: open.id });
    expect(turn.replies[0]?.point).to.include('Parked');
    expect(turn.session.complaints?.[1]).to.deep.equal(open);
    const distress = type('customers shouting at me im shaking', turn.session);
    expect(distress.replies).to.have.length(1);
    expect(distress.replies[0]?.choices).to.deep.equal([]);
  });
});

describe('the root-cause sheet', () => {
  const alike = (n: number, more: Partial<Complaint> = {}) =>
    kettle({ id: `2026-11-${10 + n}-1`, opened: `2026-11-${10 + n}`, closed: `2026-11-${11 + n}`, ...more });
  const three = [alike(2, { answers: whys('the till was down', 'no sign at the shelf') }), alike(1), alike(3)];

  it('is offered from the third closed complaint of a cause, and of no other', () => {
    const offers = (...complaints: Complaint[]) =>
      labels(press(`record:${complaints.at(-1)!.id}:record`, holding(...complaints))).includes('Root-cause sheet');
    expect(offers(...three)).to.equal(true);
    expect(offers(...three.slice(1))).to.equal(false);
    expect(offers(three[0]!, three[1]!, alike(3, { answers: { cause: { values: ['process'] } } }))).to.equal(false);
    const unknown = [1, 2, 3].map((n) => alike(n, { answers: { cause: { values: ['not-known'] } } }));
    expect(offers(...unknown)).to.equal(false);
  });

  it('lists the complaints by date and kind, what was told under its heading, and leaves room for actions', () => {
    const { text = '', document, name } = fileOf(press(`record:${three[2]!.id}:root-cause`, holding(...three))) ?? {};
    expect(name).to.equal('root-cause-product.md');
    expect(text).to.include('# Root-cause sheet: The product');
    expect(document?.parts[0]?.table?.rows.map(([, opened]) => opened)).to.deep.equal(['11 November 2026', '12 November 2026', '13 November 2026']);
    expect(text).to.include('the till was down → no sign at the shelf');
    const bones = Object.fromEntries((document?.parts[2]?.lines ?? []).map(({ label = '', text: told }) => [label, told]));
    expect(bones['Equipment and goods']).to.include('the till was down').and.include('The last batch leaks (3 ×)');
    expect(bones.People).to.match(/Nothing told yet/);
    expect(document?.parts[3]?.table?.head).to.have.length(4);
    expect(text).not.to.match(/bang|5512|customer A/);
  });
});

describe('evidence', () => {
  const kept = (session = holding(kettle())) => press(`record:${ID}:keep`, session);

  it('is kept stage by stage, with its outcome, its cause, what was learned, and the points that it shows', () => {
    const [entry] = kept().session.evidence ?? [];
    expect(entry).to.include({
      id: ID,
      closed: '2026-11-22',
      kept: '2026-11-22',
      kind: 'Faulty goods',
      outcome: 'A new kettle, free',
      cause: 'The product',
      learned: 'The last batch leaks',
    });
    expect(entry?.stages.map(({ stage }) => stage)).to.deep.equal(house.knowledge.content.spine.stages.map(({ title }) => title).slice(0, 7));
    expect(entry?.points).to.include.members(['problems#mark-selection', 'promise#tip-learned']);
    expect(JSON.stringify(entry)).not.to.match(/5512|yellow|large print/i);
  });

  it('is kept once, however often the button is pressed, and as the record is now', () => {
    const once = kept();
    const later = { ...once.session, complaints: [kettle({ answers: { learned: { values: [], text: 'Check each batch' } } })] };
    const twice = press(`record:${ID}:keep`, later);
    expect(twice.session.evidence).to.have.length(1);
    expect(twice.session.evidence?.[0]?.learned).to.equal('Check each batch');
  });

  it('is no more than 50 pieces, and says so when the oldest goes', () => {
    const [entry] = kept().session.evidence ?? [];
    const many = Array.from({ length: 50 }, (_, at) => ({ ...entry!, id: `old-${at}` }));
    const turn = kept({ ...holding(kettle()), evidence: many });
    expect(turn.session.evidence?.map(({ id }) => id)).to.deep.equal([...many.slice(1).map(({ id }) => id), ID]);
    expect(textOf(turn)).to.include('the oldest has gone');
  });

  it('is listed with a button for each, which gives it as a document', () => {
    const { session } = kept();
    const list = type('show my evidence', session);
    expect(labels(list)).to.deep.equal(['Evidence: Faulty goods, 22 November 2026']);
    const turn = type('Evidence: Faulty goods, 22 November 2026', list.session);
    expect(fileOf(turn)?.document?.title).to.equal('Evidence: Faulty goods, 22 November 2026');
    expect(fileOf(turn)?.text).to.include('## What I did: Make safe').and.include("**Resolving customers' problems:**");
  });

  it('is offered for the newest closed complaint where it is asked for, and explained where there is none', () => {
    const asked = type('keep this as evidence', holding(kettle()));
    expect(press(asked.replies[0]!.choices[0]!.press, asked.session).session.evidence).to.have.length(1);
    expect(textOf(type('show my evidence', NEW_SESSION))).to.include('You have kept no evidence yet');
  });

  it('outlives its complaint, other turns and the store', () => {
    const { session } = kept();
    const { complaints: _, ...rest } = type('what is lass?', session).session;
    const read = sessionIn(JSON.parse(JSON.stringify(toPerson(rest, undefined))));
    expect(read.evidence).to.deep.equal(session.evidence);
    expect(fileOf(press(`evidence:${ID}`, read))?.text).to.include('A new kettle, free');
  });

  it('that is no evidence is not read from the store', () => {
    const { session } = kept();
    const broken = { ...session, evidence: [{ id: 7 }] };
    expect(sessionIn(JSON.parse(JSON.stringify({ session: broken })))).to.deep.equal(NEW_SESSION);
  });
});
