import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestError, TestResult } from '@playwright/test/reporter';

/** Annotations that are told with a failure: what it is replayed by, and where the target has seen it. */
const NOTED = new Set(['seed', 'trace id', 'trace of the target']);

/** A test's name for people: `[api] datasets.spec.ts:12:3 › datasets › an analyst …`. */
export function nameOf(test: TestCase): string {
  const [, project = '', , ...titles] = test.titlePath();
  const { file, line, column } = test.location;
  return `[${project}] ${path.relative(process.cwd(), file)}:${line}:${column} › ${titles.join(' › ')}`;
}

/** One failed attempt as text for the terminal, without colours: what was wrong, where, and what to look at. */
export function failureText(test: TestCase, result: TestResult, index: number): string {
  const attempt = result.retry > 0 ? ` (retry ${result.retry})` : '';
  const notes = result.annotations.flatMap(({ type, description }) =>
    NOTED.has(type) ? [`${type} ${description ?? ''}`] : [],
  );
  const traces = result.attachments.flatMap(({ name, path: file }) =>
    name === 'trace' && file !== undefined
      ? [`npx playwright show-trace ${path.relative(process.cwd(), file)}`]
      : [],
  );
  return [
    `${index}) ${nameOf(test)}${attempt}`,
    ...result.errors.map((error) => indented(errorText(error), 5)),
    ...[...(notes.length > 0 ? [notes.join(', ')] : []), ...traces].map((line) => indented(line, 5)),
  ].join('\n\n');
}

/** An error as text: its message, the code around it, and where it is; of a refusal just its line. */
export function errorText(error: TestError): string {
  const message = stripVTControlCharacters(error.message ?? error.value ?? 'unknown error').trim();
  const refusal = /^(?:Refusal: )?(.*)$/s.exec(message)?.[1] ?? message;
  const stack = stripVTControlCharacters(error.stack ?? '');
  if (!stack.includes('\n    at ')) return refusal;
  const where =
    error.location === undefined
      ? []
      : [
          `at ${path.relative(process.cwd(), error.location.file)}:${error.location.line}:${error.location.column}`,
        ];
  const snippet = error.snippet === undefined ? [] : [stripVTControlCharacters(error.snippet)];
  return [message, ...snippet, ...where].join('\n\n');
}

function indented(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(width) + line))
    .join('\n');
}
