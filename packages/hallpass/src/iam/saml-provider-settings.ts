import type { SamlIdp, SamlProvider } from '../identity/saml-provider.ts'
import { readSamlMetadata } from '../saml/read-saml-metadata.ts'
import { InvalidInput } from './errors.ts'

/** What the metadata says of the identity provider, once it was found valid. */
export function readMetadata(document: string): SamlIdp {
  const idp = readSamlMetadata(document)
  if (idp === undefined) throw new InvalidInput('Could not parse metadata')
  return idp
}

/** Encrypted assertions are not offered: there are no keys to decrypt them with. */
export function refuseEncryption(input: {
  readonly AssertionEncryptionMode: 'Required' | 'Allowed' | undefined
  readonly AddPrivateKey: string | undefined
  readonly RemovePrivateKey?: string | undefined
}): void {
  const isAsked = input.AddPrivateKey !== undefined || input.RemovePrivateKey !== undefined || input.AssertionEncryptionMode === 'Required'
  if (isAsked) throw new InvalidInput('Encryption of SAML assertions is not offered.')
}

/** Until when the provider's logins are taken: what the metadata says, or else a hundred years from its creation. */
export function validUntil({ createdAt, idp }: Pick<SamlProvider, 'createdAt' | 'idp'>): Date {
  if (idp.validUntil !== undefined) return new Date(idp.validUntil)
  const end = new Date(createdAt)
  end.setUTCFullYear(end.getUTCFullYear() + 100)
  return end
}
