import { dataOf, expect, test } from '../../fixtures/index.ts';
import { startStream } from '../../flows/start-stream.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';

test.describe('Streams in the browser', { tag: '@e2e' }, () => {
  test('a stream is made of a detector, started, paused and stopped for good', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    await trainDetector(analyst, { name: 'Pumps', algorithm: 'robust_zscore', datasetId: dataset.id });
    const { heading, notification, streams, newStream, stream } = await open(analyst);
    await streams.goto();
    await streams.newLink.click();
    await newStream.threshold.fill('1.5');
    await newStream.createButton.click();
    await expect(newStream.name).toHaveAccessibleDescription(/Enter a name\./);
    await expect(newStream.threshold).toHaveAccessibleDescription(/Enter a number from 0 to 1\./);
    await newStream.name.fill('Line 4');
    await newStream.threshold.fill('0.75');

    await newStream.createButton.click();

    await expect(heading).toHaveText('Line 4');
    await expect(notification('Stream “Line 4” created.')).toBeVisible();
    await expect(stream.facts.fact('Threshold', '0.7500')).toBeVisible();
    await stream.startButton.click();
    await expect(stream.facts.fact('Status', 'Active')).toBeVisible();
    await stream.pauseButton.click();
    await expect(stream.facts.fact('Status', 'Paused')).toBeVisible();
    await stream.stopButton.click();
    await expect(stream.facts.fact('Status', 'Stopped')).toBeVisible();
    await expect(stream.startButton).toBeHidden();
    const { items } = dataOf(await analyst.api.streams.list(), 200);
    expect(items).toMatchObject([{ name: 'Line 4', threshold: 0.75, status: 'stopped' }]);
  });

  test('points appear as they are sent, and those missed offline once the browser is back', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream: made } = await startStream(analyst, table);
    const { page, stream } = await open(await tenant.actor('viewer'));
    await stream.goto(made.id);
    await expect(stream.connection).toHaveText('Live');

    dataOf(await analyst.api.streams.ingest(made.id, streamPoints(table)), 200);

    await expect(stream.figures.fact('Last sequence', '50')).toBeVisible();
    await expect(stream.chart).toHaveAccessibleName('Scores of 50 points up to sequence 50: 3 anomalies');
    await expect(stream.anomalies.rowHeaders).toHaveCount(3);

    await page.context().setOffline(true);
    await expect(stream.connection).toHaveText('Disconnected. Trying again.');
    dataOf(await analyst.api.streams.ingest(made.id, streamPoints(table, 51)), 200);
    await page.context().setOffline(false);

    await expect(stream.connection).toHaveText('Live');
    await expect(stream.chart).toHaveAccessibleName('Scores of 100 points up to sequence 100: 6 anomalies');
    await expect(stream.startButton).toBeHidden();
  });
});
