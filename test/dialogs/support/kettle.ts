/** A complaint that has been answered from start to end. */
import type { Complaint } from '../../../dialogs/complaint.ts';

/** Closed on 22 November 2026; `more` takes the place of what is told. */
export function kettle({ answers = {}, ...more }: Partial<Complaint> = {}): Complaint {
  return {
    id: '2026-11-22-1',
    checklist: 'faulty-goods',
    view: 'lass',
    opened: '2026-11-20',
    closed: '2026-11-22',
    skipped: {},
    ...more,
    answers: {
      hurt: { values: ['unsafe'] },
      'what-happened': { values: [], text: 'The kettle went bang' },
      wants: { values: ['refund'] },
      reference: { values: [], text: 'order 5512' },
      kind: { values: ['goods'] },
      problem: { values: ['faulty'] },
      delivered: { values: ['2026-10-05'] },
      repair: { values: ['none'] },
      buyer: { values: ['consumer'] },
      vulnerable: { values: ['yes'] },
      'what-helps': { values: ['large-print'], text: 'also on yellow paper' },
      rights: { values: ['seen'] },
      outcome: { values: [], text: 'A new kettle, free' },
      cost: { values: ['24.5'] },
      'by-when': { values: ['2026-11-30'] },
      'who-does': { values: ['team-leader'] },
      done: { values: ['not-yet'] },
      'follow-up-on': { values: ['2026-12-03'] },
      satisfied: { values: ['not-asked'] },
      cause: { values: ['product'] },
      learned: { values: [], text: 'The last batch leaks' },
      ...answers,
    },
  };
}
