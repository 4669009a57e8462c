import { readFile } from 'node:fs/promises'
import * as openid from 'openid-client'
import { isLoopback, sameIssuer } from '../../identity/issuer.ts'
import { CredentialFailure, plain } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { limitedFetch } from './limited-fetch.ts'

/**
 * The provider of this issuer, by discovery. ID tokens that it gives are verified with its published keys.
 * Source: OpenID Connect Discovery 1.0, section 4.
 * @throws {CredentialFailure}
 */
export async function findProvider(client: OpenIdClient): Promise<openid.Configuration> {
  const { issuer, clientId, clientSecretFile } = client
  const authentication = clientSecretFile === undefined ? openid.None() : secretOf(await readSecret(clientSecretFile))
  // Plain http is for this machine, whatever the provider's document says: the fetch refuses the rest.
  const insecure = isLoopback(issuer) ? [openid.allowInsecureRequests] : []
  const provider = await asking(issuer, () =>
    openid.discovery(new URL(issuer), clientId, undefined, authentication, {
      execute: [...insecure, openid.enableNonRepudiationChecks],
      [openid.customFetch]: (address, { method, headers, body, signal }) => limitedFetch(address, { method, headers, body, signal }),
    }),
  )
  if (sameIssuer(provider.serverMetadata().issuer, issuer)) return provider
  throw new CredentialFailure('refused', `${issuer} calls itself ${plain(provider.serverMetadata().issuer)}: give that as --issuer.`)
}

/**
 * Asks the provider; what goes wrong becomes a {@link CredentialFailure}: `login-needed` where it takes the person's grant no longer.
 * Nothing of tokens is repeated.
 */
export async function asking<T>(issuer: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw failureOf(issuer, error)
  }
}

function failureOf(issuer: string, error: unknown): CredentialFailure {
  if (error instanceof CredentialFailure) return error
  if (error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError) {
    const { error: code, error_description: description = '' } = error
    const kind = code === 'invalid_grant' ? 'login-needed' : code === 'temporarily_unavailable' ? 'unreachable' : 'refused'
    return new CredentialFailure(kind, `${issuer} refused: ${plain(`${code} ${description}`)}.`, { cause: error, code })
  }
  // The library wraps what the fetch throws.
  if (error instanceof Error && error.cause instanceof CredentialFailure) return error.cause
  if (error instanceof openid.ClientError) {
    const isUnavailable = error.cause instanceof Response && (error.cause.status >= 500 || error.cause.status === 429)
    const status = error.cause instanceof Response ? `, HTTP status ${error.cause.status}` : ''
    // The library's own words: nothing of the answer is in them.
    const detail = error.cause instanceof Error ? `: ${error.cause.message}` : ''
    const message = `${issuer} gave an answer that is not OpenID Connect's (${plain(error.message + detail)}${status}).`
    return new CredentialFailure(isUnavailable ? 'unreachable' : 'refused', message, { cause: error, code: error.code })
  }
  return new CredentialFailure('refused', `${issuer} cannot be asked.`, { cause: error })
}

/** In the body where the provider takes it there, else in the header. Source: RFC 6749, section 2.3.1. */
function secretOf(secret: string): openid.ClientAuth {
  const [inBody, inHeader] = [openid.ClientSecretPost(secret), openid.ClientSecretBasic(secret)]
  return (server, client, body, headers) => {
    const isTakenInBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false
    return (isTakenInBody ? inBody : inHeader)(server, client, body, headers)
  }
}

async function readSecret(file: string): Promise<string> {
  const secret = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (secret === '') throw new CredentialFailure('refused', `The client's secret cannot be read from ${file}.`)
  return secret
}
