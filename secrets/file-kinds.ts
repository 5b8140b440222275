const LOOKED_AT = 4096;

export function isGzip(bytes: Buffer): boolean {
  return bytes.length > 18 && bytes.readUInt16BE(0) === 0x1f8b && bytes[2] === 8;
}

/** Whether bytes look like text: no zero byte near their beginning. */
export function isText(bytes: Buffer): boolean {
  return !bytes.subarray(0, LOOKED_AT).includes(0);
}
