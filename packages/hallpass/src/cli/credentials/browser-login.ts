import * as openid from 'openid-client'
import { isSafeAddress } from '../../identity/issuer.ts'
import { CredentialFailure } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { asking, findProvider } from './find-provider.ts'
import { type LoginTokens, loginTokensOf, scopeParameters } from './login-tokens.ts'
import { receiveOnLoopback } from './loopback-receiver.ts'

export interface BrowserLoginOptions {
  /** Where the browser comes back to; 0 picks a free port. */
  readonly callbackPort: number
  /** Shows the person where to sign in. */
  show(address: URL): void
}

/**
 * Signs in through the browser: authorization code with PKCE, and a redirect to this machine.
 * Source: RFC 8252; RFC 7636; OpenID Connect Core 1.0, section 3.1.
 * @throws {CredentialFailure}
 */
export async function browserLogin(client: OpenIdClient, { callbackPort, show }: BrowserLoginOptions): Promise<LoginTokens> {
  const { issuer } = client
  const provider = await findProvider(client)
  const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
  const receiver = await receiveOnLoopback(state, callbackPort)
  try {
    const challenge = { code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    const parameters = { ...scopeParameters(provider, client), redirect_uri: receiver.redirectUri, state, nonce, ...challenge }
    const address = await asking(issuer, async () => openid.buildAuthorizationUrl(provider, parameters))
    if (!isSafeAddress(address.href)) throw new CredentialFailure('refused', `${issuer} names no safe address to sign in at.`)
    show(address)
    const answer = await receiver.answer
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
    return loginTokensOf(issuer, await asking(issuer, () => openid.authorizationCodeGrant(provider, answer, checks)))
  } finally {
    await receiver.close()
  }
}
