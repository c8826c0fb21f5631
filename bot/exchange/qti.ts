/**
 * Questions as a QTI 3.0 package (1EdTech, "Question and Test Interoperability"): an item for each and a manifest, by file name. Every
 * item scores 1 or 0, shows why at the end, and has feedback to each answer that can be wrong in a known way.
 */
import type { Question } from '../../knowledge/schema.ts';
import { daysAround, figures, type Of, waysToWrite } from './parts.ts';
import { element, xml } from './xml.ts';

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const MANIFEST = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1';
const LOM = 'http://ltsc.ieee.org/xsd/LOM';
/** Right if the answer is what is declared as correct. */
const MATCH_CORRECT = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml';

export function writeQti(questions: readonly Question[]): ReadonlyMap<string, string> {
  return new Map([...questions.map((question): [string, string] => [fileOf(question), item(question)]), ['imsmanifest.xml', manifest(questions)]]);
}

function fileOf({ id }: Question): string {
  return `items/${id}.xml`;
}

/** An identifier must not begin with a figure. */
function identifier({ id }: Question): string {
  return `q-${id}`;
}

function manifest(questions: readonly Question[]): string {
  const resources = questions.map((question) =>
    element('resource', { identifier: identifier(question), type: 'imsqti_item_xmlv3p0', href: fileOf(question) }, [
      element('metadata', {}, [element('lom', { xmlns: LOM }, [element('general', {}, keywords(question))])]),
      element('file', { href: fileOf(question) }),
    ]),
  );
  return document('manifest', { xmlns: MANIFEST, identifier: 'shift-coach-questions' }, [
    element('metadata', {}, [element('schema', {}, ['QTI Package']), element('schemaversion', {}, ['3.0.0'])]),
    element('organizations', {}),
    element('resources', {}, resources),
  ]);
}

function keywords({ subject, difficulty, tags, cites }: Question): string[] {
  const words = [subject, `difficulty ${difficulty}`, ...tags, ...cites];
  return words.map((word) => element('keyword', {}, [element('string', { language: 'en-GB' }, [xml(word)])]));
}

