import { expect } from 'chai';
import fc from 'fast-check';
import type { Day, Moment } from '../../../knowledge/calendar.ts';
import { toCalendarFile } from '../../../knowledge/clocks/ics.ts';

const STAMP = new Date('2026-11-22T10:05:00Z');
const DEADLINE = { clock: 'short-term-reject', last: '2026-12-31' as Day } as const;

type Line = { readonly name: string; readonly parameters: string; readonly value: string };

/** A strict reading of RFC 5545: CRLF alone ends lines, of 75 octets at most; folded lines are joined. @throws where the text is not so */
function linesOf(file: string): Line[] {
  expect(file.endsWith('\r\n'), 'the last line is ended').to.equal(true);
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    expect(line, 'a bare CR, LF or control character').not.to.match(/[^\P{Cc}\t]/u);
    expect(Buffer.byteLength(line), line).to.be.at.most(75);
    expect(Buffer.from(line).toString(), 'a character split by folding').to.equal(line);
  }
  return file
    .slice(0, -2)
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => {
      const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z]+=[A-Z-]+)*):(.*)$/su.exec(line) ?? expect.fail(`no content line: ${line}`);
      return { name: name ?? '', parameters: parameters ?? '', value: value ?? '' };
    });
}

function unescaped(text: string): string {
  expect(text.replaceAll(/\\[\\;,n]/g, ''), 'a sign that must be escaped').not.to.match(/[\\;,]/);
  return text.replaceAll(/\\([\\;,n])/g, (_, sign) => (sign === 'n' ? '\n' : sign));
}

function read(file: string | undefined): { all: Line[]; get: (name: string) => Line; event: Line[]; alarm: Line[] } {
  const all = linesOf(file ?? expect.fail('no file'));
  const within = (part: string) => {
    const from = all.findIndex(({ name, value }) => name === 'BEGIN' && value === part);
    const to = all.findIndex(({ name, value }) => name === 'END' && value === part);
    expect(from, part).to.be.greaterThan(-1);
    expect(to, part).to.be.greaterThan(from);
    return all.slice(from + 1, to);
  };
  const alarm = within('VALARM');
  const event = within('VEVENT').filter((line) => !alarm.includes(line));
  return { all, event, alarm, get: (name) => event.find((line) => line.name === name) ?? expect.fail(`no ${name}`) };
}

describe('the calendar file of a clock', () => {
  it('is one calendar with one event, version, maker, id and stamp', () => {
    const { all, event, get } = read(toCalendarFile(DEADLINE, 'Last day to reject', 'Day 30', STAMP));
    expect(all[0]).to.deep.include({ name: 'BEGIN', value: 'VCALENDAR' });
    expect(all.at(-1)).to.deep.include({ name: 'END', value: 'VCALENDAR' });
    expect(all.slice(1, 3).map(({ name, value }) => (name === 'VERSION' ? value : name))).to.deep.equal(['2.0', 'PRODID']);
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY']) expect(event.filter((line) => line.name === name)).to.have.length(1);
    expect(get('DTSTAMP').value).to.equal('20261122T100500Z');
  });

  it('fills the whole last day, also where the next one is in a new year', () => {
    const { get } = read(toCalendarFile(DEADLINE, 'Last day to reject', 'Day 30', STAMP));
    expect(get('DTSTART')).to.deep.include({ parameters: ';VALUE=DATE', value: '20261231' });
    expect(get('DTEND')).to.deep.include({ parameters: ';VALUE=DATE', value: '20270101' });
  });

  it('stands at the time on the wall for a moment, in no zone', () => {
    const { get, event } = read(toCalendarFile({ clock: 'breach', last: '2026-11-13T15:00' as Moment }, 'Report', 'By then', STAMP));
    expect(get('DTSTART')).to.deep.include({ parameters: '', value: '20261113T150000' });
    expect(event.some(({ name }) => name === 'DTEND')).to.equal(false);
  });

  it('rings a day before', () => {
    const { alarm } = read(toCalendarFile(DEADLINE, 'Last day to reject', 'Day 30', STAMP));
    expect(alarm).to.deep.include({ name: 'TRIGGER', parameters: '', value: '-P1D' });
    expect(alarm).to.deep.include({ name: 'ACTION', parameters: '', value: 'DISPLAY' });
    expect(alarm.some(({ name }) => name === 'DESCRIPTION')).to.equal(true);
  });

  it('keeps its id as long as clock, day and title stay, and changes it with each of them', () => {
    const uid = (last: string, title: string, stamp = STAMP) =>
      read(toCalendarFile({ clock: 'delivery', last: last as Day }, title, 'Text', stamp)).get('UID').value;
    const id = uid('2026-12-01', 'Kettle');
    expect(uid('2026-12-01', 'Kettle', new Date('2027-01-01T00:00:00Z'))).to.equal(id);
    expect(uid('2026-12-02', 'Kettle')).not.to.equal(id);
    expect(uid('2026-12-01', 'Toaster')).not.to.equal(id);
  });

  it('is none where there is no last day', () => {
    expect(toCalendarFile({ clock: 'delivery' }, 'Title', 'Text', STAMP)).to.equal(undefined);
  });

  it('carries any title and text through folding and escaping', () => {
    const signs = fc.constantFrom('a', 'B', ' ', ',', ';', '\\', '\n', 'é', '£', '–', '🙂', '"', ':', 'n');
    const texts = fc.array(signs, { maxLength: 200 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (title, text) => {
        const { get } = read(toCalendarFile(DEADLINE, title, text, STAMP));
        expect(unescaped(get('SUMMARY').value)).to.equal(title);
        expect(unescaped(get('DESCRIPTION').value)).to.equal(text);
      }),
    );
  });

  it('lets no line break or control character of a text begin a line of its own', () => {
    const { get, event } = read(toCalendarFile(DEADLINE, 'One\r\nUID:evil\rEND:VEVENT\u0000', 'Text', STAMP));
    expect(unescaped(get('SUMMARY').value)).to.equal('One\nUID:evil\nEND:VEVENT');
    expect(event.filter(({ name }) => name === 'UID')).to.have.length(1);
  });
});
