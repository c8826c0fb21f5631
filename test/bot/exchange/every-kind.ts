/** Questions of every kind for the tests of the exchange: plain ones, one of each with hostile texts, and any at all. */
import fc from 'fast-check';
import { Question } from '../../../knowledge/schema.ts';

export const HOSTILE = [
  'a { brace } and a ~ tilde = equals # hash : colon',
  '{only braces}',
  '::title:: and ####general',
  '=HYPERLINK("http://example.com","click")',
  '+44 7700 900000',
  '-1+1|cmd',
  '@SUM(A1:A9)',
  "'=quoted already",
  "''",
  'two\nlines, and\n\nthree paragraphs',
  'back\\slash, \\n not a line end, \\{ and \\\\',
  '<b>bold</b> & <script>alert("x")</script> &amp; &#65;',
  '[html]<p>not html</p>',
  '[tag:not-a-tag] [id:not-an-id]',
  '%50%half',
  '100% sure',
  'left -> right --> far',
  'left -\u2060> with a joiner',
  '// not a comment',
  '$CATEGORY: none',
  'comma, "quoted", semicolon; tab\there',
  'emoji 🙂 👩‍👩‍👧 and Ünïcödé £5',
  'TRUE',
  'T#wrong',
  '- a list\n- of two',
  'first paragraph',
];

const base = { subject: 'cra', difficulty: 1, tags: ['refunds', 'time-limits'], cites: ['cra-22', 'principles#strategy'] };
type Text = () => string;

/** One question of each kind, each of its texts from `text`. */
export function oneOfEach(text: Text, suffix = ''): Question[] {
  const words = (id: string) => ({ ...base, id: `${id}${suffix}`, ask: text(), why: text(), hint: text() });
  const option = (right = false, shows?: string) => ({ text: text(), right, why: text(), ...(shows ? { shows } : {}) });
  const questions = [
    { ...words('one-right'), kind: 'one', scene: text(), options: [option(), option(true), option(false, 'myth-one'), option()] },
    { ...words('two-right'), kind: 'several', choose: 2, options: [option(true), option(false, 'myth-two'), option(true), option(), option()] },
    { ...words('three-right'), kind: 'several', choose: 3, scene: text(), options: [option(true), option(), option(true), option(true)] },
    {
      ...words('is-true'),
      kind: 'true-false',
      options: [
        { ...option(true), text: 'True' },
        { ...option(false, 'myth-three'), text: 'False' },
      ],
    },
    {
      ...words('is-false'),
      kind: 'true-false',
      options: [
        { ...option(), text: 'True' },
        { ...option(true), text: 'False' },
      ],
    },
    { ...words('in-order'), kind: 'order', items: Array.from({ length: 4 }, () => ({ text: text(), why: text() })) },
    { ...words('which-goes'), kind: 'match', scene: text(), pairs: Array.from({ length: 3 }, () => ({ left: text(), right: text(), why: text() })) },
    {
      ...words('how-many'),
      kind: 'number',
      answer: 30,
      unit: text(),
      tolerance: 0.5,
      near: [
        { value: 28.25, why: text(), shows: 'myth-four' },
        { value: -2, why: text() },
      ],
    },
    { ...words('which-day'), kind: 'date', answer: '2026-03-01', toleranceDays: 1, near: [{ value: '2026-11-05', why: text(), shows: 'myth-five' }] },
    {
      ...words('what-word'),
      kind: 'short',
      accepted: [text(), text()],
      near: [
        { value: text(), why: text() },
        { value: text(), why: text(), shows: 'myth-six' },
      ],
    },
    { ...words('no-near'), kind: 'number', answer: 0.0000001, unit: '£', near: [] },
  ];
  return questions.map((question) => Question.parse(question));
}

let count = 0;
export const plain = oneOfEach(() => `Text ${++count} of a question`);

/** Every hostile text stands in every place of some question. */
export const hostile = HOSTILE.flatMap((_, first) => {
  let at = first;
  return oneOfEach(() => HOSTILE[at++ % HOSTILE.length]!, `-${first}`);
});

/** Text as content can hold it: not empty, no space at its ends, line ends as line feeds. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc
      .array(
        fc.constantFrom(...'\\~=#{}:%[]->\n\r\t"\',;@+ nT1/$', '\u2060', '->', '::', '####', '%50%', '[html]', '[plain]', '\\n', '\n\n', '- ', '//'),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
    fc.constantFrom(...HOSTILE),
  )
  .map((text) => text.replace(/\r\n?/g, '\n').trim())
  .filter((text) => text !== '');

/** A question of each kind with any texts. */
export const anyQuestions = fc.array(anyText, { minLength: 20, maxLength: 40 }).map((texts) => {
  let at = 0;
  return oneOfEach(() => texts[at++ % texts.length]!);
});

/** A number question with any numbers. */
export const anyNumber = fc
  .record({ answer: amount(), tolerance: amount().map(Math.abs), near: fc.array(amount(), { maxLength: 9 }) })
  .map(({ answer, tolerance, near }) =>
    Question.parse({
      ...base,
      id: 'any-number',
      kind: 'number',
      ask: 'How many?',
      why: 'Because.',
      hint: 'Count.',
      unit: 'days',
      answer,
      tolerance,
      near: near.map((value) => ({ value, why: 'No.' })),
    }),
  );

function amount() {
  return fc
    .oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    .map((value) => (value === 0 ? 0 : value));
}
