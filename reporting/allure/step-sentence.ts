import type { TestStep } from '@playwright/test/reporter';

/** As much of a step as its sentence is made of. */
export type Described = Pick<TestStep, 'title' | 'category' | 'subtitle' | 'params'>;

const LONGEST_VALUE = 80;
/** What stands between a matcher and the value that it takes. */
const JOINED: Record<string, string> = { succeed: 'with', 'be refused': 'with' };
/** What Playwright calls a locator, as people call what it finds. */
const FOUND_BY: Record<string, string> = {
  getByLabel: 'field',
  getByText: 'text',
  getByPlaceholder: 'field',
  getByTestId: 'element',
  getByAltText: 'image',
  getByTitle: 'element with the title',
};
const PREPOSITIONS: Record<string, string> = { Navigate: 'to ', 'Wait for navigation': 'to ' };

/** A step as a sentence: `Click the link “Detectors”`, `Expect it to succeed with 200`. A test's own steps are as they are. */
export function sentenceOf({ title, category, subtitle, params }: Described): string {
  if (category === 'expect') return expectation(title, subtitle, params?.['expected']);
  if (category === 'fixture') return title.replace(/^Fixture "(.*)"$/, 'Fixture: $1');
  if (category !== 'pw:api' || subtitle === undefined) return title;
  const object = located(subtitle);
  const value: unknown = params?.['value'] ?? params?.['text'];
  const typed = typeof value === 'string' ? ` with “${shortened(value)}”` : '';
  return `${title} ${PREPOSITIONS[title] ?? ''}${object}${typed}`;
}

function expectation(title: string, subtitle: string | undefined, expected: unknown): string {
  const matcher = /^Expect "(?<poll>poll )?(?:soft )?(?<not>not )?(?<name>to\w+).*"$/.exec(title)?.groups;
  if (matcher === undefined) return title;
  const words = (matcher['name'] ?? '')
    .replace(/^to/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
  const subject = subtitle === undefined ? 'it' : located(subtitle);
  const value = valueText(expected);
  return [
    'Expect',
    subject,
    ...(matcher['not'] === undefined ? [] : ['not']),
    `to ${words}`,
    ...(value === '' ? [] : [...(JOINED[words] === undefined ? [] : [JOINED[words]]), value]),
    ...(matcher['poll'] === undefined ? [] : ['in the end']),
  ].join(' ');
}

/** Without what is only an option of the matcher. */
function valueText(expected: unknown): string {
  if (expected === undefined || expected === null) return '';
  if (typeof expected === 'string') return `“${shortened(expected)}”`;
  if (typeof expected === 'object' && 'timeout' in expected) return '';
  return shortened(JSON.stringify(expected));
}

/** A locator in words, from the inside out; a place or anything unknown as it is. */
function located(subtitle: string): string {
  const calls = [...subtitle.matchAll(/(?<by>\w+)\((?<of>(?:'(?:[^'\\]|\\.)*'|[^()'])*)\)/g)];
  const isWhole = calls.map(([text]) => text).join('.') === subtitle;
  if (calls.length === 0 || !isWhole) return subtitle;
  const parts = calls.map(({ groups }) => part(groups?.['by'] ?? '', groups?.['of'] ?? ''));
  return parts.every((text) => text !== null) ? parts.reverse().join(' in ') : subtitle;
}

function part(by: string, of: string): string | null {
  const [, first = ''] = /^'((?:[^'\\]|\\.)*)'/.exec(of) ?? [];
  const [, name] = /name: '((?:[^'\\]|\\.)*)'/.exec(of) ?? [];
  if (by === 'getByRole' && first !== '')
    return `the ${first}${name === undefined ? '' : ` “${unescaped(name)}”`}`;
  const noun = FOUND_BY[by];
  return noun === undefined || first === '' ? null : `the ${noun} “${unescaped(first)}”`;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}
