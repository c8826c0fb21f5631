/** The five whys of a closed complaint: which is open, how it is asked, and what an answer changes. Pure. */
import { type Complaint, WHYS } from './complaint.ts';
import type { House } from './house.ts';
import { fill } from './record/fill.ts';
import { isAnswered } from './record/record.ts';
import type { Reply } from './turn.ts';

type Why = (typeof WHYS)[number];

/** The why that is asked now: the one being changed, else the first that is neither told nor passed over; undefined at the end. */
export function openWhy(complaint: Complaint): Why | undefined {
  return WHYS.find((why) => why === complaint.at) ?? WHYS.find((why) => !isAnswered(complaint, why) && complaint.skipped[why] === undefined);
}

/** The open why with what was said before it. The same answers give the same words. */
export function whyReply({ knowledge: { content } }: House, complaint: Complaint): Reply | undefined {
  const why = openWhy(complaint);
  if (!why) return undefined;
  const { ending } = content.letters;
  const { labels } = content.phrases;
  const at = WHYS.indexOf(why);
  const before = WHYS.slice(0, at).findLast((one) => isAnswered(complaint, one));
  const isLink = before !== undefined && before === WHYS[at - 1];
  return {
    heading: fill(ending['why-heading'], { at: String(at + 1), all: String(WHYS.length) }) ?? ending['why-heading'],
    point: ending[isLink ? 'why-next' : at === 0 ? 'why-first' : 'why-else'],
    more: isLink ? [{ label: labels['you-said'], text: complaint.answers[before]?.text ?? '' }] : [],
    cites: [],
    choices: [
      { label: labels.skip, press: 'why:skip' },
      { label: labels['stop-here'], press: 'why:stop' },
    ],
  };
}

/** The complaint with its whys begun, or taken up: those passed over are asked again. */
export function withWhys({ at: _, ...complaint }: Complaint): Complaint {
  return { ...complaint, skipped: Object.fromEntries(Object.entries(complaint.skipped).filter(([step]) => !WHYS.some((why) => why === step))) };
}

/** The complaint with this answer to its open why. */
export function whyTold(complaint: Complaint, text: string): Complaint {
  const why = openWhy(complaint);
  const { at: _, ...rest } = complaint;
  return why ? { ...rest, answers: { ...rest.answers, [why]: { values: [], text } } } : complaint;
}

/** The complaint with its open why passed over; an answer that was there is kept. */
export function whyPassed(complaint: Complaint): Complaint {
  const why = openWhy(complaint);
  const { at: _, ...rest } = complaint;
  return why && !isAnswered(complaint, why) ? { ...rest, skipped: { ...rest.skipped, [why]: '' } } : rest;
}

/** The complaint with the why before the open one asked again. */
export function whyBack(complaint: Complaint): Complaint {
  const why = openWhy(complaint);
  const before = why && WHYS[WHYS.indexOf(why) - 1];
  return before ? { ...complaint, at: before } : complaint;
}

/** The complaint with the whys put aside as they are. */
export function whysLeft({ at: _, ...complaint }: Complaint): Complaint {
  return complaint;
}
