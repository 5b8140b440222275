import type { AuditTables } from '../control/audit/tables.ts';
import type { DatasetTables } from '../control/datasets/tables.ts';
import type { DetectionTables } from '../control/detections/tables.ts';
import type { DetectorTables } from '../control/detectors/tables.ts';
import type { AutomlTables } from '../control/automl/tables.ts';
import type { ExperimentTables } from '../control/experiments/tables.ts';
import type { EventTables } from '../control/events/tables.ts';
import type { IdentityTables } from '../control/identity/tables.ts';
import type { JobTables } from '../control/jobs/tables.ts';
import type { LiveTables } from '../control/live/tables.ts';
import type { MonitoringTables } from '../control/monitoring/tables.ts';
import type { NotificationTables } from '../control/notifications/tables.ts';
import type { PatternTables } from '../control/patterns/tables.ts';
import type { PrivacyTables } from '../control/privacy/tables.ts';
import type { StreamTables } from '../control/streams/tables.ts';
import type { WebhookTables } from '../control/webhooks/tables.ts';

/**
 * All tables of the schema `assay`, for Kysely. Each domain keeps its own tables in its `tables.ts`
 * (`export interface DatasetTables { datasets: DatasetTable }`) and is joined here by one line.
 */
export interface Schema
  extends
    IdentityTables,
    AuditTables,
    DatasetTables,
    DetectorTables,
    DetectionTables,
    JobTables,
    ExperimentTables,
    AutomlTables,
    EventTables,
    PatternTables,
    WebhookTables,
    LiveTables,
    StreamTables,
    MonitoringTables,
    NotificationTables,
    PrivacyTables {}
