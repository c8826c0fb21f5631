import { expect } from 'chai';
import fc from 'fast-check';
import { type PrivateDetail, redact } from '../../dialogs/redact.ts';

/** What is typed → what is kept. */
const NAMES: readonly (readonly [string, string])[] = [
  // Titles.
  ['Mrs Ahmed wants her money back', '[name removed] wants her money back'],
  ['Mr J. Smith rang', '[name removed] rang'],
  ['Mr J Smith rang', '[name removed] rang'],
  ['Mr J.R. Smith rang', '[name removed] rang'],
  ['Mr. Ahmed rang', '[name removed] rang'],
  ["Mrs O'Brien's kettle", "[name removed]'s kettle"],
  ['Mrs O’Brien’s kettle', '[name removed]’s kettle'],
  ['Ms Patel and Miss Lee came in', '[name removed] and [name removed] came in'],
  ['Mr and Mrs Jones want a refund', '[name removed] want a refund'],
  ['Mr & Mrs Jones want a refund', '[name removed] want a refund'],
  ['Mr John Smith-Jones called', '[name removed] called'],
  ['Mr van der Berg is back', '[name removed] is back'],
  ['Mrs de Souza is back', '[name removed] is back'],
  ['Mr McDonald is back', '[name removed] is back'],
  ['Dr Khan bought a sofa', '[name removed] bought a sofa'],
  ['Professor Green bought a sofa', '[name removed] bought a sofa'],
  ['Sir Alan Brown bought a sofa', '[name removed] bought a sofa'],
  ['Mx Taylor bought a sofa', '[name removed] bought a sofa'],
  ['MRS AHMED WANTS A REFUND', '[name removed] WANTS A REFUND'],
  ['mrs ahmed wants a refund', '[name removed] wants a refund'],
  ['ring mrs patel at 3', 'ring [name removed] at 3'],
  ['mr john smith wants a refund', '[name removed] wants a refund'],
  ['mr j smith rang', '[name removed] rang'],
  ['mr okonkwo came back', '[name removed] came back'],
  ['miss patel is at the desk', '[name removed] is at the desk'],
  ['dr khan rang', '[name removed] rang'],
  ['told Mrs May that it is fine', 'told [name removed] that it is fine'],
  ['the Mrs Ahmed case', 'the [name removed] case'],
  ['Dear Mrs Hall, thank you', 'Dear [name removed], thank you'],
  // "… name is".
  ['her name is Jane Doe', 'her name is [name removed]'],
  ['her name is Jane Doe and she wants a refund', 'her name is [name removed] and she wants a refund'],
  ['his name was Olu Adeyemi.', 'his name was [name removed].'],
  ["my name's Dave", "my name's [name removed]"],
  ['my name is dave jones', 'my name is [name removed]'],
  ['my names priya', 'my names [name removed]'],
  ['her name is nkechi obi', 'her name is [name removed]'],
  ['the customer’s name is Tom', 'the customer’s name is [name removed]'],
  ['customer name: John Smith, order 1234', 'customer name: [name removed], order 1234'],
  ['Name: Jane Doe', 'Name: [name removed]'],
  ['her surname is Begum', 'her surname is [name removed]'],
  // "called …".
  ['a customer called Dave Jones', 'a customer called [name removed]'],
  ['a customer called dave jones is here', 'a customer called [name removed] is here'],
  ['a lady called Nkechi Obi is here', 'a lady called [name removed] is here'],
  ['an angry man named Piotr is here', 'an angry man named [name removed] is here'],
  ['the driver is called Piotr', 'the driver is called [name removed]'],
  ["he's called Dave", "he's called [name removed]"],
  ['someone called Sarah, very upset', 'someone called [name removed], very upset'],
  ['a woman who is called Ngozi', 'a woman who is called [name removed]'],
  // Who it is.
  ["I'm Sarah from till 3", "I'm [name removed] from till 3"],
  ['this is Priya at the desk', 'this is [name removed] at the desk'],
  ['spoke to Karen Walsh on Monday', 'spoke to [name removed] on Monday'],
  ['customer John Smith is back', 'customer [name removed] is back'],
  ['our driver Steve was rude', 'our driver [name removed] was rude'],
  ['Dear Jane, thank you', 'Dear [name removed], thank you'],
  ['Kind regards,\nJane Doe', 'Kind regards,\n[name removed]'],
  ['Yours sincerely, Olu Adeyemi', 'Yours sincerely, [name removed]'],
  ['signed by Jane Doe', 'signed by [name removed]'],
];

