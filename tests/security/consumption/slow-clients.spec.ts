import { credentialHeaders } from '../../../api-clients/http/credential.ts';
import { readAnswer } from '../../../api-clients/wire/answer.ts';
import { covers, expect, test } from '../../../fixtures/index.ts';
import { drip } from './drip.ts';

/** Well beyond the 20 seconds that a request has by default; the suite's reference platform has 3. */
const PATIENCE_MS = 28_000;
const LOGIN = '{"email":"nobody@example.test","password":"not the password"}';

test.use({ transport: 'undici' });

test.describe(
  'Slow clients',
  { tag: ['@security', '@resource', '@strains'], annotation: covers('RES-06') },
  () => {
    test('that send a byte now and then, in headers, a body or an upload, are ended with 408 while others are served', async ({
      anonymous,
      target,
      world,
    }) => {
      test.setTimeout(60_000);
      const analyst = await world.alpha.actor('analyst');
      const { host } = new URL(target.url);
      const bearer = Object.entries(credentialHeaders(analyst.credential, 'POST'))
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      const login = `POST /api/v1/auth/login HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`;
      const upload = `POST /api/v1/datasets HTTP/1.1\r\nhost: ${host}\r\n${bearer}content-type: multipart/form-data; boundary=b\r\ntransfer-encoding: chunked\r\n\r\n`;
      const slow = await Promise.all([
        analyst.wire.connect(),
        analyst.wire.connect(),
        analyst.wire.connect(),
      ]);
      const [headers, body, form] = slow;

      drip(headers, login, 'x');
      drip(body, `${login}content-length: 100000\r\n\r\n{"email":"`, 'x');
      drip(form, upload, '1\r\nx\r\n');
      const served = [];
      for (let call = 0; call < 20; call += 1) served.push(await analyst.api.tenant.get());
      const stillOpen = slow.map(({ ended }) => !ended);
      await Promise.allSettled(slow.map((connection) => connection.untilEnd(PATIENCE_MS)));

      expect(stillOpen).toEqual([true, true, true]);
      expect(slow.map(({ ended }) => ended)).toEqual([true, true, true]);
      const answers = await Promise.all(
        slow.map(async (connection) => readAnswer(await connection.untilEnd())),
      );
      expect(served.map(({ status }) => status)).toEqual(served.map(() => 200));
      expect(answers.map(({ status }) => status)).toEqual([408, 408, 408]);
      expect(answers.map(({ headers: fields }) => fields['content-type'])).toEqual(
        answers.map(() => 'application/problem+json; charset=utf-8'),
      );
      // Positive control: what comes in one piece is read.
      const whole = await anonymous.wire.send({
        method: 'POST',
        target: '/api/v1/auth/login',
        headers: { 'content-type': 'application/json' },
        body: LOGIN,
      });
      expect(whole.status).toBe(401);
    });
  },
);
