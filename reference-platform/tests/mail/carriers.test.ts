import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createFolderCarrier } from '../../src/control/mail/folder-carrier.ts';
import { UndeliverableMail } from '../../src/control/mail/mail.ts';
import { createServerCarrier } from '../../src/control/mail/server-carrier.ts';

const from = 'no-reply@assay.example';
const link = `https://assay.example/reset-password#token=${'t'.repeat(43)}`;
const mail = {
  to: 'ann@example.test',
  subject: 'Choose a new password',
  text: `Häufig – here:\n\n${link}\n`,
};
const noLimit = new AbortController().signal;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

/** A real SMTP server on loopback, with the mails that it took. */
async function smtpServer(options: SMTPServerOptions = {}) {
  const taken: { from: unknown; to: string[]; content: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const sender = mailFrom === false ? null : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        taken.push({ from: sender, to, content: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  undo.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = listening.address() as AddressInfo;
  return { port, taken };
}

/** The text of a quoted-printable or plain message. */
const textOf = (content: string) => content.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');

describe('the way to an SMTP server', () => {
  it('hands a mail over to whom it is for, with the link whole', async () => {
    const { port, taken } = await smtpServer();
    const carrier = createServerCarrier(`smtp://127.0.0.1:${port}?ignoreTLS=true`, from);

    await carrier.carry(mail, noLimit);

    expect(taken).toMatchObject([{ from, to: [mail.to] }]);
    const content = textOf(taken[0]?.content ?? '');
    expect(content).toContain(link);
    expect(content).toContain('Auto-Submitted: auto-generated');
    expect(content).toContain(`From: Assay <${from}>`);
  });

  it('logs in with what the URL says', async () => {
    const seen: unknown[] = [];
    const { port, taken } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push([username, password]);
        done(null, { user: username });
      },
    });
    const carrier = createServerCarrier(`smtp://ann:p%40ss@127.0.0.1:${port}?ignoreTLS=true`, from);

    await carrier.carry(mail, noLimit);

    expect(seen).toEqual([['ann', 'p@ss']]);
    expect(taken).toHaveLength(1);
  });

  it.each([
    { status: 550, isFinal: true },
    { status: 451, isFinal: false },
  ])(
    'takes $status for final: $isFinal, and does not repeat what the server says',
    async ({ status, isFinal }) => {
      const { port } = await smtpServer({
        onRcptTo(_address, _session, done) {
          done(Object.assign(new Error(`no such user ${mail.to}`), { responseCode: status }));
        },
      });
      const carrier = createServerCarrier(`smtp://127.0.0.1:${port}?ignoreTLS=true`, from);

      const error = await carrier.carry(mail, noLimit).catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(Error);
      expect(error instanceof UndeliverableMail).toBe(isFinal);
      expect(isFinal && String(error).includes(mail.to)).toBe(false);
    },
  );

  it('gives up a server that says nothing, when it is told to', async () => {
    const { port } = await smtpServer({ onConnect: () => undefined });
    const carrier = createServerCarrier(`smtp://127.0.0.1:${port}`, from);

    await expect(carrier.carry(mail, AbortSignal.timeout(50))).rejects.toThrow();
  });
});

describe('the way into a folder', () => {
  it('makes one file a mail that only its owner reads', async () => {
    const parent = await mkdtemp(path.join(tmpdir(), 'mail-'));
    undo.push(() => rm(parent, { recursive: true }));
    const folder = path.join(parent, 'new', 'mail');
    const carrier = await createFolderCarrier(folder, from);

    await carrier.carry(mail, noLimit);
    await carrier.carry(mail, noLimit);

    const files = await readdir(folder);
    expect(files).toEqual([expect.stringMatching(/\.eml$/), expect.stringMatching(/\.eml$/)]);
    const file = path.join(folder, files[0] ?? '');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(textOf(await readFile(file, 'utf8'))).toContain(link);
  });
});
