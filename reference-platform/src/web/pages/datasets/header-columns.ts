const ENOUGH_BYTES = 65_536;

/** The column names that a file seems to have, from its first line; only to suggest them, the server decides. */
export async function headerColumns(file: File): Promise<readonly string[]> {
  const text = (await file.slice(0, ENOUGH_BYTES).text()).replace(/^\uFEFF/, '');
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  if (!line.startsWith('{')) {
    return line
      .split(',')
      .map((name) => name.trim().replace(/^"|"$/g, ''))
      .filter((name) => name !== '');
  }
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null ? Object.keys(row) : [];
  } catch {
    return [];
  }
}
