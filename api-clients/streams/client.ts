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
  type Ingestion,
  ingestionSchema,
  type Stream,
  type StreamMetrics,
  streamMetricsSchema,
  type StreamPoint,
  streamPointSchema,
  streamSchema,
  type StreamStatus,
} from './schemas.ts';

const streamPageSchema = pageSchema(streamSchema);
const pointPageSchema = pageSchema(streamPointSchema);

export interface NewStream {
  name: string;
  description?: string;
  detectorId: string;
  threshold?: number | null;
}

/** A point on its way in. `timestamp` is ISO-8601 with an offset; a value of null is missing. */
export interface NewPoint {
  sequence: number;
  timestamp: string;
  values: Record<string, number | null>;
}

/** What changes a stream's state. */
export type StreamAction = 'start' | 'pause' | 'resume' | 'stop';

export interface PointsQuery extends PageQuery {
  /** The last sequence that the caller has. */
  from?: number;
  anomalous?: boolean;
  sort?: 'sequence' | '-sequence';
}

/** Streams of points that a detector scores as they come. */
export class StreamsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(stream: NewStream): Promise<Result<Stream>> {
    return this.#caller.json(
      { operationId: 'streams.create', method: 'POST', path: '/streams', json: stream },
      201,
      streamSchema,
    );
  }

  list(
    query: PageQuery & { status?: StreamStatus; detectorId?: string; q?: string } = {},
  ): Promise<Result<Page<Stream>>> {
    return this.#caller.json(
      { operationId: 'streams.list', method: 'GET', path: '/streams', query: { ...query } },
      200,
      streamPageSchema,
    );
  }

  get(id: string): Promise<Result<Stream>> {
    return this.#caller.json(
      { operationId: 'streams.get', method: 'GET', path: '/streams/{id}', pathParams: { id } },
      200,
      streamSchema,
    );
  }

  update(
    id: string,
    patch: Partial<Omit<NewStream, 'detectorId'>>,
    options: ChangeOptions = {},
  ): Promise<Result<Stream>> {
    return this.#caller.json(
      {
        operationId: 'streams.update',
        method: 'PATCH',
        path: '/streams/{id}',
        pathParams: { id },
        json: patch,
        ...ifMatchHeader(options),
      },
      200,
      streamSchema,
    );
  }

  remove(id: string, options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'streams.remove',
      method: 'DELETE',
      path: '/streams/{id}',
      pathParams: { id },
      ...ifMatchHeader(options),
    });
  }

  /** Starts, pauses, resumes or stops a stream. */
  act(id: string, action: StreamAction): Promise<Result<Stream>> {
    return this.#caller.json(
      {
        operationId: `streams.${action}`,
        method: 'POST',
        path: `/streams/{id}/${action}`,
        pathParams: { id },
      },
      200,
      streamSchema,
    );
  }

  /** Sends points in the order of their sequence, at most 1,000. */
  ingest(id: string, points: readonly NewPoint[]): Promise<Result<Ingestion>> {
    return this.#caller.json(
      {
        operationId: 'streams.ingest',
        method: 'POST',
        path: '/streams/{id}/points',
        pathParams: { id },
        json: { points },
      },
      200,
      ingestionSchema,
    );
  }

  points(id: string, query: PointsQuery = {}): Promise<Result<Page<StreamPoint>>> {
    return this.#caller.json(
      {
        operationId: 'streams.points',
        method: 'GET',
        path: '/streams/{id}/points',
        pathParams: { id },
        query: { ...query },
      },
      200,
      pointPageSchema,
    );
  }

  metrics(id: string): Promise<Result<StreamMetrics>> {
    return this.#caller.json(
      { operationId: 'streams.metrics', method: 'GET', path: '/streams/{id}/metrics', pathParams: { id } },
      200,
      streamMetricsSchema,
    );
  }
}
