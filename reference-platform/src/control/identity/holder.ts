import type { Resolution } from '../../http/principal.ts';
import { resolveKey } from './key-credential.ts';
import type { IdentityServices } from './services.ts';
import { resolveSession } from './session-credential.ts';

/** A credential that the platform knows by its id: of a session or of an API key. */
export interface CredentialHandle {
  kind: 'bearer' | 'cookie' | 'api_key';
  id: string;
}

/** Who stands behind a credential at this moment, with the rights of this moment. */
export function resolveHolder(
  services: IdentityServices,
  { kind, id }: CredentialHandle,
): Promise<Resolution> {
  if (kind === 'api_key') return resolveKey(services, { keyId: id });
  return resolveSession(
    services,
    { transport: kind, sessionId: id },
    {
      kind,
      expiresAt: null,
      csrfToken: null,
      unknown: { outcome: 'refused', tenantId: null, actor: null },
    },
  );
}
