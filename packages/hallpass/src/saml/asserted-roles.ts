import { parseArn } from '../identity/arn.ts'
import { attributeNames } from './saml-attribute-names.ts'
import type { SamlAssertion } from './saml-verification.ts'

/** A role, and the provider whose assertion it may be assumed with. */
export interface AssertedRole {
  readonly roleArn: string
  readonly providerArn: string
}

/**
 * The roles that an assertion offers: values of the form `ROLE,PROVIDER`, in either order. Values of another form offer none.
 * Source: IAM user guide, "SAML Role Attribute".
 */
export function assertedRoles(attributes: SamlAssertion['attributes']): readonly AssertedRole[] {
  return (attributes.get(attributeNames.role) ?? []).flatMap((value) => {
    const arns = value.split(',').map((arn) => arn.trim())
    const roleArn = arns.find((arn) => isOf('role/', arn))
    const providerArn = arns.find((arn) => isOf('saml-provider/', arn))
    return arns.length === 2 && roleArn !== undefined && providerArn !== undefined ? [{ roleArn, providerArn }] : []
  })
}

function isOf(kind: string, arn: string): boolean {
  return parseArn(arn)?.resource.startsWith(kind) ?? false
}
