import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import type { OperationRequest, Transport } from '../../../api-clients/http/transport.ts';
import { Ledger } from '../../../targets/ledger.ts';
import { Provisioner } from '../../../targets/provisioner.ts';
import { sweep } from '../../../targets/sweep.ts';
import { exchange } from '../fixtures/exchange.ts';

const NOW = '2026-11-21T08:00:00.000Z';
const ID = '01890000-0000-7000-8000-000000000001';
const OPERATOR = { email: 'operator@x.test', password: 'a-long-password' };

/** A platform of one tenant named `name`; `obeys` says whether a removal that it answers with 204 takes place. */
class OneTenantPlatform implements Transport {
  #present = true;
  readonly #name: string;
  readonly #obeys: boolean;

  constructor(name: string, obeys: boolean) {
    this.#name = name;
    this.#obeys = obeys;
  }

  send({ operationId }: OperationRequest): Promise<Exchange> {
    if (operationId === 'operator.removeTenant') {
      this.#present = !this.#obeys;
      return Promise.resolve(exchange({ status: 204 }));
    }
    const body = operationId === 'auth.login' ? login() : this.#list();
    const responseHeaders = { 'content-type': 'application/json' };
    return Promise.resolve(exchange({ bodyText: JSON.stringify(body), responseHeaders }));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #list() {
    const tenant = {
      id: ID,
      name: this.#name,
      plan: 'trial',
      status: 'active',
      createdAt: NOW,
      updatedAt: NOW,
    };
    const items = this.#present ? [tenant] : [];
    return { items, total: items.length, limit: 200, offset: 0 };
  }
}

function login() {
  const far = '2999-01-01T00:00:00.000Z';
  const user = { id: ID, email: OPERATOR.email, name: 'Operator', role: 'operator', status: 'active' };
  return {
    user: { ...user, mfaEnabled: false, lastLoginAt: null, createdAt: NOW, updatedAt: NOW },
    tenant: null,
    csrfToken: null,
    tokens: {
      tokenType: 'Bearer',
      accessToken: 'a',
      accessTokenExpiresAt: far,
      refreshToken: 'r',
      refreshTokenExpiresAt: far,
    },
  };
}

describe('the final sweep', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-sweep-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sweepOf = (transport: Transport) => {
    const ledger = new Ledger(folder, 0);
    ledger.created({ name: 'ts-run1-api-w0-a', ownerEmail: 'owner@a.test' });
    const provisioner = new Provisioner({ transport, runSecret: 's', operator: OPERATOR, ledger });
    return sweep(provisioner, { runId: 'run1', runSecret: 's', ledgerFolder: folder });
  };

  it('removes what is listed of the run', async () => {
    expect(await sweepOf(new OneTenantPlatform('ts-run1-api-w0-a cnry', true))).toEqual({
      created: 1,
      removed: 1,
      left: [],
    });
  });

  it('names a tenant that is listed still after its removal was answered', async () => {
    expect(await sweepOf(new OneTenantPlatform('ts-run1-api-w0-a cnry', false))).toEqual({
      created: 1,
      removed: 1,
      left: ['ts-run1-api-w0-a cnry'],
    });
  });

  it("leaves another run's tenants alone", async () => {
    expect(await sweepOf(new OneTenantPlatform('ts-run2-api-w0-a cnry', true))).toEqual({
      created: 1,
      removed: 0,
      left: [],
    });
  });
});
