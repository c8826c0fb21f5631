import { expect } from 'chai';
import { parseContent } from '../../knowledge/content.ts';
import { stepsIn } from '../../knowledge/steps.ts';
import { smallFile, smallFiles } from './support/small.ts';

const OWN = 'checklists/own.yaml';
const SPINE = 'checklists/spine.yaml';
const POLICY = 'policy.yaml';
const LETTERS = 'letters.yaml';

const ASKS = 'asks: [it broke, it went bang, it is dead, it leaks, it fell apart, it will not start]';

/** A whole checklist: one step hangs on another, and one tells a clock what was bought. */
const WHOLE = `checklists:
  - id: faulty
    title: Faulty goods
    names: [broken kettle, went bang, fell apart]
    ${ASKS}
    rights: [remedies, delivery]
    cites: [cra-22]
    without: [step-put-right]
    steps:
      - id: thing
        stage: find-out
        after: step-find-out
        ask: What is it?
        why: It matters.
        cites: ["desk#welcome"]
        kind: choice
        values: [{ id: goods, label: A thing }, { id: food, label: Food }]
        tells: kind
      - id: eaten
        stage: find-out
        after: thing
        ask: Who ate it?
        why: It matters.
        cites: [cra-22]
        kind: choice
        values: [{ id: guest, label: A guest }, { id: nobody, label: Nobody }]
        only: { thing: [food] }
      - id: ill
        stage: find-out
        after: eaten
        ask: When did it come?
        why: It matters.
        cites: [nps]
        kind: day
        values: [{ id: not-sure, label: Not sure }]
        tells: delivered
        only: { eaten: [guest] }
        required: true
`;

/** The whole one with a part of it replaced. */
function own(part: string, instead: string): string {
  if (!WHOLE.includes(part)) throw new Error(`"${part}" does not stand in it`);
  return WHOLE.replace(part, () => instead);
}

/** Another checklist behind the whole one, whose steps stand on lines of their own. */
function another(id: string, name: string, steps = ''): string {
  return `${WHOLE}  - id: ${id}\n    title: Another\n    names: [${name}, off it went, no such thing]\n    ${ASKS}\n    cites: [cra-22]\n${steps}`;
}

function errorsIn(changes: Readonly<Record<string, string>>) {
  const parsed = parseContent(smallFiles({ [OWN]: WHOLE, ...changes }));
  return parsed.ok ? [] : parsed.errors;
}

type Fault = { readonly name: string; readonly text: string; readonly at: string; readonly problem: string; readonly cure: RegExp };

