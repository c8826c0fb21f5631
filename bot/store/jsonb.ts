/** PostgreSQL's text holds neither a NUL nor half of a surrogate pair, and people's devices send both: they are written out. */

/** A private-use character, which is written out too where a text has one. */
const MARK = '\uE000';
const ODD = /[\0\uE000\p{Surrogate}]/gu;
const WRITTEN = /\uE000([0-9a-f]{4})/g;
/** Whether JSON text may have an odd character: what JSON writes as `\u0000` or `\udxxx`, and the mark. */
const MAY_BE_ODD = /\\u0000|\\ud|\uE000/;

export function writeOut(text: string): string {
  return text.replace(ODD, (odd) => MARK + odd.charCodeAt(0).toString(16).padStart(4, '0'));
}

export function readBack(text: string): string {
  return text.replace(WRITTEN, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** JSON text that a JSONB column takes. */
export function toJsonb(item: unknown): string {
  const json = JSON.stringify(item);
  return MAY_BE_ODD.test(json) ? JSON.stringify(mapTexts(JSON.parse(json), writeOut)) : json;
}

/** The item in the JSON text of a JSONB column. */
export function fromJsonb(json: string): unknown {
  const item: unknown = JSON.parse(json);
  return json.includes(MARK) ? mapTexts(item, readBack) : item;
}

/** With `map` applied to every text in it, names of fields too. */
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [map(name), mapTexts(one, map)]));
}
