import { covers, expect, test } from '../../../fixtures/index.ts';

test.use({ transport: 'undici' });

// Each test has a secret leak and passes: the end of the run goes through all artefacts, and a secret that is left in one, or that
// has not got into any under its name, fails the run and takes back what is claimed here (reporting/artefacts/artefact-reporter.ts).
test.describe('Secrets in the artefacts of the run', { tag: ['@security'] }, () => {
  test(
    'what a test attaches, prints and calls its steps holds no secret in any encoding, and no session is kept in a file',
    { annotation: covers('ART-01', 'ART-04') },
    async ({ plantSecret }, testInfo) => {
      const [attached, encoded, printed, titled] = ['attached', 'encoded', 'printed', 'titled'].map(
        plantSecret,
      );

      await testInfo.attach('as it is', { body: `token ${attached}`, contentType: 'text/plain' });
      await testInfo.attach('encoded', {
        body: JSON.stringify({ authorization: Buffer.from(`user:${encoded}`).toString('base64') }),
        contentType: 'application/json',
      });
      console.log(`A test prints ${printed}`);

      await test.step(`a step is called ${titled}`, () => undefined);

      expect(new Set([attached, encoded, printed, titled]).size).toBe(4);
    },
  );

  test(
    'the call log of a request that times out does not show its credential',
    { annotation: covers('ART-02') },
    async ({ plantSecret, leakTrap, playwright }, testInfo) => {
      const token = plantSecret('call-log');
      const context = await playwright.request.newContext();

      const failure = await context
        .get(`http://${leakTrap.host}/`, { headers: { authorization: `Bearer ${token}` }, timeout: 200 })
        .then(() => 'an answer', String);
      await context.dispose();
      await testInfo.attach('error', { body: failure, contentType: 'text/plain' });

      expect(failure).toContain(token);
    },
  );

  test(
    'the snapshot of a page, and the step that typed it, do not show a password',
    { annotation: covers('ART-03') },
    async ({ plantSecret, open, anonymous }, testInfo) => {
      const password = plantSecret('typed');
      const { login } = await open(anonymous);

      await login.goto();
      await login.password.fill(password);
      const snapshot = await login.password.ariaSnapshot();
      await testInfo.attach('error-context', { body: snapshot, contentType: 'text/markdown' });

      await expect(login.password).toHaveValue(password);
    },
  );

  test(
    'a page that shows a new API key has no picture taken of it',
    { annotation: covers('ART-01') },
    async ({ tenant, open }) => {
      const { page, apiKeys } = await open(tenant.owner);
      await apiKeys.goto();
      await apiKeys.askToCreate();

      await apiKeys.creation.create('Shown once');
      await expect(apiKeys.newKey.secret).toHaveValue(/^ak_/);

      await expect(page.screenshot()).rejects.toThrow(/page that shows \[REDACTED:api-key-\w{8}\]/);
      await apiKeys.newKey.close();
      expect((await page.screenshot()).length).toBeGreaterThan(0);
    },
  );

  test(
    'frames of a WebSocket and parameters of a step are recorded without their secrets',
    { annotation: covers('ART-05') },
    async ({ plantSecret, leakTrap, browser }, testInfo) => {
      const framed = plantSecret('frame');
      const har = testInfo.outputPath('traffic.har');
      const context = await browser.newContext({ recordHar: { path: har } });
      const page = await context.newPage();

      const echoed = await page.evaluate(
        ([host, frame]) =>
          new Promise((resolve) => {
            const socket = new WebSocket(`ws://${host}/`);
            socket.onopen = () => socket.send(frame);
            socket.onmessage = ({ data }) => resolve(data);
          }),
        [leakTrap.host, framed] as const,
      );

      await test.step('sends a token', () => undefined, { params: { token: framed } });

      await context.close();
      await testInfo.attach('traffic', { path: har });

      expect(echoed).toBe(framed);
    },
  );
});
