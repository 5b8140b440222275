import { describe, expect, it } from 'vitest';
import { mailRouteFrom } from '../../src/configuration/mail.ts';

const server = {
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'a@b.example',
  PUBLIC_URL: 'https://b.example',
};

describe('the way of mails', () => {
  it('is a server, a folder or none', () => {
    expect(mailRouteFrom(server)).toEqual({ via: 'server', url: server.SMTP_URL, from: server.MAIL_FROM });
    expect(mailRouteFrom({ MAIL_FOLDER: '/mail' })).toMatchObject({ via: 'folder', folder: '/mail' });
    expect(mailRouteFrom({ MAIL_FROM: 'a@b.example' })).toBeNull();
  });

  it.each([
    [{ ...server, MAIL_FROM: undefined }, 'MAIL_FROM: is needed beside SMTP_URL'],
    [{ ...server, PUBLIC_URL: undefined }, 'PUBLIC_URL: is needed beside SMTP_URL'],
    [{ ...server, MAIL_FOLDER: '/mail' }, 'MAIL_FOLDER: is not possible beside SMTP_URL'],
  ])('is not guessed from %j', (variables, line) => {
    expect(() => mailRouteFrom(variables)).toThrow(line);
  });
});
