import { describe, expect, it } from 'vitest';
import { type Described, sentenceOf } from '../../../reporting/allure/step-sentence.ts';

const api = (title: string, subtitle: string, params = {}): Described => ({
  title,
  category: 'pw:api',
  subtitle,
  params,
});
const expectation = (matcher: string, subtitle: string | undefined, expected: unknown): Described => ({
  title: `Expect "${matcher}"`,
  category: 'expect',
  ...(subtitle === undefined ? {} : { subtitle }),
  params: { expected },
});

describe('the sentence of a step', () => {
  it.each([
    [api('Navigate', '/datasets'), 'Navigate to /datasets'],
    [api('Click', "getByRole('link', { name: 'Detectors' })"), 'Click the link “Detectors”'],
    [api('Click', "getByRole('button', { name: 'Owner\\'s', exact: true })"), "Click the button “Owner's”"],
    [api('Fill', "getByLabel('E-mail')", { value: 'a@b.test' }), 'Fill the field “E-mail” with “a@b.test”'],
    [
      api(
        'Click',
        "getByRole('table', { name: 'Members' }).getByRole('row', { name: 'Ann' }).getByText('Remove')",
      ),
      'Click the text “Remove” in the row “Ann” in the table “Members”',
    ],
    [api('Click', "locator('main > p').first()"), "Click locator('main > p').first()"],
    [
      expectation('toBeVisible', "getByRole('heading', { name: 'Datasets' })", { timeout: 1000 }),
      'Expect the heading “Datasets” to be visible',
    ],
    [
      expectation('not toHaveText', "getByRole('alert')", 'Saved'),
      'Expect the alert not to have text “Saved”',
    ],
    [expectation('toSucceed', undefined, 200), 'Expect it to succeed with 200'],
    [expectation('toBeRefused', undefined, 403), 'Expect it to be refused with 403'],
    [expectation('poll toBe', undefined, 3), 'Expect it to be 3 in the end'],
    [
      expectation('toEqual', undefined, { a: 'x'.repeat(200) }),
      `Expect it to equal {"a":"${'x'.repeat(74)}…`,
    ],
    [{ title: 'the import has ended', category: 'expect', params: { expected: 1 } }, 'the import has ended'],
    [{ title: 'Fixture "fresh tenant"', category: 'fixture' }, 'Fixture: fresh tenant'],
    [{ title: 'signs in with a code', category: 'test.step', subtitle: 'x' }, 'signs in with a code'],
  ] satisfies [Described, string][])('of %j is “%s”', (step, sentence) => {
    expect(sentenceOf(step)).toBe(sentence);
  });
});
