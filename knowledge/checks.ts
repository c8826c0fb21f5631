/** Checks across content files: what one of them names stands in another. */
import type { Content } from './content.ts';
import type { Condition } from './facts.ts';
import type { ClocksFile, FactsFile, Situation, SlotsFile } from './schema.ts';

/** Everything that can be an answer or its source. */
export type Entries = Pick<Content, 'acts' | 'former' | 'provisions' | 'myths' | 'overviews' | 'changes' | 'topics' | 'situations' | 'guides'>;

/** @param entry an entry, or a whole file */
export type Report = (entry: object, path: (string | number)[], problem: string, cure: string) => void;

/** Ids are given once and lead somewhere; provisions have their dates. @returns all ids that are known */
export function crossCheck(content: Entries, unread: readonly string[], report: Report): ReadonlySet<string> {
  const known = new Set<string>(content.guides.flatMap((guide) => guide.points.map((point) => point.id)));
  const entries = [...content.provisions, ...content.myths, ...content.overviews, ...content.topics, ...content.situations];
  for (const entry of [...entries, ...content.former, ...content.changes]) {
    if (known.has(entry.id)) report(entry, ['id'], `the id "${entry.id}" is used twice`, 'Give each entry its own id.');
    known.add(entry.id);
  }
  for (const id of unread) known.add(id);
  const situations = new Set([...content.situations, ...content.myths, ...content.overviews].map(({ id }) => id));
  const gone = new Set([...content.former, ...content.changes].map(({ id }) => id));
  for (const entry of [...entries, ...content.former, ...content.changes]) {
    for (const field of ['cites', 'related', 'see'] as const) {
      const ids: readonly string[] = field in entry ? ((entry as Record<string, unknown>)[field] as string[]) : [];
      ids.forEach((id, index) => {
        if (!known.has(id) || gone.has(id))
          report(entry, [field, index], `"${id}" in ${field} is no entry`, 'Correct the id, or add the entry it names.');
        else if (field === 'cites' && situations.has(id)) {
          report(
            entry,
            [field, index],
            `"${id}" is an answer itself, and no source`,
            'Cite what it rests on: a provision, a topic or a guide point.',
          );
        }
      });
    }
  }
  const acts = new Set([...content.acts.map((act) => act.id), ...unread]);
  for (const provision of content.provisions) {
    if (!acts.has(provision.act)) report(provision, ['act'], `"${provision.act}" is no Act in acts.yaml`, 'Correct the id, or add the Act.');
    if (provision.sureness === 'check first' && !(provision.open && provision.verify)) {
      report(
        provision,
        ['sureness'],
        'a provision to be checked first does not say what is open',
        'Add "open:" with that in a few words, and "verify:" with what the reader must check.',
      );
    }
    if (provision.replaced?.see && !known.has(provision.replaced.see)) {
      report(provision, ['replaced', 'see'], `"${provision.replaced.see}" in replaced is no entry`, 'Correct the id, or leave it out.');
    }
    if (!provision.from && !provision.commencement) {
      report(provision, ['id'], 'the provision says neither "from" nor "commencement"', 'Say since when it is in force, or what is planned.');
    }
    if (provision.reviewBy <= provision.checked) report(provision, ['reviewBy'], 'reviewBy is not after checked', 'Give a later review date.');
  }
  for (const change of content.changes) {
    if ((change.on === undefined) === (change.when === undefined))
      report(change, ['id'], 'the change says neither "on" nor "when", or both', 'Give the day as "on", or in words as "when".');
  }
  return known;
}

/** Conditions name facts and values that exist; decisions lead to entries and always to one. */
export function checkFacts(file: FactsFile, situations: readonly Situation[], known: ReadonlySet<string>, report: Report): void {
  const values = new Map(file.facts.map((fact) => [fact.id, fact.values.map(({ id }) => id)]));
  const check = (entry: object, path: (string | number)[], condition: Condition) => {
    for (const [fact, wanted] of Object.entries(condition)) {
      const odd = values.has(fact) ? wanted.find((value) => !values.get(fact)?.includes(value)) : fact;
      if (odd) report(entry, path, `"${odd}" is no ${odd === fact ? 'fact' : `value of "${fact}"`} of facts.yaml`, 'Correct it, or add it there.');
    }
  };
  for (const situation of situations) if (situation.only) check(situation, ['only'], situation.only);
  file.decisions.forEach((decision, at) => {
    const lead = (path: (string | number)[], id: string) => {
      if (!known.has(id)) report(file, ['decisions', at, ...path], `"${id}" is no entry`, 'Correct the id, or add the entry it names.');
    };
    for (const [index, id] of decision.of.entries()) lead(['of', index], id);
    decision.rows.forEach((row, index) => {
      const path = ['decisions', at, 'rows', index];
      check(file, path, row.if);
      lead(['rows', index], row.answer);
      if (row.ask && !values.has(row.ask)) report(file, path, `"${row.ask}" is no fact of facts.yaml`, 'Correct it, or add it there.');
    });
    if (Object.keys(decision.rows.at(-1)?.if ?? {}).length > 0)
      report(file, ['decisions', at, 'rows'], 'the last row has a condition', 'End with a row without "if", for when nothing is told.');
  });
}

/** Each clock stands there once; it takes questions and values that exist, and cites entries that exist. */
export function checkClocks(file: ClocksFile, known: ReadonlySet<string>, report: Report): void {
  const values = new Map(file.questions.map((question) => [question.id, question.values.map(({ id }) => id)]));
  file.clocks.forEach((clock, at) => {
    const wrong = (path: (string | number)[], problem: string) =>
      report(file, ['clocks', at, ...path], problem, 'Correct the id, or add what it names.');
    if (file.clocks.findIndex(({ id }) => id === clock.id) !== at) wrong(['id'], `the clock "${clock.id}" stands here twice`);
    clock.takes.forEach((id, index) => {
      if (!values.has(id)) wrong(['takes', index], `"${id}" is no question of clocks.yaml`);
    });
    for (const [question, ids] of Object.entries(clock.choices)) {
      const odd = ids.find((id) => !values.get(question)?.includes(id));
      if (odd || !clock.takes.includes(question)) wrong(['choices', question], `"${odd ?? question}" is no value of a question that the clock takes`);
    }
    clock.cites.forEach((id, index) => {
      if (!known.has(id)) wrong(['cites', index], `"${id}" in cites is no entry`);
    });
  });
}

export function checkSubjects(slots: SlotsFile, { acts, guides }: Pick<Content, 'acts' | 'guides'>, report: Report): void {
  const known = { acts: acts.map(({ id }) => id), guides: guides.map(({ id }) => id) };
  slots.subjects.forEach((subject, at) => {
    for (const field of ['acts', 'guides'] as const) {
      subject[field].forEach((id, index) => {
        if (!known[field].includes(id))
          report(slots, ['subjects', at, field, index], `"${id}" in ${field} is none that we hold`, 'Correct the id, or take it out.');
      });
    }
  });
}
