import { ProviderFailure } from '../logins/fetch-json.ts'
import { isSubject } from '../logins/subject.ts'
import type { SignatureVerdict } from '../logins/verify-signature.ts'
import type { Context } from '../operation/context.ts'
import type { ContextValue } from '../policy/request-context.ts'
import { IDPCommunicationError, InvalidIdentityToken } from './errors.ts'
import type { WebToken } from './read-web-token.ts'
import { readTokenAttributes } from './token-attributes.ts'
import { findTokenIssuer, google, type TokenIssuer } from './token-issuer.ts'
import type { WebIdentity } from './web-identity.ts'
import { expired, notAToken, wrongSignature } from './web-identity-refusals.ts'

/** How far ahead of ours a provider's clock may be, seconds. There is no leeway on `exp`. */
const clockTolerance = 300

/**
 * Verifies the token of an OpenID Connect provider that IAM holds, or of Google, in the order in which AWS tells what is wrong.
 * Source: STS API reference, "AssumeRoleWithWebIdentity"; IAM user guide, "Available keys for AWS web identity federation".
 */
export async function verifyForeignIdentity(token: string, jws: WebToken, ctx: Context): Promise<WebIdentity> {
  const issuer = await findTokenIssuer(jws.iss, ctx)
  if (issuer === undefined) throw new InvalidIdentityToken(`No OpenIDConnect provider found in your account for ${jws.iss}`)
  const audiences = matchingAudiences(jws, issuer)
  const [audience] = audiences
  if (audience === undefined) throw new InvalidIdentityToken('Incorrect token audience')
  refuseUnlessValid(await verdictOf(token, jws, issuer, ctx))
  checkTimes(jws, Math.floor(ctx.now() / 1000))
  if (!isSubject(jws.sub)) throw new InvalidIdentityToken('The sub of the token has 1 to 255 characters, and no control characters.')

  const { name, principal } = issuer
  const lasting = new Map<string, ContextValue>([
    [`${name}:aud`, audiences.length === 1 ? audience : audiences],
    [`${name}:sub`, jws.sub],
    ...authenticationMethods(name, jws),
  ])
  return {
    federation: { provider: principal, keys: lasting },
    keys: principal === google ? new Map([...lasting, [`${google}:oaud`, namedAudiences(jws)]]) : lasting,
    attributes: readTokenAttributes(jws.payload),
    subject: jws.sub,
    issuer: principal === google ? google : jws.iss,
    audience,
  }
}

/** The clients that the token is for, as far as its issuer may make tokens for them: `azp` where there is one, else each of `aud`. */
function matchingAudiences({ payload }: WebToken, { clientIds }: TokenIssuer): readonly string[] {
  const { azp } = payload
  const named = typeof azp === 'string' ? [azp] : listOf(payload['aud'])
  return [...new Set(named)].filter((client) => clientIds === undefined || clientIds.includes(client))
}

function namedAudiences({ payload }: WebToken): ContextValue {
  const named = listOf(payload['aud'])
  const [only, ...others] = named
  return only !== undefined && others.length === 0 ? only : named
}

/** The texts of a claim that is one or a list of them; none where there is anything else in it. */
function listOf(claim: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  return values.every((value) => typeof value === 'string') ? values : []
}

async function verdictOf(
  token: string,
  jws: WebToken,
  { keySource }: TokenIssuer,
  { verifySignature }: Context,
): Promise<SignatureVerdict> {
  try {
    return await verifySignature(token, jws, keySource)
  } catch (failure) {
    throw failure instanceof ProviderFailure ? refusalOf(failure) : failure
  }
}

function refusalOf(cause: ProviderFailure): Error {
  switch (cause.kind) {
    case 'unreachable':
      return new IDPCommunicationError('The identity provider of the token could not be reached.', { cause })
    case 'untrusted':
      return new InvalidIdentityToken("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint", { cause })
    case 'unusable':
      return noKey({ cause })
  }
}

function refuseUnlessValid(verdict: SignatureVerdict): void {
  switch (verdict) {
    case 'valid':
      return
    case 'no-key':
      throw noKey()
    case 'unfit':
      throw notAToken()
    case 'wrong':
      throw wrongSignature()
  }
}

/** AWS's text has two blanks behind the comma. */
function noKey(options: ErrorOptions = {}): InvalidIdentityToken {
  return new InvalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    options,
  )
}

function checkTimes({ exp, notBefore }: WebToken, now: number): void {
  if (exp <= now) throw expired(now, exp)
  if (notBefore.some((time) => time > now + clockTolerance)) throw new InvalidIdentityToken('Token is not yet valid.')
}

function authenticationMethods(name: string, { payload }: WebToken): readonly (readonly [string, ContextValue])[] {
  const methods = listOf(payload['amr'])
  return methods.length === 0 ? [] : [[`${name}:amr`, methods]]
}
