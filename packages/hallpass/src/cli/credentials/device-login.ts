import * as openid from 'openid-client'
import { isSafeAddress } from '../../identity/issuer.ts'
import { CredentialFailure } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { asking, findProvider } from './find-provider.ts'
import { type LoginTokens, loginTokensOf, scopeParameters } from './login-tokens.ts'

/** How long a person may take, seconds, whatever the provider allows. */
const timeLimit = 1800

/** What the person has to do, in the provider's words. */
export interface DeviceCode {
  readonly address: string
  readonly code: string
  /** An address that holds the code already, where the provider has one. */
  readonly completeAddress: string | undefined
}

/**
 * Signs in on any other device, by a code that the person enters there. Source: RFC 8628.
 * @throws {CredentialFailure}
 */
export async function deviceLogin(client: OpenIdClient, show: (code: DeviceCode) => void): Promise<LoginTokens> {
  const { issuer } = client
  const provider = await findProvider(client)
  if (provider.serverMetadata().device_authorization_endpoint === undefined) {
    throw new CredentialFailure('refused', `${issuer} has no device login: sign in through the browser, without --device.`)
  }
  const started = await asking(issuer, () => openid.initiateDeviceAuthorization(provider, scopeParameters(provider, client)))
  // Somebody may open it with a click: no `javascript:`, and nothing that others can read along.
  const addresses = [started.verification_uri, started.verification_uri_complete ?? started.verification_uri]
  if (!addresses.every(isSafeAddress)) throw new CredentialFailure('refused', `${issuer} names no safe address to sign in at.`)
  show({ address: started.verification_uri, code: started.user_code, completeAddress: started.verification_uri_complete })
  return loginTokensOf(issuer, await waitForPerson(provider, issuer, started))
}

async function waitForPerson(provider: openid.Configuration, issuer: string, started: openid.DeviceAuthorizationResponse) {
  const signal = AbortSignal.timeout(Math.min(started.expires_in, timeLimit) * 1000)
  while (true) {
    try {
      return await asking(issuer, () => openid.pollDeviceAuthorizationGrant(provider, started, undefined, { signal }))
    } catch (error) {
      if (signal.aborted) throw new CredentialFailure('refused', 'The code was not used in time.', { cause: error })
      // A connection that is lost once does not end the wait. Source: RFC 8628, section 3.5.
      if (!(error instanceof CredentialFailure) || error.kind !== 'unreachable') throw error
    }
  }
}
