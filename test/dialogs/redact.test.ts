import { expect } from 'chai';
import fc from 'fast-check';
import { PRIVATE_DETAILS, type PrivateDetail, REMOVED, redact } from '../../dialogs/redact.ts';

/** What is typed → what is kept. */
const REMOVALS: readonly (readonly [string, string, readonly PrivateDetail[]])[] = [
  // Cards, by the test numbers of the schemes.
  ['card 4111111111111111 please', 'card [card number removed] please', ['card number']],
  ['card 4111 1111 1111 1111 please', 'card [card number removed] please', ['card number']],
  ['card 4111-1111-1111-1111 please', 'card [card number removed] please', ['card number']],
  ['amex 3782 822463 10005', 'amex [card number removed]', ['card number']],
  ['5555 5555 5555 4444, thanks', '[card number removed], thanks', ['card number']],
  ['card:4111111111111111.', 'card:[card number removed].', ['card number']],
  ['old visa 4222 2222 2222 2', 'old visa [card number removed]', ['card number']],
  ['maestro 6759 6498 2643 8453 003', 'maestro [card number removed]', ['card number']],
  ['4111 1111 1111 1111 and 5555 5555 5555 4444', '[card number removed] and [card number removed]', ['card number']],
  ['4111111111111111 5555555555554444', '[card number removed] [card number removed]', ['card number']],
  // Expiry dates go with the card.
  ['4111 1111 1111 1111 exp 12/26', '[card number removed]', ['card number']],
  ['4111 1111 1111 1111, expires 12/2026 thanks', '[card number removed] thanks', ['card number']],
  ['4111 1111 1111 1111 expiry: 12-26', '[card number removed]', ['card number']],
  ['4111 1111 1111 1111, 12/26', '[card number removed]', ['card number']],
  ['the card is 4111 1111 1111 1111 and it has exp 12/26', 'the card is [card number removed] and it has [card number removed]', ['card number']],
  // Phones.
  ['ring 07700900123', 'ring [phone number removed]', ['phone number']],
  ['ring 07700 900123 after six', 'ring [phone number removed] after six', ['phone number']],
  ['ring 07700 900 123.', 'ring [phone number removed].', ['phone number']],
  ['ring 07700-900-123', 'ring [phone number removed]', ['phone number']],
  ['ring +447700900123', 'ring [phone number removed]', ['phone number']],
  ['ring +44 7700 900123', 'ring [phone number removed]', ['phone number']],
  ['ring +44 (0)20 7946 0958', 'ring [phone number removed]', ['phone number']],
  ['ring 0044 20 7946 0958', 'ring [phone number removed]', ['phone number']],
  ['ring 020 7946 0958', 'ring [phone number removed]', ['phone number']],
  ['ring (020) 7946 0958', 'ring [phone number removed]', ['phone number']],
  ['ring (01632) 960 123', 'ring [phone number removed]', ['phone number']],
  ['ring 01632 96012 or 07700 900123', 'ring [phone number removed] or [phone number removed]', ['phone number']],
  // Emails.
  ['mail jane.doe@example.com', 'mail [email address removed]', ['email address']],
  ['mail Jane_Doe+shop@mail.example.co.uk!', 'mail [email address removed]!', ['email address']],
  ['mail zoë@exämple.de.', 'mail [email address removed].', ['email address']],
  ['<jane@example.com>', '<[email address removed]>', ['email address']],
  // All together.
  [
    'jane@example.com, 07700 900123, 4111 1111 1111 1111',
    '[email address removed], [phone number removed], [card number removed]',
    ['card number', 'email address', 'phone number'],
  ],
];

/** What is not private and stays as it is. */
const KEPT: readonly string[] = [
  '',
  'the kettle broke after five weeks',
  'order 12345678',
  'order number 100-2345678-1234567',
  'order AB-4111-1111',
  'tracking 12345678901234',
  'card-like 4111 1111 1111 1112',
  'barcode 5012345678901',
  'it cost £1,234.56',
  'it cost £4111111111111111',
  'a deposit of £1000000000',
  'bought on 2026-11-22 at 10:15',
  'bought on 22/11/2026 at 10:15:30',
  'between 03/04/2025 and 04/05/2026',
  'section 164A and section 22(3)',
  'reg 29 and Art. 15(3)',
  'CCR 2013 reg.34',
  '7 to 10 working days',
  'it runs until exp 12/26',
  'we open 0900 to 1700',
  'ring 101 or 0800 1111',
  'prices @ 20% off',
  'jane@home said so',
];