/** Faults of one file, each with the text on whose line it is found. */
const FAULTS: readonly (readonly [file: string, faults: readonly Fault[]])[] = [
  [
    OWN,
    [
      {
        name: 'a step that hangs on none of its checklist',
        text: own('only: { thing: [food] }', 'only: { colour: [food] }'),
        at: 'only: { colour',
        problem: '"colour" in only is no step of this checklist',
        cure: /Correct the id/,
      },
      {
        name: 'a step that hangs on a shared one that is left out',
        text: own('only: { thing: [food] }', 'only: { step-put-right: [food] }'),
        at: 'only: { step-put-right',
        problem: '"step-put-right" in only is no step of this checklist',
        cure: /take it out of "without"/,
      },
      {
        name: 'a step that hangs on an answer which its step has not',
        text: own('only: { thing: [food] }', 'only: { thing: [food, metal] }'),
        at: 'only: { thing: [food, metal]',
        problem: '"metal" is no value of the step "thing"',
        cure: /add the value there/,
      },
      {
        name: 'a step that hangs on one asked after it',
        text: own('        tells: kind\n', '        tells: kind\n        only: { ill: [not-sure] }\n'),
        at: 'only: { ill',
        problem: '"thing" hangs on "ill", which is not asked before it',
        cure: /Move one of them/,
      },
      {
        name: 'a step that hangs on itself',
        text: own('only: { thing: [food] }', 'only: { eaten: [guest] }'),
        at: 'only: { eaten',
        problem: '"eaten" hangs on "eaten", which is not asked before it',
        cure: /Move one of them/,
      },
      {
        name: 'a step that is never asked, because it contradicts what leads to it',
        text: own('only: { eaten: [guest] }', 'only: { eaten: [guest], thing: [goods] }'),
        at: 'only: { eaten: [guest], thing',
        problem: '"ill" is never asked: its conditions leave no answer to "thing"',
        cure: /Loosen "only"/,
      },
      {
        name: 'a step behind one that is not there',
        text: own('after: thing', 'after: colour'),
        at: 'after: colour',
        problem: '"colour" in after is no step of the stage "find-out"',
        cure: /same stage/,
      },
      {
        name: 'a step behind one of another stage',
        text: own('after: thing', 'after: step-agree'),
        at: 'after: step-agree',
        problem: '"step-agree" in after is no step of the stage "find-out"',
        cure: /same stage/,
      },
      {
        name: 'a step behind one that is left out',
        text: own('stage: find-out\n        after: thing', 'stage: put-right\n        after: step-put-right').replace('only: { eaten: [guest] }', ''),
        at: 'after: step-put-right',
        problem: '"step-put-right" in after is no step of the stage "put-right"',
        cure: /same stage/,
      },
      {
        name: 'a step behind one that stands further down',
        text: own('after: step-find-out', 'after: ill'),
        at: 'after: ill',
        problem: '"ill" in after stands further down',
        cure: /in the order/,
      },
      {
        name: 'a step that tells what nobody asks',
        text: own('tells: kind', 'tells: colour'),
        at: 'tells: colour',
        problem: '"colour" in tells is no question of remedies.yaml or clocks.yaml',
        cure: /Correct it/,
      },
      {
        name: 'a choice that tells a day',
        text: own('tells: kind', 'tells: contract'),
        at: 'tells: contract',
        problem: 'a step of the kind "choice" cannot tell "contract", which takes a day',
        cure: /Change the kind/,
      },
      {
        name: 'a day that tells a choice',
        text: own('tells: delivered', 'tells: kind'),
        at: 'tells: kind\n        only: { eaten',
        problem: 'a step of the kind "day" cannot tell "kind", which takes a choice',
        cure: /Change the kind/,
      },
      {
        name: 'an answer that the question told does not know',
        text: own('{ id: goods, label: A thing }', '{ id: metal, label: A thing }'),
        at: '{ id: metal',
        problem: '"metal" is no value of the question "kind"',
        cure: /Use an id/,
      },
      {
        name: 'a choice of one',
        text: own(', { id: nobody, label: Nobody }', ''),
        at: 'values: [{ id: guest',
        problem: 'the choice "eaten" has fewer than two answers',
        cure: /Add values/,
      },
      {
        name: 'a shared step left out that there is not',
        text: own('without: [step-put-right]', 'without: [step-put-right, colour]'),
        at: 'without: [step-put-right, colour',
        problem: '"colour" in without is no shared step',
        cure: /Correct it/,
      },
      {
        name: 'a right that nothing works out',
        text: own('rights: [remedies, delivery]', 'rights: [remedies, parking]'),
        at: 'rights: [remedies, parking',
        problem: '"parking" is no clock of clocks.yaml, and not "remedies"',
        cure: /Correct it/,
      },
      {
        name: 'a source of the checklist that leads nowhere',
        text: own('cites: [cra-22]\n    without', 'cites: [cra-99]\n    without'),
        at: 'cites: [cra-99]',
        problem: '"cra-99" in cites is no entry',
        cure: /add the entry/,
      },
      {
        name: 'a source of a step that leads nowhere',
        text: own('cites: ["desk#welcome"]', 'cites: ["desk#goodbye"]'),
        at: 'desk#goodbye',
        problem: '"desk#goodbye" in cites is no entry',
        cure: /add the entry/,
      },
      {
        name: 'a source of a step that is an answer itself',
        text: own('cites: [nps]', 'cites: [kettle-bang]'),
        at: 'cites: [kettle-bang]',
        problem: '"kettle-bang" is an answer itself, and no source',
        cure: /what it rests on/,
      },
      {
        name: 'a step without a source',
        text: own('cites: [nps]', 'cites: []'),
        at: 'cites: []',
        problem: 'checklists.0.steps.2.cites: Too small: expected array to have >=1 items',
        cure: /docs\/content\.md/,
      },
      {
        name: 'two steps of one id',
        text: own('- id: eaten', '- id: thing').replace('only: { thing: [food] }', '').replace('only: { eaten: [guest] }', ''),
        at: 'id: thing\n        stage: find-out\n        after: thing',
        problem: 'the step "thing" is here twice',
        cure: /its own id/,
      },
      {
        name: 'a step with the id of a shared one',
        text: own('- id: ill', '- id: step-listen'),
        at: 'id: step-listen',
        problem: 'the step "step-listen" is here twice',
        cure: /its own id/,
      },
      {
        name: 'two checklists of one id',
        text: another('faulty', 'nobody came'),
        at: 'id: faulty\n    title: Another',
        problem: 'the checklist "faulty" stands here twice',
        cure: /its own id/,
      },
      {
        name: 'a word that names two checklists, however it is written',
        text: another('late', 'Went  BANG'),
        at: 'names: [Went  BANG',
        problem: '"Went  BANG" names the checklist "faulty" too',
        cure: /one of them/,
      },
      {
        name: 'a required step left out that severity goes by',
        text: own('without: [step-put-right]', 'without: [step-put-right, hurt]'),
        at: 'without: [step-put-right, hurt',
        problem: '"hurt" is required, and the severity goes by it',
        cure: /add a required step/,
      },
    ],
  ],
  [
    SPINE,
    [
      {
        name: 'a shared step that says whom it follows',
        text: smallFile(SPINE, 'id: hurt, stage: make-safe,', 'id: hurt, stage: make-safe, after: step-make-safe,'),
        at: 'id: hurt',
        problem: '"after" does nothing in a shared step',
        cure: /Take it out/,
      },
      {
        name: 'a shared step that hangs on one of a checklist',
        text: smallFile(SPINE, 'id: step-learn,', 'id: step-learn, only: { thing: [food] },'),
        at: 'id: step-learn',
        problem: '"thing" in only is no step of this checklist',
        cure: /Correct the id/,
      },
      {
        name: 'two shared steps of one id',
        text: smallFile(SPINE, 'id: step-learn', 'id: step-listen'),
        at: 'id: step-listen, stage: learn',
        problem: 'the step "step-listen" is here twice',
        cure: /its own id/,
      },
    ],
  ],
  [
    POLICY,
    [
      {
        name: 'a severity by a step that there is not',
        text: smallFile(POLICY, 'hurt: ["yes"]', 'harmed: ["yes"]'),
        at: 'severity:',
        problem: '"harmed" is no step of any checklist',
        cure: /add the step/,
      },
      {
        name: 'a severity by an answer that there is not',
        text: smallFile(POLICY, 'hurt: ["yes"]', 'hurt: ["yes", maybe]'),
        at: 'severity:',
        problem: '"maybe" is no value of the step "hurt"',
        cure: /add the value/,
      },
    ],
  ],
  [
    LETTERS,
    [
      {
        name: 'a line of a letter by a step that there is not',
        text: smallFile(LETTERS, '["Dear {customer},"]', '["Dear {customer},", { text: Rest well., only: { harmed: ["yes"] } }]'),
        at: 'acknowledgement:',
        problem: '"harmed" is no step of any checklist',
        cure: /add the step/,
      },
      {
        name: 'a line of a letter by an answer that there is not',
        text: smallFile(LETTERS, '["Dear {customer},"]', '["Dear {customer},", { text: Rest well., only: { hurt: [maybe] } }]'),
        at: 'acknowledgement:',
        problem: '"maybe" is no value of the step "hurt"',
        cure: /add the value/,
      },
    ],
  ],
];

