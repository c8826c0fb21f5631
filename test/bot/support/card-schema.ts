/**
 * What a card of ours may hold, written from the published schema of Adaptive Cards 1.2: its elements, properties and values, and nothing else.
 * Colours, sizes in pixels and pictures are left out, as no card of ours has any.
 */
const SPACING = { enum: ['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding'] };
const only = (type: string, required: readonly string[], properties: object) => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...required],
  additionalProperties: false,
});
const element = { spacing: SPACING, separator: { type: 'boolean' }, id: { type: 'string' }, isVisible: { type: 'boolean' } };
const words = { type: 'string', minLength: 1 };

export const CARD_SCHEMA = {
  ...only('AdaptiveCard', ['version', 'body', 'fallbackText'], {
    $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
    version: { const: '1.2' },
    fallbackText: words,
    body: { type: 'array', minItems: 1, items: { $ref: '#/$defs/element' } },
  }),
  $defs: {
    element: {
      oneOf: [
        only('RichTextBlock', ['inlines'], { ...element, inlines: { type: 'array', minItems: 1, items: { $ref: '#/$defs/run' } } }),
        only('ActionSet', ['actions'], { ...element, actions: { type: 'array', minItems: 1, items: { $ref: '#/$defs/action' } } }),
        only('Input.ChoiceSet', ['id', 'choices'], {
          ...element,
          style: { enum: ['compact', 'expanded'] },
          choices: {
            type: 'array',
            items: { type: 'object', properties: { title: words, value: words }, required: ['title', 'value'], additionalProperties: false },
          },
        }),
      ],
    },
    run: only('TextRun', ['text'], {
      text: words,
      isSubtle: { type: 'boolean' },
      size: { enum: ['Default', 'Small', 'Medium', 'Large', 'ExtraLarge'] },
      weight: { enum: ['Default', 'Lighter', 'Bolder'] },
    }),
    action: {
      oneOf: [
        only('Action.Submit', ['title', 'data'], { title: words, data: { type: 'object' } }),
        only('Action.OpenUrl', ['title', 'url'], { title: words, url: { type: 'string', pattern: '^https://' } }),
      ],
    },
  },
};
