import type { Fault } from './fault.ts'
import { isPartition } from './partition.ts'
import type { PrincipalPattern } from './policy-document.ts'
import type { LocatedPrincipal, PolicySyntax } from './syntax.ts'

/**
 * Principals are `*`, accounts, users, roles, their sessions, providers or services, by their whole names. That they exist is not asked.
 * Source: IAM user guide, "AWS JSON policy elements: Principal".
 */
export function checkPrincipals({ statements }: PolicySyntax): Fault | undefined {
  for (const { principal } of statements) {
    if (principal?.isStar) {
      return { message: 'AssumeRolepolicy contained an invalid principal: "STAR":"*".', position: principal.position }
    }
    for (const value of principal?.values ?? []) {
      const message = checkPrincipal(value)
      if (message !== undefined) return { message, position: value.position }
    }
  }
  return undefined
}

function checkPrincipal({ kind, value }: LocatedPrincipal): string | undefined {
  if (isForm[kind](value)) return undefined
  if (kind === 'Federated') return 'Federated principals must be valid domain names or SAML metadata ARNs'
  return `Invalid principal in policy: "${kind.toUpperCase()}":"${value}"`
}

const isForm: Readonly<Record<PrincipalPattern['kind'], (value: string) => boolean>> = {
  AWS: (value) => value === '*' || /^\d{12}$/.test(value) || /^A(?:ROA|IDA)[A-Z0-9]{12,124}$/.test(value) || isAwsArn(value),
  Federated: (value) => isDomainName(value) || isProviderArn(value),
  Service: isDomainName,
  CanonicalUser: (value) => /^[A-Za-z0-9]+$/.test(value),
}

function isAwsArn(value: string): boolean {
  const [, partition = '', service, resource = ''] = /^arn:([^:]*):(iam|sts)::\d{12}:(.*)$/.exec(value) ?? []
  if (!isPartition(partition)) return false
  if (service === 'iam') return resource === 'root' || /^(?:user|role)\/(?:[!-)+->@-~]+\/)?[\w+=,.@-]+$/.test(resource)
  return /^(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+)$/.test(resource)
}

function isProviderArn(value: string): boolean {
  const [, partition = '', resource = ''] = /^arn:([^:]*):iam::\d{12}:(.*)$/.exec(value) ?? []
  return isPartition(partition) && /^(?:oidc-provider\/[\w.:/%~+@=-]+|saml-provider\/[\w.-]+)$/.test(resource)
}

function isDomainName(value: string): boolean {
  return (
    value.length <= 253 && /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)
  )
}
