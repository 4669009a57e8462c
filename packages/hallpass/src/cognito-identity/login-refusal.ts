import type { AuthenticationRefusal } from '../federation/authenticate.ts'
import { maxLogins } from '../identity/identity.ts'
import type { ServiceError } from '../operation/service-error.ts'
import {
  DeveloperUserAlreadyRegisteredException,
  ExternalServiceException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'

export const loginsDoNotMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool."

/** What a refused login is told. Source: messages of the real service, as clients match on them. */
export function loginRefusal(
  refusal: AuthenticationRefusal,
  asked: { readonly poolId: string; readonly identityId?: string },
): ServiceError {
  switch (refusal.kind) {
    case 'refused':
      return new NotAuthorizedException(refusal.reason)
    case 'own-token':
      return new NotAuthorizedException("Invalid login token. Can't pass in a Cognito token.")
    case 'not-a-public-provider':
      return new InvalidParameterException('Please provide a valid public provider.')
    case 'logins-do-not-match':
      return new NotAuthorizedException(loginsDoNotMatch)
    case 'provider-unreachable':
      return new ExternalServiceException(`The login provider ${refusal.provider} did not give a usable answer. Please try again later.`, {
        cause: refusal.cause,
      })
    case 'guests-not-allowed':
      return new NotAuthorizedException('Unauthenticated access is not supported for this identity pool.')
    case 'logins-required':
    case 'identity-disabled':
      return new NotAuthorizedException(`Access to Identity '${asked.identityId}' is forbidden.`)
    case 'no-such-identity':
      return new ResourceNotFoundException(`Identity '${asked.identityId}' not found.`)
    case 'no-such-pool':
      return new ResourceNotFoundException(`IdentityPool '${asked.poolId}' not found.`)
    case 'two-users-of-one-provider':
      return new ResourceConflictException('Login is already linked to another account.')
    case 'developer-user-already-registered':
      return new DeveloperUserAlreadyRegisteredException('The developer user identifier is already registered with another identity.')
    case 'too-many-logins':
      return new ResourceConflictException(`An identity holds at most ${maxLogins} logins.`)
  }
}
