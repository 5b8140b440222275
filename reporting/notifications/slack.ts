import type { Notice } from './notice.ts';

const SIGNS: Record<Notice['verdict'], string> = { passed: '✅', failed: '❌', interrupted: '⚠️' };
/** Of a header block; longer ones are refused. */
const LONGEST_HEADER = 150;

/**
 * A notice as Slack's Block Kit. Everything is `plain_text`, in which nothing means anything, but for the link: names of tests can
 * hold whatever they like.
 */
export function slackMessage({ verdict, title, facts, broken, link }: Notice): unknown {
  const header = `${SIGNS[verdict]} ${title}`.slice(0, LONGEST_HEADER);
  return {
    // What is shown where blocks are not, for example on a locked phone.
    text: header,
    blocks: [
      { type: 'header', text: plain(header) },
      { type: 'section', fields: facts.map(([name, value]) => plain(`${name}\n${value}`)) },
      ...(broken.length === 0 ? [] : [{ type: 'section', text: plain(broken.join('\n')) }]),
      ...(link === null
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `<${escaped(new URL(link).href)}|Open the report>` },
            },
          ]),
    ],
  };
}

function plain(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

/** The characters that end or part a link. */
function escaped(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll('|', '%7C');
}
