import path from 'node:path';
import type {
  FullConfig,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
  TestStep,
} from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { registerEnvironment, runSecrets } from '../../secrets/run-secrets.ts';
import { outputFolders } from '../artefacts/artefact-files.ts';
import { redactFile } from '../artefacts/redact-file.ts';
import { guardConsole } from './guarded-console.ts';

type Attachment = TestResult['attachments'][number];

/**
 * Takes secrets out of everything that reporters are told: titles, steps with their parameters, errors, output, attachments. All
 * reporters are told the same objects, so it must be listed first; then the others only ever see `[REDACTED:name]`.
 */
export default class RedactionReporter implements Reporter {
  #outputFolders: string[] = [];

  constructor() {
    registerEnvironment(environment);
    guardConsole(process.stdout);
    guardConsole(process.stderr);
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#outputFolders = outputFolders(config);
    runSecrets.gather();
    redactSuite(suite);
  }

  onStepBegin(_test: TestCase, _result: TestResult, step: TestStep): void {
    runSecrets.gather();
    redactStep(step);
  }

  onStepEnd(_test: TestCase, result: TestResult, step: TestStep): void {
    runSecrets.gather();
    redactStep(step);
    // Their files may still be written to; what is held in memory is complete, and passed on from here.
    for (const attachment of result.attachments) redactBody(attachment);
  }

  onStdOut(_chunk: string | Buffer, _test: TestCase | undefined, result: TestResult | undefined): void {
    redactLast(result?.stdout);
  }

  onStdErr(_chunk: string | Buffer, _test: TestCase | undefined, result: TestResult | undefined): void {
    redactLast(result?.stderr);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    runSecrets.gather();
    redactAnnotations(test.annotations);
    redactAnnotations(result.annotations);
    for (const error of result.errors) redactError(error);
    for (const step of result.steps) redactSteps(step);
    for (const output of [result.stdout, result.stderr])
      for (const [index, chunk] of output.entries()) output[index] = redactedChunk(chunk);
    for (const attachment of result.attachments) this.#redactAttachment(attachment);
  }

  onError(error: TestError): void {
    runSecrets.gather();
    redactError(error);
  }

  #redactAttachment(attachment: Attachment): void {
    redactBody(attachment);
    const { path: file } = attachment;
    if (file === undefined) return;
    // A file from elsewhere is somebody's source: the end of the run shows whether a copy of it holds a secret.
    if (this.#outputFolders.some((folder) => isBelow(folder, file))) redactFile(file, runSecrets.redactor);
  }
}

function redactSuite(suite: Suite): void {
  // A project's title is its name, by which it is looked up.
  if (suite.type === 'describe') suite.title = runSecrets.redact(suite.title);
  for (const test of suite.tests) {
    test.title = runSecrets.redact(test.title);
    redactAnnotations(test.annotations);
  }
  for (const child of suite.suites) redactSuite(child);
}

function redactSteps(step: TestStep): void {
  redactStep(step);
  for (const child of step.steps) redactSteps(child);
}

function redactStep(step: TestStep): void {
  step.title = runSecrets.redact(step.title);
  if (step.subtitle !== undefined) step.subtitle = runSecrets.redact(step.subtitle);
  if (step.params !== undefined) step.params = redactedParams(step.params);
  if (step.error !== undefined) redactError(step.error);
  redactAnnotations(step.annotations);
}

function redactedParams(params: Record<string, unknown>): Record<string, unknown> {
  const written = JSON.stringify(params);
  const redacted = runSecrets.redact(written);
  return redacted === written ? params : (JSON.parse(redacted) as Record<string, unknown>);
}

function redactAnnotations(annotations: { type: string; description?: string }[]): void {
  for (const annotation of annotations) {
    annotation.type = runSecrets.redact(annotation.type);
    if (annotation.description !== undefined)
      annotation.description = runSecrets.redact(annotation.description);
  }
}

function redactError(error: TestError): void {
  for (const part of ['message', 'stack', 'value', 'snippet'] as const) {
    const text = error[part];
    if (text !== undefined) error[part] = runSecrets.redact(text);
  }
  if (error.cause !== undefined) redactError(error.cause);
}

function redactBody(attachment: Attachment): void {
  attachment.name = runSecrets.redact(attachment.name);
  if (attachment.body !== undefined) attachment.body = runSecrets.redactor.bytes(attachment.body);
}

function redactLast(output: (string | Buffer)[] | undefined): void {
  const last = output?.pop();
  if (last === undefined) return;
  runSecrets.gather();
  output?.push(redactedChunk(last));
}

function redactedChunk(chunk: string | Buffer): string | Buffer {
  return typeof chunk === 'string' ? runSecrets.redact(chunk) : runSecrets.redactor.bytes(chunk);
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