describe('a checklist of complaints', () => {
  it('is taken where it is whole, its steps behind those they follow', () => {
    const parsed = parseContent(smallFiles({ [OWN]: WHOLE }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    const { spine, checklists } = parsed.content;
    const order = stepsIn(spine, checklists[0]).map(({ id }) => id);
    expect(order.slice(order.indexOf('step-find-out'), order.indexOf('step-follow-up'))).to.deep.equal([
      'step-find-out',
      'thing',
      'eaten',
      'ill',
      'step-look-at-rights',
      'step-agree',
    ]);
  });

  for (const [file, faults] of FAULTS) {
    for (const { name, text, at, problem, cure } of faults) {
      it(`is refused for ${name}, with the line and the cure`, () => {
        const line = text.slice(0, text.indexOf(at)).split('\n').length;
        const errors = errorsIn({ [file]: text });
        const found = errors.find((error) => error.problem === problem && error.file === file && error.line === line);
        expect(found, JSON.stringify(errors)).not.to.equal(undefined);
        expect(found?.cure).to.match(cure);
      });
    }
  }

  const MAYBE = '  - { id: maybe, stage: learn, ask: "Really?", why: It matters., cites: [cra-22], kind: text, only: { step-put-right: [none] } }\n';
  const spineWith = (more: string) =>
    `${smallFile(SPINE).replace('id: step-put-right,', 'id: step-put-right, values: [{ id: none, label: None }],')}${more}`;

  it('is refused for a shared step left out that another hangs on', () => {
    const [error, ...others] = errorsIn({ [SPINE]: spineWith(MAYBE) });
    expect(others).to.deep.equal([]);
    expect(error).to.deep.include({ file: OWN, line: 8, problem: 'the shared step "maybe" hangs on "step-put-right", which is left out' });
    expect(error?.cure).to.match(/Leave "maybe" out too/);
    expect(errorsIn({ [SPINE]: spineWith(MAYBE), [OWN]: own('[step-put-right]', '[step-put-right, maybe]') })).to.deep.equal([]);
  });

  it('is refused for a required step left out that has a place in a letter', () => {
    const outcome = '  - { id: outcome, stage: agree, ask: "What?", why: It matters., cites: [cra-22], kind: text, required: true }\n';
    const changes = {
      [SPINE]: `${smallFile(SPINE)}${outcome}`,
      [OWN]: own('[step-put-right]', '[outcome]'),
      [LETTERS]: smallFile(LETTERS, '["Dear {customer},"]', '["Dear {customer},", "We agreed {outcome}"]'),
    };
    const [error, ...others] = errorsIn(changes);
    expect(others).to.deep.equal([]);
    expect(error).to.deep.include({ file: OWN, line: 8, problem: '"outcome" is required, and the letters have a place for it' });
    expect(errorsIn({ ...changes, [OWN]: WHOLE })).to.deep.equal([]);
  });

  it('may leave out a required step that severity goes by, where it has a required one of its own in its place', () => {
    const severity = smallFile(POLICY, 'severity: [', 'severity: [{ when: { ill: [not-sure] }, level: serious, reason: somebody may be ill }, ');
    expect(errorsIn({ [OWN]: own('[step-put-right]', '[hurt]'), [POLICY]: severity })).to.deep.equal([]);
  });

  it('is refused beside a severity by two steps that no checklist has together', () => {
    const step = WHOLE.slice(WHOLE.indexOf('      - id: thing'), WHOLE.indexOf('      - id: eaten')).replace('id: thing', 'id: colour');
    const severity = smallFile(POLICY, 'hurt: ["yes"]', 'eaten: [guest], colour: [food]');
    const errors = errorsIn({ [OWN]: another('late', 'nobody came', `    steps:\n${step}`), [POLICY]: severity });
    expect(errors.map(({ file, problem }) => [file, problem])).to.deep.equal([[POLICY, 'no checklist asks "eaten" and "colour" together']]);
  });

  it('that cannot be read is the only fault told: what names its steps is not blamed', () => {
    const severity = smallFile(POLICY, 'hurt: ["yes"]', 'thing: [food]');
    expect(errorsIn({ [POLICY]: severity })).to.deep.equal([]);
    expect(errorsIn({ [POLICY]: severity, [OWN]: own('title: Faulty goods', 'tittle: Faulty goods') }).map(({ file }) => file)).to.deep.equal([
      OWN,
      OWN,
    ]);
  });
});
