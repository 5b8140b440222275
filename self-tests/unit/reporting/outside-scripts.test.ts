import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stripOutsideScripts, withoutAnalytics } from '../../../reporting/allure/outside-scripts.ts';

const PAGE = `<body>
    <script>window.allure = {};</script>
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script>
        function gtag(){dataLayer.push(arguments);}
        gtag('js', new Date());
    </script>
    <script src="app.js"></script>
</body>`;

describe('taking analytics out of a page', () => {
  it('removes the two scripts and leaves the others', () => {
    expect(withoutAnalytics(PAGE)).toEqual({
      html: `<body>
    <script>window.allure = {};</script>
    <script src="app.js"></script>
</body>`,
      removed: 2,
    });
  });

  it('works on a folder, and fails when a page still names the host', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-strip-'));
    const page = path.join(folder, 'index.html');
    writeFileSync(page, PAGE);
    expect(stripOutsideScripts(folder)).toBe(2);
    expect(readFileSync(page, 'utf8')).not.toContain('googletagmanager');

    writeFileSync(path.join(folder, 'app.js'), 'load("https://www.googletagmanager.com/gtag/js")');
    expect(() => stripOutsideScripts(folder)).toThrow('app.js still loads analytics');
    rmSync(folder, { recursive: true });
  });
});
