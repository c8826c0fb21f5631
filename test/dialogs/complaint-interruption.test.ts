import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import { stepReply } from '../../dialogs/complaint-say.ts';
import type { House } from '../../dialogs/house.ts';
import { everyStepOf, holding, inHand } from './support/complaint.ts';
import { NOW, realHouse } from './support/house.ts';

/** What comes in between on a real shift, none of which answers a step. */
const INTERRUPTIONS = {
  'a section': 's22 cra',
  'a law question': 'can she have her money back after 5 weeks?',
  'how long': 'how long have we got to answer a sar?',
  'a clock': 'delivered 10 nov 2026, work out the last day to reject',
  'a look-up': 'what is lass?',
  'a quiz': 'test me on the equality act',
  progress: 'how am i doing',
  'small talk': 'what was the weather like in 1976?',
  'a second complaint': 'got another complaint, woman with a torn coat',
  thanks: 'thanks',
  'a greeting': 'hello',
  help: 'help',
  emoji: '👍😅',
  'a reminder': 'remind me on friday to ring the courier',
  feedback: 'this bot is useless',
  'an e-mail': `Dear Sir or Madam,\n\nI am writing about the coat which I bought from your shop. The seam has come apart and nobody has answered my letters.\n\nPlease let me know what you will do about this, and by when.\n\nKind regards,\nA customer`,
};

describe('an interruption', () => {
  let house: House;
  before(async function () {
    this.timeout(60_000);
    house = await realHouse();
  });

  it('is answered at every step of every checklist, then the very same step comes back, and nothing is filled by accident', function () {
    this.timeout(180_000);
    const { content } = house.knowledge;
    let pairs = 0;
    const odd: string[] = [];
    for (const id of [...content.checklists.map((checklist) => checklist.id), '']) {
      for (const { complaint, step } of everyStepOf(content, id)) {
        const before = JSON.stringify(stepReply(house, complaint, NOW));
        for (const [kind, text] of Object.entries(INTERRUPTIONS)) {
          // A letter pasted where the story is asked for is the story, also where it is asked what it is about.
          if (kind === 'an e-mail' && (step.id === 'what-happened' || step.id === 'about')) continue;
          const turn = coach(house)(structuredClone(holding(complaint)), { kind: 'text', text }, NOW);
          pairs += 1;
          const isSame = JSON.stringify(turn.replies.at(-1)) === before && JSON.stringify(inHand(turn)) === JSON.stringify(complaint);
          if (!isSame || turn.replies.length < 2) odd.push(`${id || 'any'}, ${step.id}: ${kind}`);
        }
      }
    }
    expect(odd).to.deep.equal([]);
    expect(pairs).to.be.above(3000);
    if (this.test) this.test.title += ` (${pairs} pairs)`;
  });
});
