import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** One file in an archive. */
export interface ZipEntry {
  name: string;
  content: Buffer;
  /** As it stands in the archive it was read from: an entry that nobody changed is not packed again. */
  packed?: Packed;
}

interface Packed {
  bytes: Buffer;
  method: number;
  checksum: number;
  /** Time and date as MS-DOS has them. */
  time: number;
  content: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const MOST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** Names are UTF-8. */
const UTF8 = 0x0800;
const ENCRYPTED = 0x0001;
const IN_ZIP64 = 0xffffffff;

/** Whether bytes begin like an archive, an empty one included. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= END_LENGTH && [LOCAL, END].includes(bytes.readUInt32LE(0));
}

/** The entries of an archive (APPNOTE 6.3.10; no ZIP64, no encryption). Throws where one is not what its checksum says. */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error('the directory of the archive is broken');
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push(entryAt(archive, at, name));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** An archive of those entries. Throws for more than ZIP without its 64-bit form can hold. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = entry.packed?.content === entry.content ? entry.packed : pack(entry);
    const name = Buffer.from(entry.name);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(UTF8, 2);
    header.writeUInt16LE(packed.method, 4);
    header.writeUInt32LE(packed.time, 6);
    header.writeUInt32LE(packed.checksum, 10);
    header.writeUInt32LE(packed.bytes.length, 14);
    header.writeUInt32LE(entry.content.length, 18);
    header.writeUInt16LE(name.length, 22);
    parts.push(number32(LOCAL), header, name, packed.bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(number32(CENTRAL), Buffer.from([20, 0]), header, tail, name);
    offset += 4 + header.length + name.length + packed.bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

function endOf(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_LENGTH - MOST_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  throw new Error('the archive has no end');
}

function entryAt(archive: Buffer, at: number, name: string): ZipEntry {
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  const time = archive.readUInt32LE(at + 12);
  const checksum = archive.readUInt32LE(at + 16);
  const packedLength = archive.readUInt32LE(at + 20);
  const length = archive.readUInt32LE(at + 24);
  const local = archive.readUInt32LE(at + 42);
  if ((flags & ENCRYPTED) !== 0 || ![STORED, DEFLATED].includes(method))
    throw new Error(`${name} is packed in a way that is not known (method ${method})`);
  if ([packedLength, length, local].includes(IN_ZIP64)) throw new Error(`${name} is in a ZIP64 archive`);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + packedLength);
  const content = method === STORED ? bytes : inflateRawSync(bytes);
  if (content.length !== length || crc32(content) !== checksum) throw new Error(`${name} is broken`);
  return { name, content, packed: { bytes, method, checksum, time, content } };
}

function pack({ content, packed }: ZipEntry): Packed {
  const bytes = deflateRawSync(content, { level: 1 });
  return { bytes, method: DEFLATED, checksum: crc32(content), time: packed?.time ?? 0x0021_0000, content };
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
