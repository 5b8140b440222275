import path from 'node:path';
import type { TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';
import { environment } from '../../config/environment.ts';
import { loadGates } from '../gates/gates-file.ts';
import { loadQuarantine } from '../gates/quarantine-file.ts';
import { quarantineOf } from '../gates/quarantine.ts';
import { categoryOf } from '../run/category.ts';
import { ownerOf } from '../run/owner.ts';
import { plainNameOf } from '../run/plain-name.ts';
import { sentenceOf } from './step-sentence.ts';

/** Content type by which Allure's reporter takes an attachment for something that it is told. */
const TOLD = 'application/vnd.allure.message+json';
/** Annotations that are shown as parameters; two runs of a test are the same test whatever they are. */
const PARAMETERS = new Set(['seed', 'trace id']);
const LINK = 'trace of the target';

/**
 * Allure's own reporter, told more of each test: its owner, the category of its failure, its seed, where its trace is seen; with steps
 * that read as sentences and all errors of a test, not only the first.
 */
export default class TouchstoneAllureReporter extends AllureReporter {
  readonly #quarantined = quarantined();
  readonly #steps = new WeakMap<TestStep, TestStep>();

  override onStepBegin(test: TestCase, result: TestResult, step: TestStep): void {
    super.onStepBegin(test, result, this.#readable(step));
  }

  override onStepEnd(test: TestCase, result: TestResult, step: TestStep): void {
    super.onStepEnd(test, result, this.#readable(step));
  }

  override async onTestEnd(test: TestCase, result: TestResult): Promise<void> {
    const [first] = result.errors;
    const messages = result.errors.map(({ message, value }) => message ?? value ?? '');
    const error = first === undefined ? {} : { error: { ...first, message: messages.join('\n\n') } };
    await super.onTestEnd(test, {
      ...result,
      ...error,
      attachments: [...result.attachments, this.#more(test, result)],
    });
  }

  /** The same step with a sentence for its title; Allure knows steps by identity, so each has one such. */
  #readable(step: TestStep): TestStep {
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const parent = step.parent === undefined ? undefined : this.#readable(step.parent);
    const readable = Object.create(step, {
      title: { value: sentenceOf(step), enumerable: true },
      parent: { value: parent, enumerable: true },
    }) as TestStep;
    this.#steps.set(step, readable);
    return readable;
  }

  #more(test: TestCase, result: TestResult): TestResult['attachments'][number] {
    const hasFailed = !['passed', 'skipped', 'interrupted'].includes(result.status);
    const owner = ownerOf(test);
    const isQuarantined = this.#quarantined.has(plainNameOf(test));
    const data = {
      labels: [
        ...(owner === null ? [] : [{ name: 'owner', value: owner }]),
        ...(hasFailed ? [{ name: 'category', value: categoryOf(result, isQuarantined) }] : []),
      ],
      parameters: result.annotations.flatMap(({ type, description = '' }) =>
        PARAMETERS.has(type) ? [{ name: type, value: description, excluded: true }] : [],
      ),
      links: result.annotations.flatMap(({ type, description: url }) =>
        type === LINK && url !== undefined ? [{ name: type, url, type: 'link' }] : [],
      ),
    };
    return { name: 'told', contentType: TOLD, body: Buffer.from(JSON.stringify({ type: 'metadata', data })) };
  }
}

/** Names of the tests whose failure is not the run's. A file that is wrong is the gates' to refuse. */
function quarantined(): ReadonlySet<string> {
  try {
    const { quarantine } = loadGates(environment.gatesFile);
    if (quarantine === undefined) return new Set();
    const entries = loadQuarantine(path.resolve(path.dirname(environment.gatesFile), quarantine.file));
    return quarantineOf(entries, [], { longestMs: quarantine.longest, now: new Date() }).excused;
  } catch {
    return new Set();
  }
}
