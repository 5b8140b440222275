import type { SourceMutant } from './mutant.ts';

const told = ['tests/api/notifications.spec.ts'];
const live = ['tests/api/notifications-live.spec.ts'];
const rules = ['tests/api/alert-rules.spec.ts'];
const figures = ['tests/api/monitoring.spec.ts'];

/** Defects of notifications, of the figures of monitoring and of alert rules. */
export const notificationsMutants: readonly SourceMutant[] = [
  {
    id: 'job-end-told-to-everybody',
    defect: 'The end of a job is told to all members, not to the one who started it.',
    file: 'migrations/0011_notifications.sql',
    find: `and person.id = (new.created_by ->> 'id')::uuid
`,
    put: '\n',
    seenBy: told,
  },
  {
    id: 'cancelled-job-not-told',
    defect: 'Nobody is told that a job was cancelled.',
    file: 'migrations/0011_notifications.sql',
    find: `new.status in ('completed', 'failed', 'cancelled'))`,
    put: `new.status in ('completed', 'failed'))`,
    seenBy: told,
  },
  {
    id: 'grave-events-told-to-viewers',
    defect: 'Grave events are told to viewers, who cannot deal with them.',
    file: 'migrations/0011_notifications.sql',
    find: `('owner', 'admin', 'analyst', 'verifier');`,
    put: `('owner', 'admin', 'analyst', 'viewer', 'verifier');`,
    seenBy: told,
  },
  {
    id: 'colleague-reads-notifications',
    defect: 'A member can read and mark the notifications of a colleague.',
    file: 'src/control/notifications/queries.ts',
    find: `return notificationsOf(trx, reader).selectAll().where('id', '=', id)`,
    put: `return trx.selectFrom('notifications').where('tenant_id', '=', reader.tenantId).selectAll().where('id', '=', id)`,
    seenBy: told,
  },
  {
    id: 'second-reading-moves-the-time',
    defect: 'Reading a notification again changes when it was read.',
    file: 'src/control/notifications/reading.ts',
    find: `    .where('id', '=', id)
    .where('read_at', 'is', null)`,
    put: `    .where('id', '=', id)`,
    seenBy: told,
  },
  {
    id: 'revoker-told-of-the-own-act',
    defect: 'Whoever revokes an API key is told so as well.',
    file: 'src/control/notifications/notify.ts',
    find: `if (except !== undefined)`,
    put: `if (except === 'nobody')`,
    seenBy: told,
  },
  {
    id: 'reading-not-announced',
    defect: 'Other pages keep their count when all is marked as read.',
    file: 'src/control/notifications/reading.ts',
    find: `if (numUpdatedRows > 0n) await announceReading(trx, reader);`,
    put: '',
    seenBy: live,
  },
  {
    id: 'threshold-itself-fires',
    defect: 'A value on the threshold raises an alert.',
    file: 'src/control/monitoring/evaluate-rule.ts',
    find: `value > threshold : value < threshold`,
    put: `value >= threshold : value <= threshold`,
    seenBy: rules,
  },
  {
    id: 'cool-down-ignored',
    defect: 'A rule fires again right after its alert was resolved.',
    file: 'src/control/monitoring/evaluate-rule.ts',
    find: `Date.now() < endedAt.getTime() + seconds * 1000`,
    put: `seconds < 0`,
    seenBy: rules,
  },
  {
    id: 'alerts-never-resolved',
    defect: 'An alert goes on firing when its condition has ended.',
    file: 'src/control/monitoring/evaluate-rule.ts',
    find: `if (isFiring) await resolve(trx, rule, value, latest);`,
    put: '',
    seenBy: rules,
  },
  {
    id: 'nothing-measured-counts-as-zero',
    defect: 'Without any scored row the anomaly rate is 0, so that a rule for few anomalies fires.',
    file: 'src/control/monitoring/measure.ts',
    find: `rows[0]?.rate ?? null`,
    put: `rows[0]?.rate ?? 0`,
    seenBy: rules,
  },
  {
    id: 'rule-looks-at-every-detector',
    defect: 'A rule of one detector measures the detections of all.',
    file: 'src/control/monitoring/measure.ts',
    find: `          and (\${detectorId}::uuid is null or detector_id = \${detectorId}::uuid)
      union all`,
    put: `          and (\${detectorId}::uuid is null or true)
      union all`,
    seenBy: rules,
  },
  {
    id: 'removed-rule-leaves-its-alert-firing',
    defect: 'The alert of a rule that was removed fires for ever.',
    file: 'migrations/0011_notifications.sql',
    find: `and rule_id = old.id and status = 'firing';`,
    put: `and rule_id = old.id and status = 'resolved';`,
    seenBy: rules,
  },
  {
    id: 'rules-beyond-the-limit',
    defect: 'Rules made at the same time can be more than a tenant may have.',
    file: 'src/control/monitoring/rule-operations.ts',
    find: `await lockTenant(trx, tenantId, 'exclusive');`,
    put: `await lockTenant(trx, tenantId, 'present');`,
    seenBy: rules,
  },
  {
    id: 'refusals-not-counted',
    defect: 'Performance does not count refused calls.',
    file: 'src/control/monitoring/latency-histogram.ts',
    find: `else if (status >= 400) this.clientErrors += 1;`,
    put: '',
    seenBy: figures,
  },
  {
    id: 'shift-of-the-first-with-itself',
    defect: 'The shift of scores compares the first detection with itself.',
    file: 'src/control/monitoring/shift-queries.ts',
    find: `last_value(histogram -> 'counts')`,
    put: `first_value(histogram -> 'counts')`,
    seenBy: figures,
  },
];
