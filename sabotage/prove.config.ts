import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { environment, ROOT } from '../config/environment.ts';
import suite from '../playwright.config.ts';
import { readPlan } from './prove/plan.ts';

const { proofPlan, run } = environment;
if (proofPlan === null) throw new Error('this configuration is for "npm run prove"');
const { attempts, renewsWorlds, controlUrl } = readPlan(proofPlan);
// Behind the proxy the platform is there already, and outlives the run.
const { webServer, ...behindProxy } = suite;

/** The suite as it is, but for reporters, traces and pictures, and with tests whose failure is no surprise. */
export default defineConfig<{ failures: string }>({
  ...(controlUrl === null && webServer !== undefined ? { ...behindProxy, webServer } : behindProxy),
  outputDir: `${proofPlan}.results`,
  preserveOutput: 'never',
  forbidOnly: true,
  // Under a defect many a test waits for what never comes: its patience is the price of each trial.
  ...(attempts === null ? {} : { timeout: 30_000, expect: { timeout: 4_000 } }),
  reporter: [
    [path.join(ROOT, 'reporting/redaction/redaction-reporter.ts')],
    ['./prove/outcome-reporter.ts', { planFile: proofPlan, runId: run.id }],
  ],
  use: {
    ...suite.use,
    screenshot: 'off',
    trace: 'off',
    ...(controlUrl === null ? {} : { failures: renewsWorlds ? 'end the worker' : 'keep the worker' }),
  },
});
