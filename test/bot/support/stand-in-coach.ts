/** A small coach for the tests of the outside world: it says what it was told, and can be slow or broken on demand. */
import type { Coach, Reply, Said } from '../../../dialogs/turn.ts';

export const standInCoach: Coach = (session, said) => {
  if (said.kind === 'text' && said.text === 'break') throw new Error('broken on purpose, with private words');
  return {
    intent: 'help',
    band: 'sure',
    because: { by: 'stand-in', detail: '', score: 1 },
    replies: [replyTo(told(said))],
    session,
    effects: [],
    entities: {},
  };
};

function told(said: Said): string {
  switch (said.kind) {
    case 'text':
      return said.text;
    case 'press':
      return `press:${said.press}`;
    case 'assigned':
      return `assigned:${said.quiz.subject}:${said.quiz.count}:${said.quiz.mode}`;
  }
}

function replyTo(told: string): Reply {
  if (told === 'press:welcome') {
    return {
      point: 'Hello. Ask me about service standards, complaints or consumer law, and I answer with the source.',
      more: [{ text: 'You could start with one of these.' }],
      cites: [],
      choices: [
        { label: 'A customer wants a refund on a faulty kettle', press: 'q:kettle' },
        { label: 'How do I handle an angry customer?', press: 'q:angry' },
        { label: 'What is first contact resolution?', press: 'q:fcr' },
      ],
    };
  }
  return {
    point: `You said: ${told}`,
    more: [
      {
        label: 'At the desk',
        text: 'Say what you can do, when it will be done, and who will do it; then write it down while the customer is there.',
      },
    ],
    cites: [
      {
        kind: 'law',
        id: 'cra-22',
        refs: ['CRA 2015 s.22'],
        act: 'Consumer Rights Act 2015',
        place: 's.22(1)–(3)',
        title: 'Short-term right to reject',
        url: 'https://www.legislation.gov.uk/ukpga/2015/15/section/22',
        checked: '2026-11-22',
        nations: 'UK',
        sureness: 'seen in the Act',
      },
      { kind: 'guide', id: 'g:1', guide: 'Resolving complaints', title: 'Point 4' },
    ],
    choices: [
      { label: 'What if it breaks after 30 days?', press: 'law:cra-23' },
      { label: 'Who pays for sending it back?', press: 'law:cra-20' },
      { label: 'Start the complaint', press: 'complaint:start' },
    ],
  };
}
