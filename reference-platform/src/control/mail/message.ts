import type { Mail } from './mail.ts';

/** A mail as nodemailer takes it. Its own text alone: no file and no address is ever read for it. */
export function messageOf({ to, subject, text }: Mail, from: string) {
  return {
    from: { name: 'Assay', address: from },
    to: { name: '', address: to },
    subject,
    text,
    // Nobody's absence note answers to it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
