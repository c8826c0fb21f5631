/** The least content that is whole: one Act, one provision, two topics, one situation, one guide, one intent, one fact and one decision. */
import { type Content, type ContentFile, parseContent } from '../../../knowledge/content.ts';
import {
  DATA_LABELS,
  DATA_SAYINGS,
  ENDING_LABELS,
  LABELS,
  PHRASES,
  RECORD_LABELS,
  REMINDER_LABELS,
  REMINDER_SAYS,
  REMINDER_TIMES,
  STAGES,
} from '../../../knowledge/lists.ts';

const EXAMPLES = ['stop', 'cancel that', 'leave it', 'no more', 'end this', 'quit now', 'drop it', 'enough', 'abort', 'finish here'];

const VIEWS = ['one', 'two', 'three', 'four', 'five'];

const FILES: Readonly<Record<string, string>> = {
  'words.yaml': `short:
  cust: customer
  wk: week
concepts:
  broken: [broken, went bang, kaput]
stop: [the, a, is, my, what, when, how, who]
skip: [please]
`,
  'phrases.yaml': `phrases:
${PHRASES.map((phrase) => `  ${phrase}: { point: "Something to say." }`).join('\n')}
labels:
${LABELS.map((label) => `  ${label}: "A label"`).join('\n')}
elsewhere:
  - id: weather
    templates: ["... weather ..."]
    examples: [will it rain tomorrow, how hot is it outside]
    point: "That is not ours."
unsure: [not sure]
followUps: []
walkCommands: []
alarms: []
`,
  'facts.yaml': `facts:
  - id: age
    ask: When did she get it?
    values:
      - { id: young, label: Lately, meanings: ["@within-30-days"] }
      - { id: old, label: Long ago, meanings: ["@over-6-years"] }
decisions:
  - id: scores
    of: [nps]
    rows:
      - { if: { age: young }, answer: csat }
      - { answer: nps, ask: age }
`,
  'clocks.yaml': `clocks:
  - id: delivery
    title: Last day to deliver
    takes: [contract, kind]
    choices: { kind: [goods, food] }
    cites: [cra-22]
    asks: [by when must it come, last day to deliver, when is it late, latest delivery day, how long may it take, when must it be here]
questions:
  - { id: contract, kind: day, ask: When was it ordered? }
  - { id: kind, kind: choice, ask: What is it?, values: [{ id: goods, label: A thing }, { id: food, label: Food }, { id: car, label: A car }] }
weekdays: [Sun, Mon, Tue, Wed, Thu, Fri, Sat]
months: [Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec]
lines: { last: "By {last}." }
problems: { odd: "That cannot be." }
`,
  'bank-holidays.yaml': `firstYear: 2026
lastYear: 2026
source: https://example.org/holidays
checked: "2026-11-22"
holidays: { england-wales: ["2026-12-25"], scotland: ["2026-12-25"], northern-ireland: ["2026-12-25"] }
`,
  'slots.yaml': `lists:
  it: [it, that]
subjects:
  - { id: cra, title: Consumer rights, names: [refunds, consumer rights], acts: [cra], guides: [desk] }
`,
  'policy.yaml': `organisation: Our shop
limits: [{ role: Anyone, pounds: 50, may: refund }]
escalation:
  - { level: normal, to: your team leader, within: the shift }
  - { level: serious, to: the manager, within: 1 hour }
  - { level: urgent, to: the manager, within: 10 minutes }
times: [{ id: outcome, label: Give the outcome, days: 14 }]
severity: [{ when: { hurt: ["yes"] }, level: urgent, reason: somebody is hurt }]
overPromises:
  - { words: [definitely], problem: Nobody can know., instead: We aim to. }
  - { words: [guaranteed], problem: Nobody can know., instead: We aim to. }
  - { words: [whatever you want], problem: It is too much., instead: This is what I can do. }
`,
  'checklists/spine.yaml': `stages:
${STAGES.map((stage) => `  - { id: ${stage}, title: A stage }`).join('\n')}
views:
${VIEWS.map((view) => `  - { id: ${view}, title: A view, names: [view ${view}], parts: [{ title: First, stages: [make-safe] }, { title: Then, stages: [listen] }, { title: Last, stages: [learn] }] }`).join('\n')}
about: { id: about, stage: listen, ask: "What is it about?", why: It matters., cites: [cra-22], kind: choice }
steps:
${STAGES.map((stage) => `  - { id: step-${stage}, stage: ${stage}, ask: "What is it?", why: It matters., cites: [cra-22], kind: text }`).join('\n')}
  - { id: hurt, stage: make-safe, ask: "Is anyone hurt?", why: It matters., cites: [cra-22], kind: choice, values: [{ id: "yes", label: "Yes" }, { id: "no", label: "No" }], required: true }
`,
  'remedies.yaml': `title: What can she have?
asks: [which remedies are open, what can she have, what is he owed, go through the remedies, her rights today, his options]
cites: [cra-22]
questions: [{ id: delivered, kind: day, ask: When? }]
remedies: [{ id: repair, label: Repair }]
lines: { goodwill: You may do more. }
`,
  'reminders.yaml': `times:
${REMINDER_TIMES.map((time) => `  ${time}: "09:00"`).join('\n')}
commands: [{ command: list, templates: [my reminders], bare: [list them] }]
practice: [practise]
drops: [never mind]
leads: [remind me]
tails: [please]
fillers: [the]
ordinals: [[first]]
says:
${REMINDER_SAYS.map((name) => `  ${name}: "Something to say."`).join('\n')}
labels:
${REMINDER_LABELS.map((name) => `  ${name}: "A label"`).join('\n')}
`,
  'quiz.yaml': `commands: [{ command: hint, templates: [hint] }]
wishes: [{ wish: exam, templates: [mock exam] }]
fillers: [i think]
certainties: [{ certainty: sure, words: [sure] }]`,
  'privacy.yaml': `commands: [{ command: export, templates: [export my data] }]
says:
${DATA_SAYINGS.map((saying) => `  ${saying}: { point: "Something to say." }`).join('\n')}
labels:
${DATA_LABELS.map((label) => `  ${label}: "A label"`).join('\n')}`,
  'letters.yaml': `customer: customer A
acknowledgement: { title: Draft, note: Read it., paragraphs: [["Dear {customer},"]] }
outcome: { title: Draft, note: Read it., paragraphs: [["Dear {customer},"]] }
record:
${RECORD_LABELS.map((label) => `  ${label}: "A label"`).join('\n')}
ending:
${ENDING_LABELS.map((label) => `  ${label}: "A label"`).join('\n')}
units: { "s.": [section, sections] }
and: and
bones: [{ title: People }, { title: Process }, { title: Place }, { title: Policy }]
`,
  'intents/cancel.yaml': `intent: cancel
templates: ["(stop|cancel) <it>"]
examples: [${EXAMPLES.join(', ')}]
not: [can she cancel her order]
`,
  'law/acts.yaml': `acts:
  - id: cra
    title: Consumer Rights Act 2015
    short: CRA 2015
    names: [consumer rights act, cra]
    about: Faulty goods
    link: https://www.legislation.gov.uk/id/ukpga/2015/15
`,
  'law/goods.yaml': `provisions:
  - id: cra-22
    act: cra
    refs: [CRA 2015 s.22]
    section: s.22
    title: Short-term right to reject
    rule: A faulty thing can go back within 30 days.
    example: A kettle breaks in week two and goes back for a full refund.
    nations: [England]
    from: "2015-10-01"
    checked: "2026-01-01"
    reviewBy: "2026-07-01"
    sureness: seen in the Act
    link: https://www.legislation.gov.uk/id/ukpga/2015/15/section/22
    asks: [can the kettle go back, is my refund in full, when must I reject, how long to reject]
`,
  'topics/measures.yaml': `topics:
  - id: nps
    name: Net promoter score
    also: [nps]
    point: Would customers recommend you?
    source: Reichheld, 2003
    related: [csat]
    cites: ["desk#welcome"]
    asks: [what is nps, how is nps worked out, who promotes us, what share recommends us]
  - id: csat
    name: Customer satisfaction score
    point: How happy were customers this time?
    source: Standard teaching
    asks: [what is csat, how happy are people, how is csat worked out, what is a satisfied share]
`,
  'situations/desk.yaml': `situations:
  - id: kettle-bang
    title: The kettle went bang
    point: Unplug it and take it back.
    cites: [cra-22]
    asks: [the kettle went bang, it sparks when I switch it on, smoke from the kettle, it tripped the fuse]
`,
  'guides/01-desk.md': `# At the desk

## Topic Synopsis

What to do at the desk.

## Key Concepts

- **Welcome** {#welcome} Greet every customer within ten seconds.
  Asked as: how do I greet | what is a good welcome
`,
};

/** All files, with some replaced or added, and those set to `undefined` left out. */
export function smallFiles(changes: Readonly<Record<string, string | undefined>> = {}): ContentFile[] {
  return Object.entries({ ...FILES, ...changes }).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));
}

/** The text of one file with a part of it replaced. */
export function smallFile(path: string, part = '', instead = ''): string {
  const text = FILES[path] ?? '';
  if (!text.includes(part)) throw new Error(`"${part}" does not stand in ${path}`);
  return text.replace(part, () => instead);
}

export function smallContent(): Content {
  const parsed = parseContent(smallFiles());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.content;
}
