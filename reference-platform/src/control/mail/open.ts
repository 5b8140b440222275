import type { MailRoute } from '../../configuration/mail.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { createFolderCarrier } from './folder-carrier.ts';
import type { PostBox } from './mail.ts';
import { Outbox } from './outbox.ts';
import { createServerCarrier } from './server-carrier.ts';

/** The way out for mails, until it is stopped. */
export interface MailOut extends PostBox {
  stop(): Promise<void>;
}

/** Opens the configured way out; without one every mail is dropped, which the log says once. */
export async function openMail(route: MailRoute, logger: Logger): Promise<MailOut> {
  if (route === null) {
    logger.warn(
      'no mail is sent, so nobody can reset a password: set SMTP_URL with MAIL_FROM and PUBLIC_URL, or MAIL_FOLDER',
    );
    return { post: () => undefined, stop: () => Promise.resolve() };
  }
  const carrier =
    route.via === 'server'
      ? createServerCarrier(route.url, route.from)
      : await createFolderCarrier(route.folder, route.from);
  return new Outbox(carrier, logger);
}
