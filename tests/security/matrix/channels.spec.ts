import { agreedContract, covers, expect, test } from '../../../fixtures/index.ts';

const { channels } = agreedContract().policy;

test.use({ transport: 'undici' });

test.describe(
  'The authorisation matrix of the WebSocket channels',
  {
    tag: ['@security', '@compliance', '@streaming'],
    annotation: covers('WS-01', { check: 'WS-03', asvs: ['V4.4.3'] }, 'WS-04', 'AUD-03'),
  },
  () => {
    for (const id of channels.keys()) {
      test(`${id} opens as the policy says, and to a fresh ticket of its own alone`, async ({ matrix }) => {
        const verdict = await matrix.tryChannel(id);

        expect(verdict).toKeepToThePolicy();
      });
    }
  },
);
