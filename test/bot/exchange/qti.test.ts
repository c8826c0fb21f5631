import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeQti } from '../../../bot/exchange/qti.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';
import { anyQuestions, hostile, plain } from './every-kind.ts';

type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string };

const BLOCKS = ['p'];
/** The elements of QTI 3.0 that we use, with what may stand in each, in this order; * for any number, + for at least one, ? for one or none. */
const MODEL: Record<string, string> = {
  'qti-assessment-item': 'qti-response-declaration qti-outcome-declaration+ qti-item-body qti-response-processing qti-modal-feedback+',
  'qti-response-declaration': 'qti-correct-response qti-mapping?',
  'qti-outcome-declaration': 'qti-default-value?',
  'qti-correct-response': 'qti-value+',
  'qti-default-value': 'qti-value',
  'qti-mapping': 'qti-map-entry+',
  'qti-item-body': 'p* qti-choice-interaction? qti-order-interaction? qti-match-interaction?',
  'qti-choice-interaction': 'qti-prompt qti-simple-choice+',
  'qti-order-interaction': 'qti-prompt qti-simple-choice+',
  'qti-match-interaction': 'qti-prompt qti-simple-match-set qti-simple-match-set',
  'qti-simple-match-set': 'qti-simple-associable-choice+',
  'qti-prompt': 'p+',
  p: 'qti-text-entry-interaction?',
  'qti-response-processing': 'qti-set-outcome-value? qti-response-condition?',
  'qti-response-condition': 'qti-response-if qti-response-else-if*',
  'qti-response-if': '(qti-match|qti-equal|qti-gt) qti-set-outcome-value',
  'qti-response-else-if': '(qti-equal|qti-or) qti-set-outcome-value',
  'qti-set-outcome-value': '(qti-variable|qti-base-value)',
  'qti-match': 'qti-variable qti-correct',
  'qti-equal': '(qti-correct qti-variable|qti-variable qti-base-value)',
  'qti-gt': 'qti-map-response qti-base-value',
  'qti-or': 'qti-string-match+',
  'qti-string-match': 'qti-variable qti-base-value',
  'qti-modal-feedback': 'qti-content-body',
  'qti-content-body': 'p+',
  manifest: 'metadata organizations resources',
  resources: 'resource+',
  resource: 'metadata file',
  metadata: '(schema schemaversion|lom)',
  lom: 'general',
  general: 'keyword+',
  keyword: 'string',
};
/** Elements with no elements inside. */
const LEAVES =
  'qti-value qti-map-entry qti-simple-choice qti-simple-associable-choice qti-text-entry-interaction qti-variable qti-correct qti-base-value qti-map-response organizations schema schemaversion string file'.split(
    ' ',
  );
/** What an element must say of itself. */
const ATTRIBUTES: Record<string, string[]> = {
  'qti-assessment-item': ['xmlns', 'identifier', 'title', 'adaptive', 'time-dependent'],
  'qti-response-declaration': ['identifier', 'cardinality', 'base-type'],
  'qti-outcome-declaration': ['identifier', 'cardinality', 'base-type'],
  'qti-map-entry': ['map-key', 'mapped-value'],
  'qti-choice-interaction': ['response-identifier', 'shuffle', 'max-choices'],
  'qti-order-interaction': ['response-identifier', 'shuffle'],
  'qti-match-interaction': ['response-identifier', 'shuffle', 'max-associations'],
  'qti-simple-choice': ['identifier'],
  'qti-simple-associable-choice': ['identifier', 'match-max'],
  'qti-text-entry-interaction': ['response-identifier'],
  'qti-equal': ['tolerance-mode'],
  'qti-string-match': ['case-sensitive'],
  'qti-modal-feedback': ['outcome-identifier', 'identifier', 'show-hide'],
  resource: ['identifier', 'type', 'href'],
};

