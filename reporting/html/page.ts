import { type Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** What is put beside the text of a page. */
export interface PageParts {
  /** Of the window; the page has a heading of its own. */
  title: string;
  header: Html;
  main: Html;
}

/** A page of the reports: one file, with nothing from another host. */
export function page({ title, header, main }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${pageStyle}
        </style>
      </head>
      <body>
        <header>${header}</header>
        <main>${main}</main>
      </body>
    </html> `.markup;
}

/** A moment for people, in UTC: `2026-11-22 04:05 UTC`. */
export function moment(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
