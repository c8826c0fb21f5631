/** The coach on the project's own content, but with a bank of simple questions: five on each of four subjects, all answered by "b". */
import { type House, houseOf } from '../../../dialogs/house.ts';
import type { Content } from '../../../knowledge/content.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  cra: ['cra-22', 'cra-20', 'cra-23', 'cra-24', 'cra-09'],
  equality: ['eq-20', 'eq-19', 'eq-13', 'eq-26', 'eq-27'],
  data: ['dp-15', 'dp-12', 'dp-17', 'dp-33', 'dp-06'],
  standards: ['nps', 'csat', 'sla', 'kpi', 'servqual'],
};

export const BANK: readonly Question[] = Object.entries(SOURCES).flatMap(([subject, cites]) =>
  cites.map((id, at): Question => {
    const option = (text: string, right = false) => ({ text: `${text} ${subject} ${at}`, right, why: `Because of ${text}.` });
    return {
      id: `${subject}-${at + 1}`,
      kind: 'true-false',
      subject,
      ask: `Is ${subject} number ${at + 1} so?`,
      difficulty: at < 3 ? 1 : 2,
      tags: [at < 2 ? 'time-limits' : 'the-rest'],
      cites: [id],
      why: 'It is so.',
      hint: 'Think of it.',
      options: [
        { ...option('false'), text: 'True' },
        { ...option('right', true), text: 'False' },
      ],
    };
  }),
);

/** @param changes to the content on top of the bank */
export async function quizHouse(changes: (content: Content) => Partial<Content> = () => ({})): Promise<House> {
  const knowledge = await realKnowledge();
  const content = { ...knowledge.content, questions: BANK, questionVersions: { questions: {}, sources: [] } };
  return houseOf({ ...knowledge, content: { ...content, ...changes(content) } });
}
