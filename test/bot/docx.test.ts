/** Documents for a word processor, taken apart again. */
import { expect } from 'chai';
import fc from 'fast-check';
import { toDocx } from '../../bot/docx.ts';
import { recordIn, recordPart, recordReply } from '../../dialogs/complaint-end.ts';
import { labelled } from '../../dialogs/record/document.ts';
import { recordParts } from '../../dialogs/record/sheet.ts';
import type { Document } from '../../dialogs/turn.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { kettle } from '../dialogs/support/kettle.ts';
import { unzip } from './support/unzip.ts';

const HOSTILE = '</w:t><w:p><w:t>"&amp; \u0000\u0008\u000b\u001f\ud83d \u{1f600} \ufffe \ufeff ]]> {outcome}';

const filesOf = async (document: Document) => unzip(await toDocx(document));
const xmlOf = async (document: Document) => (await filesOf(document)).get('word/document.xml') ?? '';
/** What a reader sees, paragraph by paragraph. */
const shown = (xml: string) =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => plain(text)).join(''),
  );
const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

/** Tags that close in their order, signs that XML allows, no bare ampersand. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  for (const [, close, name = '', empty] of xml.replace(/^<\?xml[^>]*\?>/, '').matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
    if (close) expect(open.pop()).to.equal(name);
    else if (!empty) open.push(name);
  }
  expect(open).to.deep.equal([]);
  expect(xml.replace(/<[^<>]*>/g, '')).not.to.match(/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i);
  expect(xml).not.to.match(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
}

describe('a document for a word processor', () => {
  it('holds every line of a record, under its headings', async () => {
    const house = await realHouse();
    const { file } = recordReply(house, kettle(), NOW);
    const said = shown(await xmlOf(file!.document!));
    const parts = recordParts(recordIn(house, kettle(), NOW), house.knowledge.content);
    const lines = parts.flatMap(({ title = '', lines: all }) => [
      title,
      ...all.map(({ label, text }) => (label ? `${labelled(label)} ${text}` : text)),
    ]);
    expect(lines.length).to.be.above(25);
    expect(said).to.deep.equal([file!.document!.title, ...lines.map((line) => line.replace(/\s+/g, ' ').trim())]);
  });

  it('holds both letters, paragraph by paragraph', async () => {
    const house = await realHouse();
    for (const name of ['acknowledgement', 'outcome']) {
      const [{ heading, more, file } = { more: [] }] = recordPart(house, kettle(), [], name, NOW);
      expect(shown(await xmlOf(file!.document!)), name).to.deep.equal([heading, ...more.map(({ text }) => text)]);
    }
  });

  it('is in British English, has its title in its properties, and real headings', async () => {
    const files = await filesOf({ title: 'Record of complaint 7', parts: [{ title: 'In short', lines: [{ label: 'About', text: 'Goods' }] }] });
    expect(files.get('word/styles.xml')).to.match(/<w:docDefaults>.*<w:lang w:val="en-GB"\/>/s);
    expect(files.get('docProps/core.xml')).to.include('<dc:title>Record of complaint 7</dc:title>');
    expect(files.get('word/document.xml')).to.match(/<w:pStyle w:val="Heading1"\/>.*Record of complaint 7.*<w:pStyle w:val="Heading2"\/>.*In short/s);
  });

  it('has tables whose first row is a header', async () => {
    const xml = await xmlOf({
      title: 'T',
      parts: [
        {
          lines: [],
          table: {
            head: ['About', 'Opened'],
            rows: [
              ['Goods', '1 May'],
              ['', ''],
            ],
          },
        },
      ],
    });
    expect(xml.match(/<w:tblHeader\/>/g)).to.have.length(1);
    expect(shown(xml)).to.deep.equal(['T', 'About', 'Opened', 'Goods', '1 May', '', '']);
  });

  it('stays a document whatever its words are', async () => {
    const long = 'ten letters'.repeat(1000);
    const document: Document = {
      title: HOSTILE,
      parts: [
        {
          title: HOSTILE,
          paragraphs: [HOSTILE],
          lines: [{ label: HOSTILE, text: HOSTILE }, { text: long }],
          table: { head: [HOSTILE], rows: [[HOSTILE]] },
        },
      ],
    };
    const files = await filesOf(document);
    for (const [name, xml] of files) if (/\.(?:xml|rels)$/.test(name)) expectWellFormed(xml);
    const said = shown(files.get('word/document.xml') ?? '');
    expect(said).to.have.length(7);
    expect(said[2]).to.include('</w:t><w:p><w:t>"&amp;').and.include('\u{1f600}').and.include(']]> {outcome}');
    expect(said).to.include(long);
  });

  it('stays a document for any words at all', async () => {
    const words = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(words, words, async (label, text) => {
        const files = await filesOf({ title: text, parts: [{ title: label, lines: [{ label, text }] }] });
        expectWellFormed(files.get('word/document.xml') ?? '');
        expectWellFormed(files.get('docProps/core.xml') ?? '');
      }),
      { numRuns: 40 },
    );
  });
});
