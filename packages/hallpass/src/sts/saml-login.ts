import type { SamlProvider } from '../identity/saml-provider.ts'
import type { Context } from '../operation/context.ts'
import { sessionTagsFault, transitiveKeysAmong } from '../roles/session-tags.ts'
import { assertedRoles } from '../saml/asserted-roles.ts'
import { decodeResponse } from '../saml/decode-response.ts'
import { readSamlSessionAttributes, type SamlSessionAttributes } from '../saml/saml-session-attributes.ts'
import type { SamlAssertion } from '../saml/saml-verification.ts'
import { AccessDenied, ExpiredTokenException, InvalidIdentityToken } from './errors.ts'

/** A response of a SAML provider that was verified, and what it says of the session. */
export interface SamlLogin {
  readonly provider: SamlProvider
  readonly assertion: SamlAssertion
  /** Its transitive tag keys are keys of its tags. */
  readonly attributes: SamlSessionAttributes
}

/** Characters of base64. Source: botocore sts/2011-06-15, `SAMLAssertionType`. */
const maxLength = 100_000

/**
 * Verifies the response of `AssumeRoleWithSAML`: signed by the provider, meant for us and for this role. Throws what the caller is told.
 * Source: IAM user guide, "Configuring SAML assertions", "Troubleshooting SAML federation".
 */
export async function verifySamlLogin(response: string, roleArn: string, providerArn: string, ctx: Context): Promise<SamlLogin> {
  const provider = await findProvider(response, providerArn, ctx)
  const assertion = await verify(response, provider, ctx)
  const offered = assertedRoles(assertion.attributes)
  if (!offered.some((each) => each.roleArn === roleArn && each.providerArn === provider.arn)) throw notAuthorized()

  const reading = readSamlSessionAttributes(assertion.attributes)
  if (reading.kind === 'refused') throw new InvalidIdentityToken(reading.reason)
  const fault = sessionTagsFault(reading.tags)
  if (fault !== undefined) throw new InvalidIdentityToken(fault)
  const transitiveTagKeys = transitiveKeysAmong(reading.tags, reading.transitiveTagKeys)
  if (transitiveTagKeys === undefined) {
    throw new InvalidIdentityToken('The specified transitive tag key must be included in the requested tags.')
  }
  return { provider, assertion, attributes: { ...reading, transitiveTagKeys } }
}

export function notAuthorized(): AccessDenied {
  return new AccessDenied('Not authorized to perform sts:AssumeRoleWithSAML')
}

async function findProvider(response: string, arn: string, { store, accountId }: Context): Promise<SamlProvider> {
  const provider = await store.findSamlProvider(arn)
  if (provider?.accountId === accountId) return provider
  // What cannot be read is told before that nobody knows the provider.
  if (decodeResponse(response, maxLength) === undefined) throw new InvalidIdentityToken('Invalid base64 SAMLResponse')
  throw new InvalidIdentityToken("Specified provider doesn't exist")
}

async function verify(response: string, { idp }: SamlProvider, { samlRecipients, allowsSamlSha1, now }: Context): Promise<SamlAssertion> {
  // Loaded where it is used, with the parsers of XML: every start would wait for it.
  const { verifySamlResponse } = await import('../saml/verify-saml-response.ts')
  const rules = { idp, recipients: samlRecipients(), maxLength, allowsSha1: allowsSamlSha1, now: now() }
  const verification = verifySamlResponse(response, rules)
  if (verification.kind === 'verified') return verification.assertion
  switch (verification.code) {
    case 'invalid':
      throw new InvalidIdentityToken(verification.reason)
    case 'expired':
      throw new ExpiredTokenException(verification.reason)
    case 'no-name-id':
      throw notAuthorized()
  }
}
