/** XML as text. Everything that is not ours goes through `xml`: nothing in it can open or close an element. */

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** What XML 1.0 cannot hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function xml(text: string): string {
  return text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

/** An element. `inside` is XML already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, inside: readonly string[] = []): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(String(value))}"`);
  return inside.length > 0 ? `<${name}${said.join('')}>${inside.join('')}</${name}>` : `<${name}${said.join('')}/>`;
}
