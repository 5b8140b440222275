import type { Mail } from '../mail/mail.ts';

/**
 * The mail with the link to choose a new password. The token stands behind a `#`: browsers send that part of an
 * address to no server, so it is in no server's log.
 */
export function passwordResetMail(
  to: string,
  origin: string,
  reset: { token: string; lifeMinutes: number },
): Mail {
  return {
    to,
    subject: 'Choose a new password for Assay',
    text: [
      'Somebody, probably you, asked for a new password for your Assay account. Choose it here:',
      `${origin}/reset-password#token=${reset.token}`,
      `The link works once, and for ${reset.lifeMinutes} minutes. A newer one takes its place.`,
      'If it was not you, do nothing: your password stays as it is.',
      '',
    ].join('\n\n'),
  };
}

/** Tells the owner of an account that its password is another now. */
export function passwordChangedMail(to: string, origin: string): Mail {
  return {
    to,
    subject: 'Your Assay password was changed',
    text: [
      'The password of your Assay account was changed, and its other sessions were ended.',
      `If it was not you, choose a new one at once: ${origin}/forgot-password`,
      '',
    ].join('\n\n'),
  };
}

/** Tells the owner of an account that its second factor was turned on or off. */
export function secondFactorMail(to: string, origin: string, isOn: boolean): Mail {
  const state = isOn ? 'on' : 'off';
  return {
    to,
    subject: `Two-step verification of your Assay account is ${state}`,
    text: [
      `Two-step verification of your Assay account was turned ${state}.`,
      `If it was not you, choose a new password at once: ${origin}/forgot-password`,
      '',
    ].join('\n\n'),
  };
}