const ADDRESSES: readonly (readonly [string, string])[] = [
  // Postcodes of every form.
  ['postcode is LS1 4AB', 'postcode is [address removed]'],
  ['postcode is ls1 4ab thanks', 'postcode is [address removed] thanks'],
  ['postcode is SW1A 1AA', 'postcode is [address removed]'],
  ['postcode is SW1A1AA', 'postcode is [address removed]'],
  ['postcode is m1 1ae', 'postcode is [address removed]'],
  ['postcode is B33 8TH', 'postcode is [address removed]'],
  ['postcode is CR2 6XH.', 'postcode is [address removed].'],
  ['postcode is DN55 1PT', 'postcode is [address removed]'],
  ['postcode is W1A 0AX', 'postcode is [address removed]'],
  ['postcode is EC1A 1BB', 'postcode is [address removed]'],
  ['postcode is GIR 0AA', 'postcode is [address removed]'],
  ['send it to BFPO 57', 'send it to [address removed]'],
  ['JE2 3AB and IM1 2BD', '[address removed] and [address removed]'],
  ['bt7 1nn or EH1 1RE', '[address removed] or [address removed]'],
  // Streets.
  ['12 High Street', '[address removed]'],
  ['she lives at 12 High Street, Leeds, LS1 4AB', 'she lives at [address removed]'],
  ['she lives at 12 High Street Leeds LS1 4AB and is upset', 'she lives at [address removed] and is upset'],
  ['she lives at 12 High Street, Leeds.', 'she lives at [address removed].'],
  ['deliver to 14a Elm Rd', 'deliver to [address removed]'],
  ['deliver to 12-14 Church Lane, Otley', 'deliver to [address removed]'],
  ['deliver to Flat 3, 12 Mill Lane', 'deliver to [address removed]'],
  ['deliver to Flat 2B, Rose Court, 7 Park Road, Bath BA1 1AA', 'deliver to [address removed]'],
  ['221B Baker Street, London', '[address removed]'],
  ['it went to 5 Elm Close', 'it went to [address removed]'],
  ['it went to 5 elm close', 'it went to [address removed]'],
  ['she lives at 5 elm close, leeds ls1 4ab', 'she lives at [address removed]'],
  ['12 high street', '[address removed]'],
  ['is it still 14 mill lane', 'is it still [address removed]'],
  ['parcel left at 7 Queen Victoria Avenue', 'parcel left at [address removed]'],
  ["parcel left at 9 St John's Terrace", 'parcel left at [address removed]'],
  ['parcel left at 3 Old Mill Gardens', 'parcel left at [address removed]'],
  ['parcel left at 3 Church Hill', 'parcel left at [address removed]'],
  ['her address is 5 The Maltings', 'her address is [address removed]'],
  ['her address: 18 Rosewood', 'her address: [address removed]'],
  ['17 Northgate, York YO1 7AA', '[address removed]'],
  ['Unit 4, 20 Canal Road', '[address removed]'],
  ['PO Box 123', '[address removed]'],
  ['12 High Street\nLeeds\nLS1 4AB', '[address removed]'],
];

