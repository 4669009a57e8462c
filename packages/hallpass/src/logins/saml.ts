import type { SamlProvider } from '../identity/saml-provider.ts'
import { assertedRoles } from '../saml/asserted-roles.ts'
import type { SamlAssertion } from '../saml/saml-verification.ts'
import type { ProviderKind } from './provider-kind.ts'
import { invalidLogin, notSupported } from './refusal.ts'
import { isSubject } from './subject.ts'
import type { Claims, VerifiedLogin } from './verification.ts'

export interface SamlPorts {
  readonly findSamlProvider: (arn: string) => Promise<SamlProvider | undefined>
  /** Our own addresses, by which responses are addressed to us. */
  readonly samlRecipients: () => readonly string[]
  readonly allowsSamlSha1: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Source: Cognito API reference, `Logins`. */
const maxLength = 50_000
/** The claim that principal tags take the user's name from. */
const nameIdentifier = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'

/**
 * Logins of the SAML providers that IAM holds and the pool names: responses as they are posted. One may be used several times
 * while it is fresh: clients ask for the identity first, and for its credentials then.
 * Source: Cognito developer guide, "SAML identity providers".
 */
export function createSaml(ports: SamlPorts): ProviderKind {
  return {
    // Of no other kind is an ARN the key.
    covers: (provider) => provider.startsWith('arn:'),

    async verify(arn, response, pool) {
      if (!pool.samlProviderArns.includes(arn)) return notSupported
      const provider = await ports.findSamlProvider(arn)
      if (provider?.accountId !== pool.accountId) return invalidLogin("Specified provider doesn't exist")

      // Loaded where it is used, with the parsers of XML: every start would wait for it.
      const { verifySamlResponse } = await import('../saml/verify-saml-response.ts')
      const verification = verifySamlResponse(response, {
        idp: provider.idp,
        recipients: ports.samlRecipients(),
        maxLength,
        allowsSha1: ports.allowsSamlSha1,
        now: ports.now(),
      })
      if (verification.kind === 'refused') return invalidLogin(verification.reason)
      const { assertion } = verification
      if (!isSubject(assertion.nameId)) return invalidLogin('The NameID has 1 to 255 characters, none of them a control character.')
      return { kind: 'verified', verified: verifiedLogin(arn, assertion) }
    },
  }
}

function verifiedLogin(arn: string, assertion: SamlAssertion): VerifiedLogin {
  const roles = assertedRoles(assertion.attributes).filter(({ providerArn }) => providerArn === arn)
  return {
    login: { provider: arn, subject: assertion.nameId },
    claims: claimsOf(assertion),
    amrDetail: `${arn}:SAML:${assertion.nameId}`,
    roleMappingKey: arn,
    principalTagKeys: [arn],
    assertedRoles: [...new Set(roles.map(({ roleArn }) => roleArn))],
  }
}

/** A single value is that one, several are a list; the name ID counts as the attribute of that name where there is none. */
function claimsOf({ nameId, attributes }: SamlAssertion): Claims {
  const claims = [...attributes].flatMap(([name, values]) =>
    values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values]],
  )
  return Object.fromEntries([[nameIdentifier, nameId], ...claims])
}
