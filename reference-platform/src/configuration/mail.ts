import { ConfigurationError } from './parse.ts';

/** How mails leave the platform: to a server, or as files into a folder. Null = not at all. */
export type MailRoute =
  { via: 'server'; url: string; from: string } | { via: 'folder'; folder: string; from: string } | null;

interface MailVariables {
  SMTP_URL?: string | undefined;
  MAIL_FOLDER?: string | undefined;
  MAIL_FROM?: string | undefined;
  PUBLIC_URL?: string | undefined;
}

/** Nobody answers what lies in a folder. */
const folderSender = 'no-reply@assay.example';

/** The way of mails; variables that contradict or miss one another are a mistake. */
export function mailRouteFrom(variables: MailVariables): MailRoute {
  const { SMTP_URL: url, MAIL_FOLDER: folder, MAIL_FROM: from, PUBLIC_URL: publicUrl } = variables;
  if (url !== undefined && folder !== undefined)
    throw new ConfigurationError('MAIL_FOLDER: is not possible beside SMTP_URL');
  if (url !== undefined) {
    if (from === undefined) throw new ConfigurationError('MAIL_FROM: is needed beside SMTP_URL');
    // A link must lead to where users are, which the platform cannot know: the Host header is the caller's.
    if (publicUrl === undefined) throw new ConfigurationError('PUBLIC_URL: is needed beside SMTP_URL');
    return { via: 'server', url, from };
  }
  return folder === undefined ? null : { via: 'folder', folder, from: from ?? folderSender };
}
