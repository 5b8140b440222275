import { machineChecks } from './doctor/machine-checks.ts';
import { targetChecks } from './doctor/target-checks.ts';
import type { Check } from './doctor/check.ts';

// `npm run doctor`: looks at everything that a run needs, says what is wrong and how to mend it. Changes nothing.

const checks: readonly Check[] = [...machineChecks, ...targetChecks];
const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
let failures = 0;
for (const { name, look } of checks) {
  const finding = await look();
  const verdict = finding.ok ? 'ok  ' : 'FAIL';
  console.log(`${name.padEnd(width)}${verdict}  ${finding.detail}`);
  if (finding.ok) continue;
  failures += 1;
  if (finding.mend !== '') console.log(`${''.padEnd(width + 6)}${finding.mend}`);
}
console.log(failures === 0 ? '\nEverything is in place.' : `\n${failures} of ${checks.length} need mending.`);
process.exitCode = failures === 0 ? 0 : 1;
