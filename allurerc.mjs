import { defineConfig } from 'allure';

/**
 * The Allure report of a run. Failures fall into the first category that fits, so the order is from the particular to
 * the general; they are set here because the report ignores those that the test reporter writes.
 */
export default defineConfig({
  name: 'Touchstone',
  output: './allure-report',
  historyPath: './reports/allure-history.jsonl',
  historyLimit: 50,
  variables: {
    'Traces and steps': 'playwright-report/index.html, opened by "npx playwright show-report"',
  },
  categories: {
    rules: [
      {
        name: 'The target has gone',
        matchers: { message: /ECONNREFUSED|ECONNRESET|ERR_CONNECTION_REFUSED|has gone/ },
      },
      { name: 'A passive oracle objects', matchers: { message: /The passive oracles object/ } },
      { name: 'The contract is broken', matchers: { message: /ContractViolation|ValidationError/ } },
      {
        name: 'Refused, or not refused, as it should be',
        matchers: { message: /expected to (?:be refused|succeed) with/ },
      },
      { name: 'Out of time', matchers: { message: /[Tt]imeout of \d+ms exceeded|Timed out/ } },
      { name: 'Preparation or clean-up failed', matchers: { message: /ProvisioningError|Fixture ".*" / } },
      { name: 'An assertion does not hold', matchers: { statuses: ['failed'] } },
      { name: 'The test itself is broken', matchers: { statuses: ['broken'] } },
    ],
  },
  plugins: {
    awesome: {
      options: {
        reportName: 'Touchstone',
        reportLanguage: 'en',
        groupBy: ['parentSuite', 'suite', 'subSuite'],
      },
    },
  },
});
