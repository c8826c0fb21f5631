/** Sentences with {places} → sentences. Pure. */

/**
 * The text with its places filled, or undefined where a place has no value: a sentence is said whole or not at all.
 * Braces in a value stay as they are.
 */
export function fill(text: string, values: { readonly [place: string]: string | undefined }): string | undefined {
  const places = [...text.matchAll(/\{([a-z-]+)\}/g)].map(([, place = '']) => place);
  if (places.some((place) => values[place] === undefined)) return undefined;
  return text.replace(/\{([a-z-]+)\}/g, (_, place: string) => values[place] ?? '');
}
