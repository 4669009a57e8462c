import { service } from '../operation/operation.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { getCallerIdentity } from './get-caller-identity.ts'

/** AWS Security Token Service, 2011-06-15. */
export const sts = service('sts', [assumeRoleWithWebIdentity, getCallerIdentity])
