/** The text with one typing error: two letters swapped in the middle of its longest word. */
export function withSlip(text: string): string {
  const longest = [...text.matchAll(/[a-z]{5,}/gi)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!longest) return text;
  const at = longest.index + Math.floor(longest[0].length / 2);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
