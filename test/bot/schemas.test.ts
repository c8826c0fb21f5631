import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { schemaFiles, writeSchemas } from '../../bot/schemas.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { ROOT } from './support/terminal.ts';

const KNOWLEDGE = join(ROOT, 'knowledge');
const SCHEMAS = join(KNOWLEDGE, 'schemas');

describe('the JSON Schemas of the content', () => {
  it('stand on disk as they are generated, none missing and none left over', () => {
    expect(readdirSync(SCHEMAS)).to.have.members([...schemaFiles().keys()]);
    for (const [name, text] of schemaFiles()) expect(readFileSync(join(SCHEMAS, name), 'utf8'), `${name}: run "npm run schemas"`).to.equal(text);
  });

  it('are written as a whole to any folder', async () => {
    const { dir, remove } = await temporaryFolder();
    try {
      expect(writeSchemas(join(dir, 'new'))).to.equal(schemaFiles().size);
      for (const [name, text] of schemaFiles()) expect(readFileSync(join(dir, 'new', name), 'utf8')).to.equal(text);
    } finally {
      await remove();
    }
  });

  const APART = ['acts', 'former', 'myths', 'overviews', 'changes'];
  /** Schema → the content files that it is for. */
  const FILES: readonly (readonly [string, readonly string[]])[] = [
    ...APART.map((kind): [string, string[]] => [kind, [`law/${kind}.yaml`]]),
    ['provisions', yamlIn('law').filter((file) => !APART.some((kind) => file === `law/${kind}.yaml`))],
    ['topics', yamlIn('topics')],
    ['situations', yamlIn('situations')],
    ['intents', yamlIn('intents')],
    ['words', ['words.yaml']],
    ['phrases', ['phrases.yaml']],
    ['facts', ['facts.yaml']],
    ['slots', ['slots.yaml']],
    ['clocks', ['clocks.yaml']],
    ['bank-holidays', ['bank-holidays.yaml']],
    ['remedies', ['remedies.yaml']],
    ['checklists', yamlIn('checklists').filter((file) => file !== 'checklists/spine.yaml')],
    ['spine', ['checklists/spine.yaml']],
    ['policy', ['policy.yaml']],
    ['letters', ['letters.yaml']],
    ['questions', yamlIn('questions')],
    ['question-versions', ['question-versions.yaml']],
    ['quiz', ['quiz.yaml']],
    ['reminders', ['reminders.yaml']],
    ['privacy', ['privacy.yaml']],
  ];

  it('are one for each kind of content file', () => {
    expect(FILES.map(([name]) => `${name}.json`)).to.have.members([...schemaFiles().keys()]);
  });

  for (const [name, files] of FILES) {
    it(`take every file of ours: ${name}`, () => {
      const schema = schemaOf(name);
      expect(files).not.to.have.length(0);
      const refused = files.flatMap((file) => problems(schema, file).map((problem) => `${file}: ${problem}`));
      expect(refused).to.deep.equal([]);
    });

    it(`refuse a field that is not there: ${name}`, () => {
      const [file = ''] = files;
      const content = parse(readFileSync(join(KNOWLEDGE, file), 'utf8'));
      expect(schemaOf(name).safeParse({ ...content, 'no-such-field': 1 }).success).to.equal(false);
    });
  }

  function schemaOf(name: string) {
    return z.fromJSONSchema(JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8')));
  }

  function problems(schema: z.ZodType, file: string): string[] {
    const read = schema.safeParse(parse(readFileSync(join(KNOWLEDGE, file), 'utf8')));
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }

  function yamlIn(folder: string): string[] {
    return readdirSync(join(KNOWLEDGE, folder)).map((name) => `${folder}/${name}`);
  }
});
