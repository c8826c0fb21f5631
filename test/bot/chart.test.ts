import { expect } from 'chai';
import { toPng, toSvg } from '../../bot/chart.ts';
import { toActivity } from '../../bot/said.ts';
import type { Picture, Reply } from '../../dialogs/turn.ts';

const LEGEND: Picture['legend'] = [
  { kind: 'good', label: 'Learned' },
  { kind: 'bad', label: 'Sure, but wrong' },
];
const bar = (label: string, good: number, bad: number): Picture['bars'][number] => ({
  label,
  parts: [
    { kind: 'good', count: good },
    { kind: 'bad', count: bad },
  ],
});
const picture = (...bars: Picture['bars']): Picture => ({ title: 'How you are doing', alt: 'Refunds: 3 learned', bars, legend: LEGEND });
const thirteen = picture(...Array.from({ length: 13 }, (_, at) => bar('Cancelling, cards and selling: the law next to it', at, 13 - at)));

describe('a chart', () => {
  it('becomes a PNG that is wide enough to be sharp, within what Teams shows, and small', () => {
    for (const one of [picture(bar('Refunds', 3, 1)), picture(bar('Refunds', 0, 0)), picture(), thirteen]) {
      const png = toPng(one) as Buffer;
      expect(png.subarray(0, 8).toString('latin1')).to.equal('\x89PNG\r\n\x1a\n');
      expect(png.readUInt32BE(16), 'width').to.be.within(400, 640);
      expect(png.readUInt32BE(20), 'height').to.be.at.most(1024);
      expect(png.length).to.be.below(40_000);
    }
  });

  it('is the same each time', () => {
    expect(toPng(thirteen)).to.deep.equal(toPng(thirteen));
  });

  it('names every part that is counted, and none that is not', () => {
    const svg = toSvg(picture(bar('Refunds', 12, 0)));
    expect(svg).to.match(/>12<\/text>/);
    expect(svg).not.to.match(/>0<\/text>/);
  });

  it('gives each part the room for its number, and fills the bar', () => {
    const widths = [...toSvg(picture(bar('Refunds', 1, 500))).matchAll(/width="([\d.]+)" height="22" fill="(?:#0b5d9e|url\(#hatch\))"/g)].map(
      ([, width]) => Number(width),
    );
    expect(widths[0]).to.be.at.least(18);
    expect(widths.reduce((sum, width) => sum + width, 0)).to.be.closeTo(292, 0.01);
  });

  it('cannot be broken by a label', () => {
    const hostile = '</text><script>alert(1)</script>&\u0000\ud800\u202e"\']]><!--';
    const svg = toSvg({ ...picture(bar(hostile, 1, 1)), title: hostile, alt: hostile });
    expect(svg).not.to.match(/<script|<!--|&(?!\w+;|#\d+;)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: just these must not be there.
    expect(svg).not.to.match(/[\u0000-\u0009\u000b-\u001f]|[\ud800-\udfff]/u);
    expect(toPng({ ...picture(bar(hostile, 1, 1)), title: hostile })).not.to.equal(undefined);
  });

  it('cuts a label that is too long for two lines', () => {
    const lines = [...toSvg(picture(bar('word '.repeat(60), 1, 1))).matchAll(/>(wor[word ]*…?)</g)];
    expect(lines.length).to.equal(2);
    expect(lines[1]?.[1]).to.match(/…$/);
    expect([...toSvg(picture(bar('w'.repeat(300), 1, 1))).matchAll(/>w+…</g)].length).to.equal(1);
  });
});

describe('a reply with a chart', () => {
  const reply: Reply = { point: 'Here it is.', more: [], cites: [], choices: [], picture: picture(bar('Refunds', 3, 1)) };

  it('carries it as an image in itself, with its words for who does not see it, in every channel', async () => {
    for (const channel of ['directline', 'msteams']) {
      const [image] = (await toActivity(reply, channel)).attachments as { contentType: string; contentUrl: string; name: string }[];
      expect(image?.contentType).to.equal('image/png');
      expect(image?.name).to.equal('Refunds: 3 learned');
      expect(Buffer.from(image?.contentUrl.replace('data:image/png;base64,', '') ?? '', 'base64')).to.deep.equal(
        toPng(picture(bar('Refunds', 3, 1))),
      );
    }
  });
});
