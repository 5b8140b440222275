/** A mail to one person, in plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Takes mails that are to be sent. Whether and when they are is not the sender's affair. */
export interface PostBox {
  post(mail: Mail): void;
}

/** Brings one mail out of the platform. */
export interface Carrier {
  /** Rejects when it could not be done until `signal` aborts; with an `UndeliverableMail` when no other try can do better. */
  carry(mail: Mail, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** The receiving side will not have this mail, now or later. */
export class UndeliverableMail extends Error {
  override readonly name = 'UndeliverableMail';
}
