import type { SourceMutant } from './mutant.ts';

/** Defects that only show under load: what is slow, what is lost among many, and who pays for whom. */
export const loadMutants: readonly SourceMutant[] = [
  {
    id: 'everybody-under-one-limit',
    defect: 'All tenants draw on one limit: who floods the platform has the others refused.',
    file: 'src/http/judgement.ts',
    find: 'app.services.tenantLimiter.take(principal.tenantId, app.services.limits.perPlan[principal.plan])',
    put: "app.services.tenantLimiter.take('everybody', app.services.limits.perPlan.trial)",
    seenBy: ['tests/load/noisy-neighbour.spec.ts'],
  },
  {
    id: 'refusals-that-cost',
    defect:
      'To refuse a request over the limit takes as much as to answer it: a flood slows all others down.',
    file: 'src/http/judgement.ts',
    find: '  if (!allowance.allowed) throw',
    put: '  for (const from = performance.now(); !allowance.allowed && performance.now() < from + 5; );\n  if (!allowance.allowed) throw',
    seenBy: ['tests/load/noisy-neighbour.spec.ts'],
  },
  {
    id: 'lists-remembered-for-a-moment',
    defect: 'A list of datasets is remembered for five milliseconds, for whichever tenant asks next.',
    file: 'src/control/datasets/read-operations.ts',
    find: '      const page = await ctx.tenantTransaction((trx) => listDatasets(trx, tenantId, query));\n',
    put: `      const kept = globalThis as { list?: { at: number; page: Awaited<ReturnType<typeof listDatasets>> } };
      if (kept.list === undefined || performance.now() - kept.list.at > 5)
        kept.list = {
          page: await ctx.tenantTransaction((trx) => listDatasets(trx, tenantId, query)),
          at: performance.now(),
        };
      const { page } = kept.list;
`,
    seenBy: ['tests/load/noisy-neighbour.spec.ts'],
  },
  {
    id: 'retry-after-the-whole-window',
    defect: 'Who is over the limit is told to come back in a minute, however soon the window ends.',
    file: 'src/http/judgement.ts',
    find: 'problem.rateLimited((allowance.resetsAt.getTime() - Date.now()) / 1000)',
    put: 'problem.rateLimited(60)',
    seenBy: ['tests/load/rate-limit.spec.ts'],
  },
  {
    id: 'one-request-more-than-the-limit',
    defect: 'A tenant gets one request more than its plan allows.',
    file: 'src/http/rate-limit.ts',
    find: 'const allowed = window.used < limit;',
    put: 'const allowed = window.used <= limit;',
    seenBy: ['tests/load/rate-limit.spec.ts', 'tests/api/rate-limit.spec.ts'],
  },
  {
    id: 'fan-out-forgets-a-reader',
    defect: 'One in ten messages of a stream does not reach the reader who came first.',
    file: 'src/control/live/hub.ts',
    find: 'for (const listener of listeners) listener(frame, position);',
    put: 'const left = position !== null && position % 200 === 0 ? 1 : 0;\n    for (const listener of [...listeners].slice(left)) listener(frame, position);',
    seenBy: ['tests/load/stream-fan-out.spec.ts'],
  },
  {
    id: 'fan-out-late',
    defect: 'Points reach the readers of their stream a quarter of a second after they were stored.',
    file: 'src/control/live/hub.ts',
    find: 'for (const listener of listeners) listener(frame, position);',
    put: 'setTimeout(() => {\n      for (const listener of listeners) listener(frame, position);\n    }, 250);',
    seenBy: ['tests/load/stream-fan-out.spec.ts'],
  },
  {
    id: 'pages-read-from-the-beginning',
    defect: 'A page of rows takes the longer the further back it is.',
    file: 'src/control/datasets/read-operations.ts',
    find: '        const dataset = await openDataset(folder);\n        return ok({ items: await readRows(dataset, offset, limit)',
    put: '        const dataset = await openDataset(folder);\n        await new Promise((done) => setTimeout(done, offset / 100));\n        return ok({ items: await readRows(dataset, offset, limit)',
    seenBy: ['tests/load/deep-pages.spec.ts'],
  },
  {
    id: 'usage-counted-anew',
    defect: 'What a tenant has is counted row by row, which takes two seconds.',
    file: 'src/control/tenants/register.ts',
    find: '      const { limit, used, resetsAt } = tenantLimiter.peek(',
    put: '      await new Promise((done) => setTimeout(done, 2_100));\n      const { limit, used, resetsAt } = tenantLimiter.peek(',
    seenBy: ['tests/load/dashboard.spec.ts'],
  },
  {
    id: 'predictions-by-the-square',
    defect: 'Scoring rows sent along takes four times as long for twice as many.',
    file: 'src/compute/scoring/predict.ts',
    find: '  const { featureColumns, threshold } = scorer.model;\n  return { threshold',
    put: '  const { featureColumns, threshold } = scorer.model;\n  for (let row = 0; row < task.values.length / task.width; row += 1) Array.from(task.values).reverse();\n  return { threshold',
    seenBy: ['tests/load/predict-sizes.spec.ts'],
  },
  {
    id: 'queue-four-jobs-a-second',
    defect: 'The queue hands out four jobs a second and no more: under load they wait ever longer.',
    file: 'src/compute/jobs/runner.ts',
    find: '      const job = await queue.claim();\n',
    put: '      await new Promise((done) => setTimeout(done, 250));\n      const job = await queue.claim();\n',
    seenBy: ['tests/load/background-work.spec.ts'],
  },
  {
    id: 'readiness-with-a-pause',
    defect: 'Whether the platform is ready takes it a third of a second.',
    file: 'src/control/system/register.ts',
    find: '      const checks = await checkAll(services, ctx.trace);\n',
    put: '      await new Promise((done) => setTimeout(done, 320));\n      const checks = await checkAll(services, ctx.trace);\n',
    seenBy: ['tests/load/health-checks.spec.ts'],
  },
  {
    id: 'connections-looked-at-one-by-one',
    defect:
      'Every open connection is looked at ten times a second: who only keeps many open slows all others down.',
    file: 'src/http/application.ts',
    find: '  endSlowBodies(fastify, refuseSocket, services.requestGraceMs);\n',
    put: `  endSlowBodies(fastify, refuseSocket, services.requestGraceMs);
  fastify.server.on('connection', (socket) => {
    const look = setInterval(() => {
      for (const from = performance.now(); performance.now() < from + 1; );
    }, 100);
    socket.once('close', () => clearInterval(look));
  });
`,
    seenBy: ['tests/load/crowd.spec.ts'],
  },
  {
    id: 'uploads-one-after-the-other',
    defect: 'Uploads of a tenant wait for each other, each for almost half a second.',
    file: 'src/control/tenants/usage.ts',
    find: "  await lockTenant(trx, tenantId, 'exclusive');\n",
    put: "  await lockTenant(trx, tenantId, 'exclusive');\n  await new Promise((done) => setTimeout(done, 400));\n",
    seenBy: ['tests/load/upload-sizes.spec.ts'],
  },
];
