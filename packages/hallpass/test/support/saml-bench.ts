import { expect } from 'vitest'
import type { SamlIdp } from '../../src/identity/saml-provider.ts'
import type { SamlVerification } from '../../src/saml/saml-verification.ts'
import { verifySamlResponse } from '../../src/saml/verify-saml-response.ts'
import {
  type AssertionParts,
  forgeAssertion,
  forgeResponse,
  forgeSignature,
  type SignatureParts,
  withSignature,
} from '../counterparts/saml-forge.ts'
import { awsRecipient, createSamlIdentityProvider, type SamlIdentityProvider } from '../counterparts/saml-identity-provider.ts'

/** Milliseconds since the epoch: when the forged assertions are made. */
export const issuedAt = Date.parse('2026-03-01T12:00:00Z')

export interface VerifyOptions {
  readonly idp?: SamlIdp
  readonly now?: number
  readonly allowsSha1?: boolean
  readonly maxLength?: number
}

export interface SamlBench {
  readonly provider: SamlIdentityProvider
  /** An assertion, unsigned. */
  assertion(parts?: Partial<AssertionParts>): string
  /** The signature of the provider on an element in canonical form. */
  signature(element: string, parts?: Partial<SignatureParts>): string
  /** The element with that signature. */
  signed(element: string, parts?: Partial<SignatureParts>): string
  /** A response, signed on its assertion. */
  response(parts?: Partial<AssertionParts>, signature?: Partial<SignatureParts>): string
  /** A response, signed as a whole. */
  signedResponse(parts?: Partial<AssertionParts>, signature?: Partial<SignatureParts>): string
  verify(xml: string, options?: VerifyOptions): SamlVerification
}

export function createSamlBench(provider = createSamlIdentityProvider()): SamlBench {
  const { entityId: issuer, privateKey } = provider
  const assertion: SamlBench['assertion'] = (parts) => forgeAssertion(issuedAt, issuer, parts)
  const signature: SamlBench['signature'] = (element, parts) => forgeSignature(element, privateKey, parts)
  const signed: SamlBench['signed'] = (element, parts) => withSignature(element, signature(element, parts))
  return {
    provider,
    assertion,
    signature,
    signed,
    response: (parts, made) => forgeResponse(signed(assertion(parts), made)),
    signedResponse: (parts, made) => signed(forgeResponse(assertion(parts), { issuer }), made),
    verify: (xml, options) => verifyEncoded(Buffer.from(xml).toString('base64'), { idp: provider.idp, ...options }),
  }
}

export function verifyEncoded(
  response: string,
  { idp, now = issuedAt, allowsSha1 = false, maxLength = 50_000 }: VerifyOptions & { readonly idp: SamlIdp },
) {
  return verifySamlResponse(response, { idp, recipients: [awsRecipient], maxLength, allowsSha1, now })
}

/** An attack: what it was made of verifies, and it does not. */
export function expectRefusal({ verify }: SamlBench, valid: string, attack: string, code = 'invalid'): void {
  expect(attack).not.toBe(valid)
  expect(verify(valid)).toMatchObject({ kind: 'verified', assertion: { nameId: 'ann@example.com' } })
  expect(verify(attack)).toMatchObject({ kind: 'refused', code })
}
