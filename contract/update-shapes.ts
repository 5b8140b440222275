import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { recordShapes, ROOT } from '../config/environment.ts';
import { goldenFolder, shapesFolder } from '../targets/current-target.ts';
import { runCommand } from '../scripts/run-command.ts';
import { loadBaseline } from './contract.ts';
import { GOLDEN_FILE, takeGolden } from './golden/recorded-answers.ts';
import { operationsOf } from './operations.ts';
import { Schemas } from './schema/schema-node.ts';
import { readShapeLines, SHAPES_FILE } from './shapes/recorded-shape.ts';
import { readObservedShapes } from './shapes/shape-files.ts';
import { shapeLines } from './shapes/shape-lines.ts';
import { answerName } from './shapes/shape-recorder.ts';

// `npm run shapes:update [-- <options of Playwright>]`: runs the tests of the API and takes the shapes of the answers that
// they get, and the answers to golden requests, as the recorded ones. Answers that this run did not get keep theirs; those of operations that are gone go.

const asked = process.argv.slice(2);
recordShapes();
const { exitCode } = await runCommand(path.join(ROOT, 'node_modules', '.bin', 'playwright'), [
  'test',
  ...(asked.length > 0 ? asked : ['--project=api', '--project=security']),
]);
if (exitCode !== 0) {
  console.error('The run failed: nothing is recorded. Mend what it names and run the command again.');
  process.exit(1);
}

const document = loadBaseline();
const schemas = new Schemas(document);
const observed = readObservedShapes(shapesFolder());
const before = readShapeLines();
const recorded = operationsOf(document).flatMap(({ id, responses }) =>
  [...responses].flatMap(([status, content]) => {
    const name = answerName(id, status);
    const shape = observed.get(name);
    const lines =
      shape === undefined ? before[name] : shapeLines(shape, schemas, content.get('application/json'));
    return lines === undefined ? [] : [[name, lines] as const];
  }),
);
writeFileSync(SHAPES_FILE, `${JSON.stringify(Object.fromEntries(recorded), null, 2)}\n`);
const golden = takeGolden(goldenFolder());
console.log(
  `${recorded.length} answers written to ${path.relative(ROOT, SHAPES_FILE)}, ${golden} golden ones to ${path.relative(ROOT, GOLDEN_FILE)}; see what changed with git diff`,
);
