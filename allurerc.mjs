// The Allure report of a run. Categories are set here because the report ignores those that the test reporter writes. A plain
// object, without Allure's defineConfig: to import Allure is to start it.
export default {
  name: 'Touchstone',
  output: './allure-report',
  historyPath: './reports/allure-history.jsonl',
  historyLimit: 50,
  variables: {
    'Traces and screenshots': 'npx playwright show-report',
  },
  // The same for all tests. Others that nobody needs to see have to stay: groups and categories are made of them.
  hideLabels: ['language', 'framework', 'package', 'titlePath', 'host', /^_/],
  // Told by reporting/run/category.ts, which has seen more of a failure than its message.
  categories: {
    rules: [
      'Quarantined',
      'Target unreachable',
      'Leak',
      'Budget exceeded',
      'Test defect',
      'Out of time',
      'Product defect',
    ].map((name) => ({ name, matchers: { labels: { category: new RegExp(`^${name}$`) } }, expand: true })),
  },
  plugins: {
    awesome: {
      options: {
        reportName: 'Touchstone',
        reportLanguage: 'en',
        groupBy: ['parentSuite', 'suite', 'subSuite'],
        // Those that a run of this suite fills, and those that need a history.
        charts: [
          { type: 'currentStatus', title: 'This run' },
          { type: 'statusDynamics', title: 'Run by run' },
          { type: 'statusTransitions', title: 'What has changed from run to run' },
          { type: 'durations', title: 'How long tests take' },
          { type: 'durationDynamics', title: 'How long runs take' },
        ],
      },
    },
  },
};
