import { createTransport } from 'nodemailer';
import { UndeliverableMail, type Carrier } from './mail.ts';
import { messageOf } from './message.ts';

/** The SMTP status of a refusal, or null where the fault is another. */
function refusalOf(error: unknown): number | null {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null;
}

/** Hands each mail to an SMTP server, over a connection of its own. `url` is `smtp://` (STARTTLS where it is offered) or `smtps://`. */
export function createServerCarrier(url: string, from: string): Carrier {
  const server = createTransport({ url });
  return {
    async carry(mail, signal) {
      try {
        await server.sendMail({ ...messageOf(mail, from), signal });
      } catch (error) {
        const status = refusalOf(error);
        // 5xx is for good (RFC 5321, 4.2.1). The reply may name the recipient, so it goes no further.
        if (status !== null && status >= 500) throw new UndeliverableMail(`the server answered ${status}`);
        throw error;
      }
    },
    close: () => server.close(),
  };
}
