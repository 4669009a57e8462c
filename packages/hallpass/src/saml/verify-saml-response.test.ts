import { describe, expect, test } from 'vitest'
import { awsRecipient, createSamlIdentityProvider } from '../../test/counterparts/saml-identity-provider.ts'
import { verifySamlResponse } from './verify-saml-response.ts'

const provider = createSamlIdentityProvider()

function verify(response: string, idp = provider.idp) {
  return verifySamlResponse(response, { idp, recipients: [awsRecipient], maxLength: 50_000, allowsSha1: false, now: Date.now() })
}

describe('verifySamlResponse', () => {
  test.each(['assertion', 'response', 'both'] as const)('verifies a response of the library, signed on: %s', (signs) => {
    const attributes = { mail: 'ann@example.com', groups: ['staff', 'admins & more'] }
    const verification = verify(provider.respond({ nameId: 'ann', attributes, signs }))
    expect(verification).toMatchObject({
      kind: 'verified',
      assertion: {
        issuer: provider.entityId,
        nameId: 'ann',
        nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        recipient: awsRecipient,
        attributes: new Map([
          ['mail', ['ann@example.com']],
          ['groups', ['staff', 'admins & more']],
        ]),
        sessionNotOnOrAfter: undefined,
      },
    })
  })
})