/** What stays as it is. */
const KEPT: readonly string[] = [
  // Titles alone, and people who are not named.
  'Mrs',
  'is she Mrs or Ms',
  'Mr, Mrs, Ms or Mx',
  'the mrs wants a refund',
  'my mrs bought a kettle',
  'mrs at the till wants a refund',
  'dear mrs',
  'Dear Sir or Madam',
  'Dear Customer',
  'Dear all',
  'yes sir i will',
  'customer A wants a refund',
  'customer A rang customer B',
  'Customer B, order 1234',
  'Mrs A wants a refund',
  'Mr X wants a refund',
  'an angry lady, kettle blew up',
  'the customer will not pay',
  'Customer Will Not Pay',
  'the manager will call back',
  // Other meanings of the cues.
  'we miss deliveries',
  'I miss Saturday deliveries',
  'miss the deadline',
  'have MS, is that a disability',
  'do they have MS Teams',
  'a customer called back',
  'a customer called about a kettle',
  'a customer called on Monday',
  'a customer called Trading Standards',
  'she called Citizens Advice',
  'I called Head Office',
  'the customer called Ofcom about us',
  'we called it off',
  'it is called a repair',
  'a shop called Ted Baker',
  'an app called Monty',
  'a model called Kano',
  'the film is called Frank',
  'her name is on the order',
  'her name is spelt wrong',
  'her name is wrong on the letter',
  'her name is missing',
  'his name is not on the account',
  'their name is not known',
  'the name is wrong',
  'brand name is Dyson',
  'my name is on the badge',
  'do i have to give my name',
  'use her name',
  'name the 9 protected characteristics',
  'im a leo',
  "I'm sorry this happened",
  'im not sure',
  'im happy with that',
  'this is broken',
  'this is grace period stuff',
  'as regards refunds',
  'with regards to the kettle',
  'she signed a form',
  'signed online, can they cancel',
  'spoke to the manager',
  'spoke to customer services',
  // Products and firms.
  'Dyson V8',
  'her Dyson V8 broke',
  'Dr Martens boots split',
  'Mr Kipling cakes',
  'a bottle of Dr Pepper',
  'a dress from Miss Selfridge',
  'Mr Muscle cleaner',
  'Henry hoover',
  'John Lewis price match',
  'Galaxy S9 8GB',
  'MacBook M1 8GB',
  'iPhone 14 Pro Max',
  'Xbox 360 Hard Drive',
  'PS5 2TB',
  'Bosch WAE24 3kg',
  'a 2 door fridge',
  'Amazon, Evri and Royal Mail',
  // Law, guides and their authors.
  'CRA 2015 s.22',
  'section 75 high street purchases',
  'Road Traffic Act 1988 section 172',
  'section 5 road works',
  'Consumer Rights Act 2015',
  'Equality Act 2010 section 20',
  'CCR 2013 reg.34',
  'DPA 2018 s.164A',
  'UK GDPR Art. 15(3)',
  'the 2025 Supreme Court ruling',
  'Schedule 2 Part 1',
  'a County Court claim',
  'Parasuraman, Zeithaml and Berry',
  'David Maister on waiting lines',
  'Kano, Deming and Ishikawa',
  'Professor Kano and Dr Deming',
  "Maslow's hierarchy",
  'Graham Gibbs, Learning by Doing',
  // Places, days and months.
  'Scotland',
  'is it the same in Northern Ireland',
  'delivered to Leeds',
  'our Oxford Street branch',
  'the shop on Church Street',
  'bought in Bath on Monday',
  'delivered in May',
  'from April to June',
  'next Tuesday, 14 March',
  'on 22 July',
  'LS1 branch',
  'the M1 and the A40',
  // References, prices, dates and measures.
  'order AB12 3DE',
  'order number LS1 4AB',
  'ref: M1 2AB',
  'case #S1 2AB',
  'order 12345678',
  'order 55 King',
  'INV-2026-1001',
  'serial no. W1A 0AX',
  'model E5 2DE',
  '£12.50 off',
  '£12 high street voucher',
  'it cost £450',
  '12/10/26',
  'bought on 2026-11-22',
  'level b1 4th floor',
  '14 days to cancel on the road',
  'a 2 hour drive',
  'a 20 minute walk',
  '24 hour road rescue',
  '3 weeks on the road',
  '12 high street shops',
  'in 2024 high street sales fell',
  '2 of 3 customers on the high street',
  '10 car park spaces',
  'bring it back within 30 days either way',
  'opens at 9 til close',
  'sent to 3 different addresses',
  'sold 4 on the street',
  'one in 5 goes this way',
  'top 10 london road shops',
  'a flat fee of 5 pounds',
  'the address is wrong',
  'what is her address',
  'wrong address, wrong postcode',
  'do we need the postcode',
  '7 to 10 working days',
  '2 boxes and 3 bags',
  'we took 3 orders for Leeds',
];

