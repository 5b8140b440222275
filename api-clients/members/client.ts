import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
  type Role,
} from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Member, memberSchema } from './schemas.ts';

const memberPageSchema = pageSchema(memberSchema);

export interface NewMember {
  email: string;
  name: string;
  role: Role;
  password: string;
}

/** The people of the caller's tenant. */
export class MembersClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(member: NewMember): Promise<Result<Member>> {
    return this.#caller.json(
      { operationId: 'members.create', method: 'POST', path: '/members', json: member },
      201,
      memberSchema,
    );
  }

  list(query: PageQuery & { role?: Role; q?: string } = {}): Promise<Result<Page<Member>>> {
    return this.#caller.json(
      { operationId: 'members.list', method: 'GET', path: '/members', query: { ...query } },
      200,
      memberPageSchema,
    );
  }

  get(id: string): Promise<Result<Member>> {
    return this.#caller.json(
      { operationId: 'members.get', method: 'GET', path: '/members/{id}', pathParams: { id } },
      200,
      memberSchema,
    );
  }

  update(
    id: string,
    patch: { name?: string; role?: Role; status?: Member['status'] },
    options: ChangeOptions = {},
  ): Promise<Result<Member>> {
    return this.#caller.json(
      {
        operationId: 'members.update',
        method: 'PATCH',
        path: '/members/{id}',
        pathParams: { id },
        json: patch,
        ...ifMatchHeader(options),
      },
      200,
      memberSchema,
    );
  }

  remove(id: string, options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'members.remove',
      method: 'DELETE',
      path: '/members/{id}',
      pathParams: { id },
      ...ifMatchHeader(options),
    });
  }
}
