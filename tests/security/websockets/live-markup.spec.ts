import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { startStream } from '../../../flows/start-stream.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { streamPoints } from '../../../test-data/stream-points.ts';
import { alarmsOf, MARKUP, NO_TRACES, TRACES } from '../injection/traces.ts';

/** Who may watch a stream. */
const READERS = ['owner', 'admin', 'analyst', 'viewer', 'auditor'] as const;

test.describe('Markup on a live stream', { tag: '@security' }, () => {
  test(
    'comes as text to everybody who watches, and runs for nobody',
    { annotation: covers('WS-10') },
    async ({ tenant, open, context, seed }) => {
      const analyst = await tenant.actor('analyst');
      const table = labelledTable({ seed, rows: 40, features: 2 });
      const columns = [MARKUP, 'feature_2'];
      const { stream: made } = await startStream(analyst, { ...table, columns }, { name: MARKUP });
      const watching = [];
      for (const role of READERS) {
        const pages = await open(await tenant.actor(role));
        const alarms = alarmsOf(pages.page);
        await pages.stream.goto(made.id);
        await expect(pages.stream.connection).toHaveText('Live');
        watching.push({ role, pages, alarms });
      }

      const points = streamPoints({ ...table, columns });
      expect(dataOf(await analyst.api.streams.ingest(made.id, points), 200).anomalies).toBeGreaterThan(0);

      for (const { role, pages, alarms } of watching) {
        const { page, stream, heading } = pages;
        await expect(stream.anomalies.root.getByRole('columnheader', { name: MARKUP }), role).toBeVisible();
        await expect(heading).toHaveText(MARKUP);
        expect(await page.evaluate(TRACES), role).toEqual(NO_TRACES);
        expect(alarms, role).toEqual([]);
      }
      // The same markup does run where it is taken for markup.
      const plain = await context.newPage();
      await plain.setContent(MARKUP);
      await expect.poll(() => plain.evaluate(TRACES)).toEqual({ ran: true, nodes: 1 });
    },
  );
});