describe('taking names and postal addresses out', () => {
  const check = (rows: readonly (readonly [string, string])[], kind: PrivateDetail) => {
    for (const [text, kept] of rows) {
      it(`makes "${kept}" of "${text}"`, () => {
        expect(redact(text)).to.deep.equal({ text: kept, found: [kind] });
      });
    }
  };
  check(NAMES, 'name');
  check(ADDRESSES, 'address');

  for (const text of KEPT) {
    it(`leaves "${text}" as it is`, () => {
      expect(redact(text)).to.deep.equal({ text, found: [] });
    });
  }

  it('takes a whole card of contact details out, each by its kind', () => {
    expect(redact('Mrs Jane Ahmed, 12 High Street, Leeds LS1 4AB, 07700 900123, jane@example.com')).to.deep.equal({
      text: '[name removed], [address removed], [phone number removed], [email address removed]',
      found: ['email address', 'phone number', 'address', 'name'],
    });
  });

  it('finds nothing more in what it has made', () => {
    const part = fc.constantFrom(
      ...[
        'Mrs',
        'Mr J.',
        'mr',
        'Ahmed',
        'john',
        'smith',
        'van',
        'her name is',
        'called',
        'a customer',
        'Dear',
        'regards',
        "'s",
        'I',
        'The',
        'wants',
        'Will',
      ],
      ...[
        '12',
        '3',
        'Flat',
        'High',
        'high',
        'Street',
        'Close',
        'LS1 4AB',
        'm1',
        '1ae',
        'Leeds',
        ',',
        '.',
        'lives at',
        'order',
        'PO Box',
        '\n',
        '[name removed]',
      ],
      ...['[address removed]', '07700 900123', '4111 1111 1111 1111', 'a@b.co'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(' ', ', '), (parts, gap) => {
        const once = redact(parts.join(gap)).text;
        expect(redact(once)).to.deep.equal({ text: once, found: [] });
      }),
      { numRuns: 3000, examples: [[['lives at', '12', 'Leeds', 'Mrs', 'Dear'], ' ']] },
    );
  });

  it('takes every name behind "Mrs" and every house in a street out, whatever stands around', () => {
    const around = fc.constantFrom('', 'the kettle broke, ', 'says ', 'wants a refund. ', 'order 1234. ', 'on Monday ');
    fc.assert(
      fc.property(
        around,
        fc.constantFrom('Adeyemi', 'Khan', 'Nowak', 'Li', 'Brown', 'Price', 'Day'),
        fc.integer({ min: 1, max: 1800 }),
        around,
        (before, name, house, behind) => {
          const { text } = redact(`${before}Mrs ${name} of ${house} Elm Road, ${behind}`);
          expect(text).to.not.include(name).and.to.not.include('Elm');
        },
      ),
    );
  });

  it('reads 100,000 characters of any kind', () => {
    for (const part of [
      'Mr ',
      'mr a ',
      'A ',
      'Aa ',
      'name is ',
      'called Dave ',
      '1 ',
      '1 Aa ',
      '12 high ',
      'Flat 1, ',
      'ls1 4ab ',
      'Street ',
      'to 1 ',
      ', Leeds',
      "a'",
      'regards\n',
    ]) {
      const text = part.repeat(1e5 / part.length);
      expect(redact(text).text.length, part).to.be.above(0);
    }
  });
});
