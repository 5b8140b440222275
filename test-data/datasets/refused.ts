/** A file that a target must refuse, and what its refusal must say. */
export interface RefusedFile {
  /** What is wrong with it. */
  fault: string;
  name: string;
  contentType: string;
  content: Buffer;
  /** 1-based line that the refusal names, `null` where the fault is of the file as a whole. */
  line: number | null;
}

function csv(fault: string, content: string | Buffer, line: number | null): RefusedFile {
  return { fault, name: 'table.csv', contentType: 'text/csv', content: Buffer.from(content), line };
}

function jsonLines(fault: string, content: string, line: number | null): RefusedFile {
  return {
    fault,
    name: 'table.jsonl',
    contentType: 'application/x-ndjson',
    content: Buffer.from(content),
    line,
  };
}

/** The most columns that a dataset may have. */
const MOST_COLUMNS = 200;

const wideHeader = Array.from({ length: MOST_COLUMNS + 1 }, (_, index) => `c${index}`).join(',');

/** Each file has one fault alone; the rest of it is a table that would be taken. */
export const refusedFiles = {
  empty: csv('no header', '', null),
  noRows: csv('no rows', 'a,b\n', null),
  raggedRow: csv('a row with a cell too few', 'a,b,c\n1,2,3\n4,5\n6,7,8\n', 3),
  longRow: csv('a row with a cell too many', 'a,b\n1,2\n3,4\n5,6,7\n', 4),
  duplicateColumn: csv('a column name twice', 'a,b,a\n1,2,3\n', 1),
  emptyColumnName: csv('a column without a name', 'a,,c\n1,2,3\n', 1),
  tooManyColumns: csv('more columns than are taken', `${wideHeader}\n${wideHeader.replaceAll('c', '')}\n`, 1),
  utf16: csv('UTF-16 text', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), null),
  notUtf8: csv(
    'a byte that is not UTF-8',
    Buffer.concat([Buffer.from('a,b\n1,2\n3,'), Buffer.from([0xff]), Buffer.from('\n')]),
    3,
  ),
  nul: csv('a NUL byte', 'a,b\n1,2\n3,\u0000\n', 3),
  notJson: jsonLines('a line that is not JSON', '{"a":1}\n{"a":\n', 2),
  nestedObject: jsonLines('a line that is no flat object', '{"a":1}\n{"a":2}\n{"a":{"b":3}}\n', 3),
  jsonArray: jsonLines('a line that is an array', '{"a":1}\n[1]\n', 2),
} satisfies Record<string, RefusedFile>;
