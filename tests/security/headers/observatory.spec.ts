import { covers, expect, test } from '../../../fixtures/index.ts';
import { observatoryScore } from '../../../oracles/observatory/score.ts';

/** What a page has had since the rules were first applied here; A+ begins at 100. */
const POINTS_SO_FAR = 130;

test.describe('Score of the web interface', { tag: ['@security', '@compliance'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'by the rules of the HTTP Observatory it is A+ and no worse than it was',
    { annotation: covers('HDR-02') },
    async ({ wire, target, anonymous, world }, testInfo) => {
      const { email, password } = await world.alpha.actor('viewer');
      const login = await anonymous.api.auth.login({ email, password, transport: 'cookie' });
      const { headers, body, status } = await wire.request('GET', '/login');

      const { points, marks } = observatoryScore({
        url: `${target.url}/login`,
        headers,
        setCookies: login.exchange.setCookies,
        html: body,
      });

      const lines = marks.map((mark) => `${mark.rule}: ${mark.found} (${mark.points})`);
      testInfo.annotations.push({ type: 'score', description: `${points} points: ${lines.join(', ')}` });
      expect(status).toBe(200);
      expect(login.exchange.setCookies).toHaveLength(1);
      expect(points, lines.join('\n')).toBeGreaterThanOrEqual(POINTS_SO_FAR);
    },
  );
});
