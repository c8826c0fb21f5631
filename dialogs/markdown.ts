/** Text made safe for Markdown. Pure. */

/** Text that Web Chat's and Teams' Markdown show as it stands. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<>~|&@#]/g, '\\$&')
      // What begins a heading, a list, a quotation or a rule does so at the start of a line only.
      .replace(/^(\s*)([-+=]|\d+(?=[.)]))/gm, (_, space, mark) => (/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`))
      // Bare addresses are made into links unless their marks are escaped.
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/\bwww(?=\.)/gi, '$&\\')
      .replace(/\b(mailto|xmpp)(?=:)/gi, '$&\\')
      // Four spaces at the start of a line would make it code.
      .replace(/^[ \t]+/gm, '')
  );
}
