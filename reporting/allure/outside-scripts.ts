import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A script loaded from Google Tag Manager, or the inline one that feeds it. */
const ANALYTICS = /[ \t]*<script\b[^>]*>(?:(?!<\/script>)[\s\S])*?<\/script>\n?/g;
const OF_ANALYTICS = /googletagmanager\.com|\bgtag\(/;

/** The page without its analytics scripts. */
export function withoutAnalytics(html: string): { html: string; removed: number } {
  let removed = 0;
  const kept = html.replaceAll(ANALYTICS, (script) => {
    if (!OF_ANALYTICS.test(script)) return script;
    removed += 1;
    return '';
  });
  return { html: kept, removed };
}

/**
 * Takes analytics scripts out of every page below a folder and gives their number. Throws when a page or script still
 * names the analytics host: then the generator has changed, and this must follow.
 */
export function stripOutsideScripts(folder: string): number {
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, entry);
    if (!/\.(?:html|js)$/.test(entry)) continue;
    const text = readFileSync(file, 'utf8');
    const { html, removed } = entry.endsWith('.html') ? withoutAnalytics(text) : { html: text, removed: 0 };
    if (removed > 0) writeFileSync(file, html);
    if (html.includes('googletagmanager')) throw new Error(`${file} still loads analytics`);
    total += removed;
  }
  return total;
}
