/** How bad an event is, mildest first. */
export const eventSeverities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type EventSeverity = (typeof eventSeverities)[number];

/** Where an event stands: open → acknowledged → resolved, or ignored from either of the first two. */
export const eventStatuses = ['open', 'acknowledged', 'resolved', 'ignored'] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** Figures and names that tell more of an event; small, and shown to people as they are. */
export type EventDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What happened, as the part of the platform that noticed says it. */
export interface NewEvent {
  /** What kind of thing happened, in snake case: `anomalies_detected`, `stream_anomaly`, `drift_detected`, `alert_fired`. */
  kind: string;
  severity: EventSeverity;
  /** One line for people; longer than 300 characters is cut. */
  title: string;
  /** What it was noticed at: `detection`, `stream`, `detector`, `alert_rule` and its id. */
  source: { type: string; id: string };
  details?: EventDetails;
  /** Default: now. */
  occurredAt?: Date;
  /** Who or what it is about (a customer, a machine), where that is known. */
  entity?: string | null;
}

/** The name of the PostgreSQL channel on which each event is announced when it is committed. */
export const EVENTS_CHANNEL = 'assay_events';

/** The name of the PostgreSQL channel that says, with an empty payload, that there is something to deliver to a webhook. */
export const DELIVERIES_CHANNEL = 'assay_deliveries';

/** The payload on `assay_events`, as JSON. */
export interface EventAnnouncement {
  tenantId: string;
  eventId: string;
  severity: EventSeverity;
}
