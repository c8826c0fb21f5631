// How Web Chat looks on our page.

/** Web Chat's settings: the page's colours, with the site's own for what the visitor says. */
export function look(color) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#e8eceb' : '#1d2725';
  const accent = dark ? '#6fc7be' : '#0f5c57';
  const own = color || (dark ? '#1d5a55' : '#0f5c57');
  return {
    adaptiveCardsHostConfig: cardLook(ink),
    styleOptions: {
      accent,
      primaryFont: 'inherit',
      backgroundColor: 'transparent',
      bubbleBackground: dark ? '#1f2a28' : '#ffffff',
      bubbleBorderColor: dark ? '#33413e' : '#dde5e2',
      bubbleBorderRadius: 14,
      bubbleTextColor: ink,
      bubbleMaxWidth: 640,
      bubbleMinHeight: 0,
      bubbleImageHeight: 'auto',
      bubbleFromUserBackground: own,
      bubbleFromUserBorderColor: 'transparent',
      bubbleFromUserBorderRadius: 14,
      bubbleFromUserTextColor: inkOn(own),
      paddingRegular: 14,
      paddingWide: 14,
      hideUploadButton: true,
      markdownRenderHTML: false,
      maxMessageLength: 5000,
      sendBoxBackground: dark ? '#1f2a28' : '#ffffff',
      sendBoxTextColor: ink,
      sendBoxPlaceholderColor: dark ? '#9fb0ac' : '#5b6b67',
      sendBoxButtonColor: accent,
      sendBoxButtonColorOnFocus: accent,
      sendBoxButtonColorOnHover: accent,
      sendBoxHeight: 56,
      sendBoxTextWrap: true,
      sendBoxBorderTop: 0,
      subtle: dark ? '#9fb0ac' : '#5b6b67',
      notificationText: dark ? '#9fb0ac' : '#5b6b67',
      timestampColor: dark ? '#9fb0ac' : '#5b6b67',
      transitionDuration: '0s',
      // The outbox goes on sending; it is not to be told off after 20 s.
      sendTimeout: 290_000,
      // A long answer is read from its first line.
      autoScrollSnapOnPage: true,
      autoScrollSnapOnPageOffset: -24,
    },
    overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: 'Ask about service or the law' },
  };
}

function cardLook(ink) {
  const colour = { default: ink, subtle: ink };
  return {
    fontFamily: 'inherit',
    supportsInteractivity: true,
    spacing: { small: 8, default: 8, padding: 0 },
    containerStyles: { default: { backgroundColor: '#00000000', foregroundColors: { default: colour } } },
    actions: { maxActions: 8, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  };
}

/** Black or white, whichever reads better on `rgb(…)` or `#rrggbb`. */
function inkOn(color) {
  const parts = color.startsWith('#') ? color.match(/[^#]{2}/g).map((pair) => Number.parseInt(pair, 16)) : color.match(/[\d.]+/g).map(Number);
  const [r, g, b] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}
