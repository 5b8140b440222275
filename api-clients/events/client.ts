import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
} from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import {
  type Event,
  eventSchema,
  type EventStatus,
  type EventSummary,
  eventSummarySchema,
  type Severity,
} from './schemas.ts';

const eventPageSchema = pageSchema(eventSchema);

export interface EventQuery extends PageQuery {
  kind?: string;
  severity?: Severity;
  status?: EventStatus;
  sourceType?: string;
  sourceId?: string;
  from?: string;
  to?: string;
  sort?: 'occurredAt' | '-occurredAt' | 'severity' | '-severity';
}

/** What happened that somebody should look into, and what came of it. */
export class EventsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  list(query: EventQuery = {}): Promise<Result<Page<Event>>> {
    return this.#caller.json(
      { operationId: 'events.list', method: 'GET', path: '/events', query: { ...query } },
      200,
      eventPageSchema,
    );
  }

  get(id: string): Promise<Result<Event>> {
    return this.#caller.json(
      { operationId: 'events.get', method: 'GET', path: '/events/{id}', pathParams: { id } },
      200,
      eventSchema,
    );
  }

  summary(query: { from?: string; to?: string } = {}): Promise<Result<EventSummary>> {
    return this.#caller.json(
      { operationId: 'events.summary', method: 'GET', path: '/events/summary', query: { ...query } },
      200,
      eventSummarySchema,
    );
  }

  acknowledge(id: string, change?: { note?: string }, options?: ChangeOptions): Promise<Result<Event>> {
    return this.#move('acknowledge', id, change, options);
  }

  resolve(id: string, change?: { note?: string }, options?: ChangeOptions): Promise<Result<Event>> {
    return this.#move('resolve', id, change, options);
  }

  ignore(id: string, change?: { note?: string }, options?: ChangeOptions): Promise<Result<Event>> {
    return this.#move('ignore', id, change, options);
  }

  #move(
    verb: 'acknowledge' | 'resolve' | 'ignore',
    id: string,
    change: { note?: string } = {},
    options: ChangeOptions = {},
  ): Promise<Result<Event>> {
    return this.#caller.json(
      {
        operationId: `events.${verb}`,
        method: 'POST',
        path: `/events/{id}/${verb}`,
        pathParams: { id },
        json: change,
        ...ifMatchHeader(options),
      },
      200,
      eventSchema,
    );
  }
}
