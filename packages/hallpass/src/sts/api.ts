import { service } from '../operation/operation.ts'
import { assumeRole } from './assume-role.ts'
import { assumeRoleWithSaml } from './assume-role-with-saml.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { decodeAuthorizationMessage } from './decode-authorization-message.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getFederationToken } from './get-federation-token.ts'
import { getSessionToken } from './get-session-token.ts'

/** AWS Security Token Service, 2011-06-15. */
export const sts = service('sts', [
  assumeRole,
  assumeRoleWithSaml,
  assumeRoleWithWebIdentity,
  decodeAuthorizationMessage,
  getAccessKeyInfo,
  getCallerIdentity,
  getFederationToken,
  getSessionToken,
])
