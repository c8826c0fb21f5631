/** Pixels → a small PNG with a palette: a third of the size that resvg writes. Every chart is kept in the log of its conversation. */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits a pixel, with a palette. */
const INDEXED = [8, 3, 0, 0, 0];
const MOST_COLOURS = 256;

/**
 * A PNG of these pixels (RGBA, row by row). Colours that differ by less than a sixteenth become one.
 * @returns undefined where there are more than 256 of them
 */
export function indexedPng(pixels: Buffer, width: number, height: number): Buffer | undefined {
  const colours = coloursOf(pixels);
  if (colours.length > MOST_COLOURS) return undefined;
  const places = new Map(colours.map((colour, place) => [likeness(colour), place]));
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) rows[at + Math.floor(at / width) + 1] = places.get(likeness(pixels.readUInt32BE(at * 4))) ?? 0;
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([size, Buffer.from(INDEXED)])),
    chunk('PLTE', Buffer.from(colours.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 0xff, (colour >>> 8) & 0xff]))),
    chunk('tRNS', Buffer.from(colours.map((colour) => colour & 0xff))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The commonest of all colours that are alike. */
function coloursOf(pixels: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.readUInt32BE(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const rarestFirst = [...counts].sort(([, one], [, other]) => one - other);
  return [...new Map(rarestFirst.map(([colour]) => [likeness(colour), colour])).values()];
}

function likeness(colour: number): number {
  return colour & 0xf0f0f0f0;
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
