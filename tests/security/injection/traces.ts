import type { Page } from '../../../fixtures/index.ts';

/** Runs where a browser takes it for markup, and fits into the shortest name. */
export const MARKUP = '<img src=x onerror=marked=1>';

/** What there is in a page of markup that was not the page's own, and whether it ran. */
export const TRACES = `({
  ran: 'marked' in window,
  nodes: document.querySelectorAll('[onerror],[onload],iframe,object,embed,a[href^="javascript:" i]').length,
})`;
export const NO_TRACES = { ran: false, nodes: 0 };

/** What the browser objects to, beside what it did not find. */
export function alarmsOf(page: Page): string[] {
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) alarms.push(message.text());
  });
  page.on('pageerror', (error) => alarms.push(error.message));
  return alarms;
}
