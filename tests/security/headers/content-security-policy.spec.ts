import { covers, expect, test } from '../../../fixtures/index.ts';

/** What markup of somebody else could try in a page, and the directive that must stop it. */
const INJECTIONS = [
  { directive: 'script-src-elem', markup: '<script>window.ran = true</script>' },
  { directive: 'script-src-attr', markup: '<img src="data:," onerror="window.ran = true">' },
  { directive: 'script-src-elem', markup: '<script src="SITE/x.js"></script>' },
  { directive: 'img-src', markup: '<img src="SITE/x.png">' },
  { directive: 'style-src-elem', markup: '<link rel="stylesheet" href="SITE/x.css">' },
  { directive: 'style-src-elem', markup: '<style>body { color: red }</style>' },
  { directive: 'frame-src', markup: '<iframe src="SITE/x"></iframe>' },
  { directive: 'object-src', markup: '<object data="SITE/x"></object>' },
  { directive: 'base-uri', markup: '<base href="SITE/">' },
] as const;

/** A script that puts markup into a page, as a flaw of the page would, and gives what the browser said to that. */
const injecting = (markup: string) => `
  new Promise((resolve) => {
    const said = ({ effectiveDirective, disposition }) => resolve(disposition + ' ' + effectiveDirective);
    document.addEventListener('securitypolicyviolation', said, { once: true });
    document.body.append(document.createRange().createContextualFragment(${JSON.stringify(markup)}));
    setTimeout(() => resolve('nothing'), 1000);
  })`;

/** A script that runs text as a program, when nobody's tools look, and gives the result or the error's name. */
const running = (text: string) => `
  new Promise((resolve) => setTimeout(() => {
    try { resolve(String(${text})); } catch (error) { resolve(error.name); }
  }))`;

test.describe(
  'Content Security Policy in a browser',
  { tag: '@security', annotation: covers('HDR-03') },
  () => {
    test('markup of somebody else runs nothing and fetches nothing', async ({
      openForeign,
      world,
      foreignSite,
    }) => {
      // Not one of the actor's own pages, of which the oracles hold each attempt to leave against the target.
      const { page } = await openForeign(await world.alpha.actor('viewer'), 'localhost');
      await page.goto('/login');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      const site = foreignSite.origin('localhost');

      for (const { directive, markup } of INJECTIONS) {
        const said = await page.evaluate(injecting(markup.replace('SITE', site)));
        expect.soft(said, markup).toBe(`enforce ${directive}`);
      }

      expect(await page.evaluate('window.ran')).toBeUndefined();
      expect(foreignSite.visits).toEqual(['GET /']);
    });

    test('text does not become a program', { tag: '@reads' }, async ({ anonymous }) => {
      const page = await anonymous.page();
      await page.goto('/login');

      expect(await page.evaluate(running('eval("1 + 1")'))).toBe('EvalError');
      expect(await page.evaluate(running('new Function("return 1 + 1")()'))).toBe('EvalError');
    });

    test('both happen where there is no policy', async ({ openForeign, world }) => {
      const { page } = await openForeign(await world.alpha.actor('viewer'), 'localhost');

      const said = await page.evaluate(injecting('<script>window.ran = true</script>'));

      expect(said).toBe('nothing');
      expect(await page.evaluate('window.ran')).toBe(true);
      expect(await page.evaluate(running('eval("1 + 1")'))).toBe('2');
    });
  },
);
