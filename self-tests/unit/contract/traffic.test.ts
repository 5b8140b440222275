import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationsOf } from '../../../contract/operations.ts';
import { mergeTraffic } from '../../../contract/traffic/traffic.ts';
import { readTraffic, writeTraffic } from '../../../contract/traffic/traffic-files.ts';
import { TrafficRecorder } from '../../../contract/traffic/traffic-recorder.ts';
import { exchange } from '../fixtures/exchange.ts';

const get = operationOf('datasets.get');
const json = { 'content-type': 'application/json; charset=utf-8' };

function operationOf(operationId: string) {
  const [operation] = operationsOf({
    openapi: '3.1.0',
    paths: { '/api/v1/datasets/{id}': { get: { operationId, responses: { 200: {} } } } },
  });
  if (operation === undefined) throw new Error('unreachable: the document has one operation');
  return operation;
}

describe('a traffic recorder', () => {
  it('counts exchanges by operation, status, media type and caller', () => {
    const recorder = new TrafficRecorder();
    const bearer = { requestHeaders: { authorization: 'Bearer x' }, responseHeaders: json };
    recorder.record(get, exchange({ ...bearer, actor: 'viewer of ts-1' }));
    recorder.record(get, exchange({ ...bearer, actor: 'viewer of ts-2' }));
    recorder.record(get, exchange({ status: 401, actor: 'anonymous', responseHeaders: json }));

    expect(recorder.traffic).toEqual({
      'datasets.get': {
        200: { count: 2, mediaTypes: { 'application/json': 2 }, callers: { 'viewer, bearer': 2 } },
        401: { count: 1, mediaTypes: { 'application/json': 1 }, callers: { 'anonymous, none': 1 } },
      },
    });
  });

  it.each([
    ['x-api-key', 'key (read), apiKey'],
    ['cookie', 'key (read), cookie'],
  ])('knows the credential by the header %s', (name, caller) => {
    const recorder = new TrafficRecorder();
    recorder.record(get, exchange({ requestHeaders: { [name]: 'x' }, actor: 'key (read) of ts-1' }));

    expect(Object.keys(recorder.traffic['datasets.get']?.[200]?.callers ?? {})).toEqual([caller]);
  });

  it('knows a browser’s exchange, which no client has named', () => {
    const recorder = new TrafficRecorder();
    recorder.record(get, exchange({ operationId: '', actor: 'analyst of ts-1' }));

    expect(recorder.traffic['datasets.get']?.[200]?.callers).toEqual({ 'analyst, browser': 1 });
  });
});

describe('the traffic of several workers', () => {
  const one = { count: 1, mediaTypes: { a: 1 }, callers: { x: 1 } };

  it('is added up', () => {
    expect(mergeTraffic([{ b: { 404: one } }, { b: { 200: one, 404: one }, a: { 200: one } }])).toEqual({
      a: { 200: one },
      b: { 200: one, 404: { count: 2, mediaTypes: { a: 2 }, callers: { x: 2 } } },
    });
  });

  it('goes through files, one a worker, none for a worker without exchanges', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-traffic-'));
    writeTraffic(folder, 0, { a: { 200: one } });
    writeTraffic(folder, 1, {});
    writeTraffic(folder, 2, { a: { 200: one } });
    const read = readTraffic(folder);
    rmSync(folder, { recursive: true });

    expect(read).toEqual({ a: { 200: { count: 2, mediaTypes: { a: 2 }, callers: { x: 2 } } } });
    expect(readTraffic(folder)).toEqual({});
  });
});
