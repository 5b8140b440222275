import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
} from '../common/schemas.ts';
import type { MultipartPart, PartContent } from '../http/multipart.ts';
import type { Result } from '../http/result.ts';
import {
  type Dataset,
  type DatasetRow,
  datasetRowSchema,
  datasetSchema,
  type Profile,
  profileSchema,
  type Validation,
  validationSchema,
} from './schemas.ts';

const datasetPageSchema = pageSchema(datasetSchema);
const rowPageSchema = pageSchema(datasetRowSchema);

export interface NewDataset {
  name: string;
  file: { name: string; contentType: string; content: PartContent };
  description?: string;
  labelColumn?: string;
  timeColumn?: string;
}

export interface DatasetQuery extends PageQuery {
  /** Part of the name, in any case. */
  q?: string;
  format?: Dataset['format'];
  sort?: 'createdAt' | '-createdAt' | 'name' | '-name' | 'rowCount' | '-rowCount';
}

/** Uploaded tables and what the platform knows of them. */
export class DatasetsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Uploads a file. A streamed `content` is read once and, on the undici transport, never held as a whole. */
  create(dataset: NewDataset): Promise<Result<Dataset>> {
    return this.#caller.json(
      { operationId: 'datasets.create', method: 'POST', path: '/datasets', multipart: uploadParts(dataset) },
      201,
      datasetSchema,
    );
  }

  list(query: DatasetQuery = {}): Promise<Result<Page<Dataset>>> {
    return this.#caller.json(
      { operationId: 'datasets.list', method: 'GET', path: '/datasets', query: { ...query } },
      200,
      datasetPageSchema,
    );
  }

  get(id: string): Promise<Result<Dataset>> {
    return this.#caller.json(
      { operationId: 'datasets.get', method: 'GET', path: '/datasets/{id}', pathParams: { id } },
      200,
      datasetSchema,
    );
  }

  update(
    id: string,
    patch: { name?: string; description?: string },
    options: ChangeOptions = {},
  ): Promise<Result<Dataset>> {
    return this.#caller.json(
      {
        operationId: 'datasets.update',
        method: 'PATCH',
        path: '/datasets/{id}',
        pathParams: { id },
        json: patch,
        ...ifMatchHeader(options),
      },
      200,
      datasetSchema,
    );
  }

  remove(id: string, options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'datasets.remove',
      method: 'DELETE',
      path: '/datasets/{id}',
      pathParams: { id },
      ...ifMatchHeader(options),
    });
  }

  rows(id: string, query: PageQuery = {}): Promise<Result<Page<DatasetRow>>> {
    return this.#caller.json(
      {
        operationId: 'datasets.rows',
        method: 'GET',
        path: '/datasets/{id}/rows',
        pathParams: { id },
        query: { ...query },
      },
      200,
      rowPageSchema,
    );
  }

  profile(id: string): Promise<Result<Profile>> {
    return this.#caller.json(
      { operationId: 'datasets.profile', method: 'GET', path: '/datasets/{id}/profile', pathParams: { id } },
      200,
      profileSchema,
    );
  }

  validate(id: string): Promise<Result<Validation>> {
    return this.#caller.json(
      {
        operationId: 'datasets.validate',
        method: 'POST',
        path: '/datasets/{id}/validate',
        pathParams: { id },
      },
      200,
      validationSchema,
    );
  }

  /** The dataset as CSV text. */
  export(id: string): Promise<Result<string>> {
    return this.#caller.text(
      { operationId: 'datasets.export', method: 'GET', path: '/datasets/{id}/export', pathParams: { id } },
      'text/csv',
    );
  }
}

/** The parts of an upload in the order that the contract asks for: fields first, the file last. */
export function uploadParts({
  name,
  file,
  description,
  labelColumn,
  timeColumn,
}: NewDataset): MultipartPart[] {
  const fields = Object.entries({ name, description, labelColumn, timeColumn }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ name: field, value }],
  );
  return [
    ...fields,
    { name: 'file', filename: file.name, contentType: file.contentType, content: file.content },
  ];
}
