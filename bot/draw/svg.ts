/** DOT → SVG that a screen reader can read and that is the same on every run. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { escaped } from './dot.ts';

export type Said = { readonly title: string; readonly desc: string };

const FAMILY = 'Verdana, DejaVu Sans, Helvetica, Arial, sans-serif';

/** @returns draws one picture; loads Graphviz once */
export async function drawer(): Promise<(dot: string, said: Said) => string> {
  const graphviz = await Graphviz.load();
  return (dot, said) => accessible(graphviz.dot(dot), said);
}

/** Graphviz names its version and its node ids: what is said takes their place. */
function accessible(svg: string, { title, desc }: Said): string {
  const bare = svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replaceAll(/<title>[\s\S]*?<\/title>\n?/g, '')
    .replaceAll(/font-family="[^"]*"/g, `font-family="${FAMILY}"`);
  return bare.replace(
    /<svg([^>]*)>/,
    (_, given: string) =>
      `<svg${given} role="img" aria-labelledby="title desc">\n<title id="title">${escaped(title)}</title>\n<desc id="desc">${escaped(desc)}</desc>`,
  );
}
