import type { HttpApplication } from '../../http/kernel.ts';
import { registerLogin } from './login-operation.ts';
import { registerMe } from './me-operations.ts';
import { registerMfa } from './mfa-operations.ts';
import { registerPassword } from './password-operation.ts';
import { registerPasswordReset } from './reset-operations.ts';
import { registerRefresh } from './refresh-operation.ts';
import { registerRegistration } from './register-operation.ts';
import type { IdentityServices } from './services.ts';
import { registerSessions } from './session-operations.ts';

/** Declares all `auth.*` operations. */
export function registerIdentity(app: HttpApplication, services: IdentityServices): void {
  registerRegistration(app, services);
  registerLogin(app, services);
  registerRefresh(app, services);
  registerMe(app, services);
  registerSessions(app, services);
  registerPassword(app, services);
  registerPasswordReset(app, services);
  registerMfa(app, services);
}
