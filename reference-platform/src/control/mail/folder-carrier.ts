import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Carrier } from './mail.ts';
import { messageOf } from './message.ts';

/** Writes each mail into a folder, as one `.eml` file (RFC 5322) that only its owner reads. Makes the folder. */
export async function createFolderCarrier(folder: string, from: string): Promise<Carrier> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    async carry(mail, signal) {
      const { message } = await composer.sendMail(messageOf(mail, from));
      const file = path.join(folder, `${Date.now()}-${randomUUID()}.eml`);
      await writeFile(`${file}.tmp`, message, { mode: 0o600, flag: 'wx', signal });
      await rename(`${file}.tmp`, file);
    },
    close: () => composer.close(),
  };
}
