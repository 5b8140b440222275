/**
 * Headers from `name=value` pairs with commas between them, values percent-encoded, as OpenTelemetry writes them; null where the
 * text is no such list.
 */
export function headerListOf(list: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const pair of list.split(',')) {
    const [, name = '', encoded = ''] = /^\s*([\w-]+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    const value = decoded(encoded);
    if (name === '' || value === null) return null;
    headers[name] = value;
  }
  return headers;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
