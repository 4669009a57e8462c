import { arnParts } from './arn-pattern.ts'
import type { Fault } from './fault.ts'
import { isPartitionPattern } from './partition.ts'
import type { PolicySyntax } from './syntax.ts'

/** Every statement names a resource at least. */
export function checkResourcesPresent({ statements }: PolicySyntax): Fault | undefined {
  const statement = statements.find(({ resource }) => resource === undefined || resource.patterns.length === 0)
  return statement && { message: 'Policy statement must contain resources.', position: (statement.resource ?? statement).position }
}

/**
 * Resources are `*` or patterns of ARNs, which may be short: of the parts after the service, only those of IAM and S3 are looked at.
 * Source: IAM user guide, "Resource"; documents that the real service took and refused.
 */
export function checkResourceForm({ statements }: PolicySyntax): Fault | undefined {
  for (const check of [checkPrefix, checkPartition, checkService, checkRegion, checkIamPath]) {
    for (const { resource } of statements) {
      for (const { value, position } of resource?.patterns ?? []) {
        const message = value === '*' ? undefined : check(value, value.split(':', 6))
        if (message !== undefined) return { message, position }
      }
    }
  }
  return undefined
}

/** Session policies may not be short of parts. Source: IAM user guide, "IAM ARNs". */
export function checkWholeResources({ statements }: PolicySyntax): Fault | undefined {
  const resources = statements.flatMap(({ resource }) => resource?.patterns ?? [])
  const short = resources.find(({ value }) => value !== '*' && arnParts(value) === undefined)
  return short && { message: notInArnFormat(short.value), position: short.position }
}

/** Only the first six parts are handed in, the sixth cut at its first colon. */
type Parts = readonly string[]

function checkPrefix(resource: string, [arn, partition]: Parts): string | undefined {
  // AWS looks at the partition before it looks at what stands in the place of `arn`.
  const isArn = partition !== undefined && (arn === 'arn' || !isPartitionPattern(partition))
  return isArn ? undefined : notInArnFormat(resource)
}

function notInArnFormat(resource: string): string {
  return `Resource ${resource} must be in ARN format or "*".`
}

function checkPartition(resource: string, [, partition = '', service = '*', region = '*', account = '*']: Parts): string | undefined {
  if (isPartitionPattern(partition)) return undefined
  const rest = arnParts(resource)?.[5] ?? '*'
  return `Partition "${partition}" is not valid for resource "arn:${partition}:${service}:${region}:${account}:${rest}".`
}

function checkService(_resource: string, [, , service]: Parts): string | undefined {
  const isFull = service !== undefined && !/[*?]/.test(service)
  return isFull ? undefined : 'Resource vendor must be fully qualified and cannot contain regexes.'
}

function checkRegion(resource: string, [, , service, region = '', , path = '']: Parts): string | undefined {
  if (region === '') return undefined
  if (service === 'iam') return `IAM resource ${resource} cannot contain region information.`
  const isRegional = service !== 's3' || path.startsWith('accesspoint/')
  return isRegional ? undefined : `Resource ${resource} can not contain region information.`
}

function checkIamPath(resource: string, [, , service]: Parts): string | undefined {
  if (service !== 'iam') return undefined
  const path = arnParts(resource)?.[5] ?? ''
  if (path === '*' || path === 'root' || iamPaths.some((start) => path.startsWith(start))) return undefined
  return `IAM resource path must either be "*", root, or start with ${iamPaths.join(', ')}.`
}

const iamPaths = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
]