describe('taking private details out', () => {
  for (const [text, kept, found] of REMOVALS) {
    it(`makes "${kept}" of "${text}"`, () => {
      expect(redact(text).text).to.equal(kept);
      expect([...redact(text).found].sort()).to.deep.equal(found);
    });
  }

  for (const text of KEPT) {
    it(`leaves "${text}" as it is`, () => {
      expect(redact(text)).to.deep.equal({ text, found: [] });
    });
  }

  it('takes out every number that passes the check of cards, in any grouping, and no other run of figures', () => {
    const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
    fc.assert(
      // Figures that begin with 1 to 9, so that none is a phone number.
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 11, max: 17 }).chain(digits),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom('', ' ', '-'),
        fc.integer({ min: 2, max: 6 }),
        (first, middle, last, gap, size) => {
          const figures = [first, ...middle, last];
          const typed = figures.join('').replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), `$1${gap}`);
          const { text } = redact(`card ${typed} thanks`);
          if (passesLuhn(figures)) expect(text).to.include('[card number removed]');
          else if (gap === '') expect(text).to.equal(`card ${typed} thanks`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds nothing more in what it has made', () => {
    const part = fc.constantFrom(
      '4111 1111 1111 1111',
      '5555555555554444',
      '07700 900123',
      '+44 20 7946 0958',
      '(020)',
      '7946 0958',
      'a@b.co',
      '@',
      'exp 12/26',
      '12/26',
      '£',
      '0',
      '7',
      '1234',
      '4111',
      ' ',
      '-',
      ',',
      '.',
      'card',
      '[card number removed]',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const once = redact(text).text;
          expect(redact(once)).to.deep.equal({ text: once, found: [] });
        },
      ),
      {
        numRuns: 3000,
        // An expiry date between two groups of figures: without it, they are a card.
        examples: [['4111 1111 1111 1111 card 4111 7946 0958 exp 12/26 4111'], ['4111 1111 1111 1111 4111 1111 1111 1111 0 exp 12/26 7946 0958']],
      },
    );
  });

  it('leaves a sign for each detail that others can recognise', () => {
    const { text } = redact('jane@example.com, 07700 900123, 4111 1111 1111 1111');
    expect(text.replace(REMOVED, '').trim()).to.equal(', ,');
    expect(PRIVATE_DETAILS.map((kind) => `[${kind} removed]`.replace(REMOVED, ''))).to.deep.equal(PRIVATE_DETAILS.map(() => ''));
  });

  it('says each kind once', () => {
    expect(redact('a@b.co c@d.co e@f.co').found).to.deep.equal(['email address']);
  });

  it('reads 100,000 characters of any kind', () => {
    for (const part of ['a', '1', '1 ', '0', 'a@', 'a.', '@a.', '4111 ', 'exp ', '(0', '07700 900123 ']) {
      const text = part.repeat(1e5 / part.length);
      expect(redact(text).text.length, part).to.be.above(0);
    }
  });

  for (const typed of ['4111 1111 1111 1111 12/26', '4111111111111111 12/26', '4111 1111 1111 1111 123', '4111 1111 1111 1111 12 26 123']) {
    it(`takes the card out of "${typed}", where figures follow without a word between`, () => {
      expect(redact(`card ${typed}`).text)
        .to.include('[card number removed]')
        .and.to.not.include('1111');
    });
  }

  for (const typed of ['2 4111 1111 1111 1111', 'no.4111 1111 1111 1111', 'no,4111111111111111']) {
    it(`takes the card out of "${typed}", whatever stands before it`, () => {
      expect(redact(typed).text).to.match(/\[card number removed\]$/);
    });
  }

  for (const typed of ['4111  1111  1111  1111', '4111.1111.1111.1111', '4111\u00a01111\u00a01111\u00a01111', '4111–1111–1111–1111']) {
    it(`takes the card out of "${typed}", however its groups are parted`, () => {
      expect(redact(typed).text).to.equal('[card number removed]');
    });
  }

  for (const typed of ['tel.07700 900123', '(+44) 7700 900123', '07700.900.123', '07700\u00a0900123']) {
    it(`takes the phone number out of "${typed}"`, () => {
      expect(redact(typed).text).to.match(/\[phone number removed\]$/);
      expect(redact(typed).text).to.not.match(/\d{3}/);
    });
  }

  it('leaves a date with a time as it is', () => {
    expect(redact('bought on 01-02-2026 10:30').text).to.equal('bought on 01-02-2026 10:30');
  });
});

function passesLuhn(figures: readonly number[]): boolean {
  const doubled = (figure: number) => (figure * 2 > 9 ? figure * 2 - 9 : figure * 2);
  const sum = figures.reduce((total, figure, at) => total + ((figures.length - at) % 2 === 0 ? doubled(figure) : figure), 0);
  return sum % 10 === 0;
}
