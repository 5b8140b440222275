import type { Actor } from '../../../fixtures/index.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const FILE_BYTES = 300_000;
/** A header, and one row of one letter. */
const SMALLEST_BYTES = 7;
/** Above it a target's trial plan is too large to be filled by a test. */
const REACHABLE_BYTES = 16 * 1024 * 1024;

/** A file of exactly that many bytes: a header, and one column of text. */
function fileOf(bytes: number): string {
  const line = `${'x'.repeat(999)}\n`;
  const text = `note\n${line.repeat(Math.floor((bytes - 5) / line.length))}`;
  return `${text}${'y'.repeat(bytes - text.length - 1)}\n`;
}

const upload = ({ api }: Actor, name: string, bytes: number) =>
  api.datasets.create({ name, file: { name: 't.csv', contentType: 'text/csv', content: fileOf(bytes) } });

test.use({ transport: 'undici', tenantPlan: 'trial' });

test.describe('Storage of a plan', { tag: ['@security', '@strains'], annotation: covers('UPL-07') }, () => {
  test('is filled to the last byte and not beyond, by ten at once neither, and what is removed frees its own', async ({
    tenant,
  }) => {
    const { api } = tenant.owner;
    const { storageLimitBytes: limit } = dataOf(await api.tenant.usage(), 200);
    // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
    test.skip(limit > REACHABLE_BYTES, `a tenant on trial has ${limit} bytes: too much to be filled`);
    const fitting = Math.floor(limit / FILE_BYTES);

    const atOnce = await Promise.all(
      Array.from({ length: fitting + 4 }, (_, index) => upload(tenant.owner, `Table ${index}`, FILE_BYTES)),
    );

    const statuses = atOnce.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<number>(fitting).fill(201), 409, 409, 409, 409]);
    expect(dataOf(await api.tenant.usage(), 200).storageBytes).toBe(fitting * FILE_BYTES);
    const left = limit - fitting * FILE_BYTES;
    expect(await upload(tenant.owner, 'One byte too many', left + 1)).toBeRefused(409);
    expect(await upload(tenant.owner, 'The rest', left)).toSucceed(201);
    expect(await upload(tenant.owner, 'The smallest', SMALLEST_BYTES)).toBeRefused(409);
    expect(dataOf(await api.tenant.usage(), 200)).toMatchObject({
      storageBytes: limit,
      datasets: fitting + 1,
    });

    const [first] = dataOf(await api.datasets.list({ q: 'Table' }), 200).items;
    expect(await api.datasets.remove(first?.id ?? '')).toSucceed(204);

    expect(await upload(tenant.owner, 'In its place', FILE_BYTES)).toSucceed(201);
    expect(await upload(tenant.owner, 'The smallest', SMALLEST_BYTES)).toBeRefused(409);
    expect(dataOf(await api.tenant.usage(), 200).storageBytes).toBe(limit);
  });
});