function document(root: string, attributes: Record<string, string>, inside: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, attributes, inside)}\n`;
}

/** What makes an item beside its text and its general feedback. */
type Parts = {
  readonly declaration: string;
  readonly interaction: string;
  readonly processing: string;
  readonly feedback: readonly { readonly id: string; readonly why: string }[];
};

function item(question: Question): string {
  const { declaration, interaction, processing, feedback } = partsOf(question);
  return document(
    'qti-assessment-item',
    { xmlns: NAMESPACE, identifier: identifier(question), title: question.id, 'xml:lang': 'en-GB', adaptive: 'false', 'time-dependent': 'false' },
    [
      declaration,
      outcome('SCORE', 'single', 'float', '0'),
      ...(feedback.length > 0 ? [outcome('FEEDBACK', question.kind === 'several' ? 'multiple' : 'single', 'identifier')] : []),
      outcome('GENERAL', 'single', 'identifier', 'WHY'),
      element('qti-item-body', {}, [...paragraphs(question.scene ?? ''), interaction]),
      processing,
      ...feedback.map(({ id, why }) => modal('FEEDBACK', id, why)),
      modal('GENERAL', 'WHY', [question.why, ...whysOf(question)].join('\n')),
    ],
  );
}

function whysOf(question: Question): string[] {
  const parts = question.kind === 'match' ? question.pairs : question.kind === 'order' ? question.items : [];
  return parts.map(({ why }) => why);
}

function paragraphs(text: string): string[] {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.map((line) => element('p', {}, [xml(line)]));
}

function outcome(id: string, cardinality: string, type: string, value?: string): string {
  const preset = value === undefined ? [] : [element('qti-default-value', {}, [valueElement(value)])];
  return element('qti-outcome-declaration', { identifier: id, cardinality, 'base-type': type }, preset);
}

function modal(outcomeId: string, id: string, text: string): string {
  return element('qti-modal-feedback', { 'outcome-identifier': outcomeId, identifier: id, 'show-hide': 'show' }, [
    element('qti-content-body', {}, paragraphs(text)),
  ]);
}

function valueElement(value: string): string {
  return element('qti-value', {}, [xml(value)]);
}

function response(cardinality: string, type: string, correct: readonly string[], mapping: readonly string[] = []): string {
  return element('qti-response-declaration', { identifier: 'RESPONSE', cardinality, 'base-type': type }, [
    element('qti-correct-response', {}, correct.map(valueElement)),
    ...mapping,
  ]);
}

function prompt({ ask }: Question): string {
  return element('qti-prompt', {}, paragraphs(ask));
}

function partsOf(question: Question): Parts {
  switch (question.kind) {
    case 'one':
    case 'several':
    case 'true-false':
      return choice(question);
    case 'order':
      return order(question);
    case 'match':
      return match(question);
    case 'number':
      return entry(question, [figures(question.answer)], 'float', [
        element('qti-equal', { 'tolerance-mode': 'absolute', tolerance: figures(question.tolerance) }, [CORRECT, RESPONSE]),
        ...question.near.map(({ value }) => element('qti-equal', { 'tolerance-mode': 'exact' }, [RESPONSE, base('float', figures(value))])),
      ]);
    case 'date':
      return entry(question, daysAround(question.answer, question.toleranceDays).flatMap(waysToWrite), 'string', [
        MAPPED,
        ...question.near.map(({ value }) => anyOf(waysToWrite(value))),
      ]);
    case 'short':
      return entry(question, question.accepted, 'string', [MAPPED, ...question.near.map(({ value }) => anyOf([value]))]);
  }
}

const RESPONSE = element('qti-variable', { identifier: 'RESPONSE' });
const CORRECT = element('qti-correct', { identifier: 'RESPONSE' });
/** One of the mapped answers, whatever their capitals. */
const MAPPED = element('qti-gt', {}, [element('qti-map-response', { identifier: 'RESPONSE' }), base('float', '0')]);

function base(type: string, value: string): string {
  return element('qti-base-value', { 'base-type': type }, [xml(value)]);
}

function anyOf(values: readonly string[]): string {
  const same = values.map((value) => element('qti-string-match', { 'case-sensitive': 'false' }, [RESPONSE, base('string', value)]));
  return element('qti-or', {}, same);
}

function set(outcomeId: string, value: string): string {
  return element('qti-set-outcome-value', { identifier: outcomeId }, [value]);
}

/** Scores 1 if what was answered is correct, and shows the feedback to each option chosen. */
function choice(question: Of<'one' | 'several' | 'true-false'>): Parts {
  const options = question.options.map((option, at) => ({ ...option, id: `OPTION-${at + 1}` }));
  const right = options.filter((option) => option.right).map(({ id }) => id);
  const several = question.kind === 'several';
  return {
    declaration: response(several ? 'multiple' : 'single', 'identifier', right),
    interaction: element(
      'qti-choice-interaction',
      { 'response-identifier': 'RESPONSE', shuffle: String(question.kind !== 'true-false'), 'max-choices': several ? right.length : 1 },
      [prompt(question), ...options.map(({ id, text }) => element('qti-simple-choice', { identifier: id }, [xml(text)]))],
    ),
    processing: element('qti-response-processing', {}, [
      set('FEEDBACK', RESPONSE),
      condition([{ if: element('qti-match', {}, [RESPONSE, CORRECT]), set: set('SCORE', base('float', '1')) }]),
    ]),
    feedback: options,
  };
}

function condition(rules: readonly { readonly if: string; readonly set: string }[]): string {
  const [first, ...more] = rules.map((rule) => [rule.if, rule.set]);
  return element('qti-response-condition', {}, [
    element('qti-response-if', {}, first),
    ...more.map((rule) => element('qti-response-else-if', {}, rule)),
  ]);
}

const template = element('qti-response-processing', { template: MATCH_CORRECT });

/** The steps stand by the alphabet: a player that does not shuffle must not give the order away. */
function order(question: Of<'order'>): Parts {
  const items = question.items.map(({ text }, at) => ({ id: `STEP-${at + 1}`, text }));
  const shown = items.toSorted((a, b) => a.text.localeCompare(b.text, 'en-GB'));
  return {
    declaration: response(
      'ordered',
      'identifier',
      items.map(({ id }) => id),
    ),
    interaction: element('qti-order-interaction', { 'response-identifier': 'RESPONSE', shuffle: 'true' }, [
      prompt(question),
      ...shown.map(({ id, text }) => element('qti-simple-choice', { identifier: id }, [xml(text)])),
    ]),
    processing: template,
    feedback: [],
  };
}

function match(question: Of<'match'>): Parts {
  const left = question.pairs.map((pair, at) => ({ id: `LEFT-${at + 1}`, text: pair.left }));
  const right = question.pairs.map((pair, at) => ({ id: `RIGHT-${at + 1}`, text: pair.right }));
  const shown = right.toSorted((a, b) => a.text.localeCompare(b.text, 'en-GB'));
  const choices = [left, shown].map((side) =>
    element(
      'qti-simple-match-set',
      {},
      side.map(({ id, text }) => element('qti-simple-associable-choice', { identifier: id, 'match-max': 1 }, [xml(text)])),
    ),
  );
  return {
    declaration: response(
      'multiple',
      'directedPair',
      left.map(({ id }, at) => `${id} RIGHT-${at + 1}`),
    ),
    interaction: element('qti-match-interaction', { 'response-identifier': 'RESPONSE', shuffle: 'true', 'max-associations': left.length }, [
      prompt(question),
      ...choices,
    ]),
    processing: template,
    feedback: [],
  };
}

/** A line to type in. The first test is the right answer's; the others are those of the answers that are near. */
function entry(question: Of<'number' | 'date' | 'short'>, right: readonly string[], type: string, tests: readonly string[]): Parts {
  const feedback = question.near.map(({ why }, at) => ({ id: `NEAR-${at + 1}`, why }));
  const entries = right.map((value) => element('qti-map-entry', { 'map-key': value, 'mapped-value': 1, 'case-sensitive': 'false' }));
  const unit = question.kind === 'number' ? [' ', xml(question.unit)] : [];
  const field = element('qti-text-entry-interaction', {
    'response-identifier': 'RESPONSE',
    'expected-length': Math.max(...right.map(({ length }) => length)),
  });
  return {
    declaration: response('single', type, right.slice(0, 1), type === 'string' ? [element('qti-mapping', { 'default-value': 0 }, entries)] : []),
    interaction: [...paragraphs(question.ask), element('p', {}, [field, ...unit])].join(''),
    processing: element('qti-response-processing', {}, [
      condition(
        tests.map((test, at) => ({
          if: test,
          set: at === 0 ? set('SCORE', base('float', '1')) : set('FEEDBACK', base('identifier', feedback[at - 1]?.id ?? '')),
        })),
      ),
    ]),
    feedback,
  };
}