describe('questions as QTI 3', () => {
  for (const [name, questions] of [
    ['every kind', plain],
    ['hostile texts in every place', hostile],
  ] as const)
    it(`are well-formed items of the elements that the schema knows: ${name}`, () => {
      const files = writeQti(questions);
      expect(files.size).to.equal(questions.length + 1);
      for (const [path, text] of files) expectValid(parseXml(text), path);
    });

  it('are well-formed with any text in any field', () => {
    fc.assert(
      fc.property(anyQuestions, (questions) => {
        for (const [path, text] of writeQti(questions)) expectValid(parseXml(text), path);
      }),
      { numRuns: 50 },
    );
  });

  it('say each text as it is', () => {
    for (const question of hostile) {
      const said = everything(item(question, hostile)).map((text) => text.replace(/\s+/g, ' '));
      const texts = [question.scene, question.ask, question.why].flatMap((text) => text?.split('\n') ?? []).filter((text) => text.trim());
      expect(said).to.include.members(texts.map((text) => text.replace(/\s+/g, ' ').trim()));
    }
  });

  it('are listed in the manifest, each with its file', () => {
    const files = writeQti(plain);
    const resources = find(parseXml(files.get('imsmanifest.xml')!), 'resource');
    expect(resources.map(({ attributes }) => attributes.type)).to.deep.equal(plain.map(() => 'imsqti_item_xmlv3p0'));
    expect(resources.map(({ attributes }) => attributes.href)).to.have.members([...files.keys()].filter((path) => path !== 'imsmanifest.xml'));
    for (const { attributes } of resources) expect(parseXml(files.get(attributes.href!)!).attributes.identifier).to.equal(attributes.identifier);
  });

  it('name only choices and outcomes that are there', () => {
    for (const question of plain) {
      const root = item(question, plain);
      const type = find(root, 'qti-response-declaration')[0]!.attributes['base-type'];
      const choices = new Set(
        [...find(root, 'qti-simple-choice'), ...find(root, 'qti-simple-associable-choice')].map(({ attributes }) => attributes.identifier),
      );
      const correct = find(find(root, 'qti-correct-response')[0]!, 'qti-value').flatMap(({ text }) => text.split(' '));
      if (type === 'identifier' || type === 'directedPair') for (const id of correct) expect(choices.has(id)).to.equal(true);
      const outcomes = new Set(find(root, 'qti-outcome-declaration').map(({ attributes }) => attributes.identifier));
      for (const { attributes } of find(root, 'qti-modal-feedback')) expect(outcomes.has(attributes['outcome-identifier'])).to.equal(true);
      for (const { attributes } of find(root, 'qti-set-outcome-value')) expect(outcomes.has(attributes.identifier)).to.equal(true);
    }
  });

  it('mark what is right as right, with feedback to each option', () => {
    const [one] = plain as [Extract<Question, { kind: 'one' }>];
    const root = item(one, plain);
    const right = find(root, 'qti-correct-response')[0]!.children.map(({ text }) => text);
    const choices = find(root, 'qti-simple-choice');
    expect(choices.filter(({ attributes }) => right.includes(attributes.identifier!)).map(({ text }) => text)).to.deep.equal(
      one.options.filter(({ right }) => right).map(({ text }) => text),
    );
    const feedback = new Map(find(root, 'qti-modal-feedback').map((node) => [node.attributes.identifier, node.children[0]!.children[0]!.text]));
    expect(choices.map(({ attributes }) => feedback.get(attributes.identifier))).to.deep.equal(one.options.map(({ why }) => why));
  });

  it('do not give an order away by the order they are written in', () => {
    const order = plain.find(({ kind }) => kind === 'order') as Extract<Question, { kind: 'order' }>;
    const backwards = { ...order, items: order.items.toReversed() };
    const shown = (question: Question) => find(item(question, [question]), 'qti-simple-choice').map(({ text }) => text);
    expect(shown(backwards)).to.deep.equal(shown(order));
  });

  it('are written to a folder from the terminal', async function () {
    this.timeout(60_000);
    const { dir, remove } = await temporaryFolder();
    try {
      const out = join(dir, 'qti');
      expect(terminal(['questions', 'export', '--qti', 'cra', '-o', out])).to.include({ status: 0, stderr: '' });
      expect(existsSync(join(out, 'imsmanifest.xml'))).to.equal(true);
      for (const file of readdirSync(join(out, 'items'))) expectValid(parseXml(readFileSync(join(out, 'items', file), 'utf8')), file);
    } finally {
      await remove();
    }
  });
});

function item(question: Question, among: readonly Question[]): Node {
  return parseXml(writeQti(among).get(`items/${question.id}.xml`)!);
}

function find(node: Node, name: string): Node[] {
  return [...(node.name === name ? [node] : []), ...node.children.flatMap((child) => find(child, name))];
}

function everything(node: Node): string[] {
  return [node.text.trim(), ...node.children.flatMap(everything)];
}

function expectValid(node: Node, path: string): void {
  const inside = node.children.map(({ name }) => name).join(' ');
  if (LEAVES.includes(node.name)) expect(inside, `${path}: ${node.name}`).to.equal('');
  else {
    const model = MODEL[node.name];
    expect(model, `${path}: <${node.name}> is no element that we know`).to.be.a('string');
    const shape = model!.replace(/[a-z][a-z-]*/g, (name) => `(?:${name} )`).replace(/ (?![)])/g, '');
    expect(`${inside} `.trimStart(), `${path}: <${node.name}>`).to.match(new RegExp(`^${shape}$`));
    if (!BLOCKS.includes(node.name) && node.children.length > 0) expect(node.text.trim(), `${path}: <${node.name}>`).to.equal('');
  }
  expect(Object.keys(node.attributes), `${path}: <${node.name}>`).to.include.members(ATTRIBUTES[node.name] ?? []);
  for (const child of node.children) expectValid(child, path);
}

/** A strict reader of the XML that we write: declaration, elements, attributes, text, five entities, and nothing else. */
function parseXml(text: string): Node {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  expect(text.startsWith(declaration)).to.equal(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
  expect(text).not.to.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<(\/?)([a-z-]+)((?: [a-z:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = declaration.length;
  token.lastIndex = end;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    end = token.lastIndex;
    const [, close, name, attributes = '', empty, words] = match;
    const top = open.at(-1)!;
    if (words !== undefined) top.text += plainly(words);
    else if (close) expect(open.pop()!.name).to.equal(name);
    else {
      const node: Node = { name: name!, attributes: {}, children: [], text: '' };
      for (const [, key, value] of attributes.matchAll(/ ([a-z:-]+)="([^"]*)"/g)) node.attributes[key!] = plainly(value!);
      top.children.push(node);
      if (!empty) open.push(node);
    }
  }
  expect(end, `not XML at: ${text.slice(end, end + 80)}`).to.equal(text.length);
  expect(open).to.have.length(1);
  expect(root.children).to.have.length(1);
  return root.children[0]!;
}

function plainly(text: string): string {
  expect(text).not.to.match(/&(?!(amp|lt|gt|quot|apos);)|\]\]>/);
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (_, name: string) => signs[name]!);
}
