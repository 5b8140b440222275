import type { Notice } from './notice.ts';

const COLOURS: Record<Notice['verdict'], string> = {
  passed: 'Good',
  failed: 'Attention',
  interrupted: 'Warning',
};

/**
 * A notice as an Adaptive Card, in the envelope that a Teams workflow (“when a webhook request is received”) takes. Text is in
 * `RichTextBlock`, which knows no markdown.
 */
export function teamsMessage({ verdict, title, facts, broken, link }: Notice): unknown {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            rich(title, { weight: 'Bolder', size: 'Medium', color: COLOURS[verdict] }),
            { type: 'FactSet', facts: facts.map(([name, value]) => ({ title: name, value })) },
            ...broken.map((line) => rich(line)),
          ],
          ...(link === null
            ? {}
            : { actions: [{ type: 'Action.OpenUrl', title: 'Open the report', url: new URL(link).href }] }),
        },
      },
    ],
  };
}

function rich(text: string, style: Record<string, string> = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}
