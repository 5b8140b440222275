import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { readVariables, VARIABLE_NAMES, type VariableSource } from '../../../config/variables.ts';

const EXAMPLE = readFileSync(path.resolve(import.meta.dirname, '../../../.env.example'), 'utf8');

function read(file: Record<string, string>, rest: Partial<VariableSource> = {}) {
  return readVariables({
    fileName: '.env',
    file,
    process: {},
    isFile: () => true,
    isFolder: () => true,
    ...rest,
  });
}

/** What a refusal says; of variables that were taken, `taken`. */
function lineOf(result: ReturnType<typeof readVariables>): string {
  return result.ok ? 'taken' : result.line;
}

describe('.env.example', () => {
  it('names each variable of the schema, and no other', () => {
    expect(Object.keys(parse(EXAMPLE)).sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it('explains each variable with its default', () => {
    const blocks = EXAMPLE.split('\n\n').slice(1);
    const unexplained = blocks.filter((block) => !/^#.*\n/.test(block) || !/Default: /.test(block));

    expect(unexplained).toEqual([]);
  });

  it('is valid as it is', () => {
    expect(read(parse(EXAMPLE))).toEqual({ ok: true, variables: {} });
  });
});

describe('reading the variables', () => {
  it('takes what is set, in its own type', () => {
    expect(read({ BASE_URL: 'https://assay.example.com', WORKERS: '3', TRACE: 'off' })).toEqual({
      ok: true,
      variables: { BASE_URL: 'https://assay.example.com', WORKERS: 3, TRACE: 'off' },
    });
  });

  it('prefers the environment to the file, and takes an empty value for none', () => {
    const result = read({ WORKERS: '3', LOG_LEVEL: 'debug' }, { process: { WORKERS: '5', LOG_LEVEL: ' ' } });

    expect(result).toEqual({ ok: true, variables: { WORKERS: 5, LOG_LEVEL: 'debug' } });
  });

  it.each([
    [
      'BASE_URL',
      'assay.example.com',
      /^\.env: BASE_URL: "assay\.example\.com" is not an http or https address; give one/,
    ],
    ['OPERATOR_EMAIL', 'somebody', /^\.env: OPERATOR_EMAIL: "somebody" is not an e-mail address; give/],
    ['DATABASE_URL', 'mysql://x', /^\.env: DATABASE_URL: the value is not a PostgreSQL address; give/],
    [
      'SECURITY_PROFILE',
      'gentle',
      /^\.env: SECURITY_PROFILE: "gentle" is none of read-only, safe, full; give one of them, or remove it/,
    ],
    ['WORKERS', '0', /^\.env: WORKERS: "0" is not a whole number from 1 to 64; give/],
    ['WORKERS', '1.5', /^\.env: WORKERS: "1\.5" is not a whole number/],
    ['TRACE', 'yes', /^\.env: TRACE: "yes" is none of off, on, retain-on-failure; give/],
    ['LOG_LEVEL', 'loud', /^\.env: LOG_LEVEL: "loud" is none of trace, debug/],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      '127.0.0.1:4318',
      /"127\.0\.0\.1:4318" is not an http or https address; give that/,
    ],
    [
      'OTEL_EXPORTER_OTLP_HEADERS',
      'x=%',
      /^\.env: OTEL_EXPORTER_OTLP_HEADERS: the value is not a list such as/,
    ],
    [
      'NOTIFY_SLACK_URL',
      'hooks.slack.com/x',
      /^\.env: NOTIFY_SLACK_URL: the value is not an http or https address/,
    ],
    [
      'NOTIFY_TEAMS_URL',
      'ftp://teams/x',
      /^\.env: NOTIFY_TEAMS_URL: the value is not an http or https address/,
    ],
    ['NOTIFY_WHEN', 'never', /^\.env: NOTIFY_WHEN: "never" is none of change, always; give one of them/],
    ['REPORT_URL', 'report', /^\.env: REPORT_URL: "report" is not an http or https address/],
    [
      'TRACE_LINK_TEMPLATE',
      'https://jaeger.test/trace',
      /^\.env: TRACE_LINK_TEMPLATE: "https:\/\/jaeger\.test\/trace" is not an address with \{traceId\} in it .*; give one such/,
    ],
  ])('refuses %s=%s with one line', (name, value, line) => {
    expect(lineOf(read({ [name]: value }))).toMatch(line);
  });

  it('refuses a browser that is not there', () => {
    expect(lineOf(read({ BROWSER_EXECUTABLE: '/nowhere' }, { isFile: () => false }))).toMatch(
      /^\.env: BROWSER_EXECUTABLE: "\/nowhere" is not a file; give the path/,
    );
  });

  it('refuses a folder of mails that is not there', () => {
    expect(lineOf(read({ MAIL_FOLDER: 'mails' }, { isFolder: () => false }))).toMatch(
      /^\.env: MAIL_FOLDER: "mails" is not a folder; give the one/,
    );
  });

  it('never repeats a password', () => {
    const result = read({ OPERATOR_EMAIL: 'a@b.test', OPERATOR_PASSWORD: 'short' });

    expect(lineOf(result)).toContain('OPERATOR_PASSWORD');
    expect(lineOf(result)).not.toContain('short');
  });

  it('names the environment as the origin of a wrong value from there', () => {
    expect(lineOf(read({}, { process: { WORKERS: 'x' } }))).toMatch(/^environment: WORKERS: "x"/);
  });

  it('refuses half an operator account', () => {
    expect(read({ OPERATOR_EMAIL: 'a@b.test' })).toEqual({
      ok: false,
      line: '.env: OPERATOR_PASSWORD: is missing beside the other one; set both, or neither',
    });
  });

  it('refuses an unknown variable and suggests the near one', () => {
    expect(read({ DATABASE: 'postgres://x' })).toEqual({
      ok: false,
      line: '.env: DATABASE: is not a variable of the suite; did you mean DATABASE_URL?',
    });
  });
});
