import type { DocumentFacts } from './document-facts.ts'
import type { S3Request } from './s3-request.ts'
import { parseTagging } from './tagging.ts'

/** What is known of a request besides what it says. */
export interface RequestFacts {
  readonly authType: 'REST-HEADER' | 'REST-QUERY-STRING' | 'POST'
  /** When it was signed; milliseconds since the epoch. */
  readonly signedAt: number
  /** What stood for the body in what was signed; undefined: nothing did, as in forms. */
  readonly contentSha256: string | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whose buckets these are: twelve digits. */
  readonly accountId: string
  /** `1.3`; undefined: it came over plain HTTP, or a proxy does not tell. */
  readonly tlsVersion: string | undefined
  /** What its body says, where it has to be read. */
  readonly document: DocumentFacts
}

/**
 * The condition keys of S3, the same ones for every action of the request.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 */
export function s3ConditionKeys(request: S3Request, facts: RequestFacts): readonly ConditionEntry[] {
  const { headers, parameters, copySource } = request
  const { authType, document } = facts
  const isPresigned = authType === 'REST-QUERY-STRING'
  return [
    ['s3:authType', authType],
    ['s3:signatureversion', 'AWS4-HMAC-SHA256'],
    ['s3:signatureAge', isPresigned ? String(Math.max(0, facts.now - facts.signedAt)) : undefined],
    ['s3:ResourceAccount', facts.accountId],
    ['s3:TlsVersion', facts.tlsVersion],
    ['s3:VersionId', parameters.get('versionId')],
    ...listingKeys(request),
    ...ofHeaders.map((name): ConditionEntry => [`s3:${name}`, headers.get(name)]),
    ['s3:x-amz-content-sha256', facts.contentSha256],
    ['s3:x-amz-copy-source', copySource && `${copySource.bucket}/${copySource.key}`],
    ...preconditionKeys(request),
    ...tagKeys(headers.has('x-amz-tagging') ? parseTagging(headers.get('x-amz-tagging') ?? '') : document.tags),
    ...lockKeys(request, facts),
    ['s3:locationconstraint', document.locationConstraint],
  ]
}

export type ConditionEntry = readonly [key: string, value: string | readonly string[] | undefined]

const ofHeaders = [
  ...['acl', 'grant-read', 'grant-write', 'grant-read-acp', 'grant-write-acp', 'grant-full-control'],
  ...['server-side-encryption', 'server-side-encryption-aws-kms-key-id', 'server-side-encryption-customer-algorithm'],
  ...['storage-class', 'metadata-directive', 'website-redirect-location', 'object-ownership'],
].map((name) => `x-amz-${name}`)

/** Of listings only. A parameter that is not there is no key: a policy that asks for it does not match. */
function listingKeys({ method, address, subresource, parameters }: S3Request): readonly ConditionEntry[] {
  const lists = method === 'GET' && address.kind === 'bucket' && [undefined, 'versions', 'uploads'].includes(subresource)
  if (!lists) return []
  return [
    ['s3:prefix', parameters.get('prefix')],
    ['s3:delimiter', parameters.get('delimiter')],
    ['s3:max-keys', parameters.get(subresource === 'uploads' ? 'max-uploads' : 'max-keys')],
  ]
}

function preconditionKeys({ method, subresource, headers }: S3Request): readonly ConditionEntry[] {
  const writes = method === 'PUT' || (method === 'POST' && subresource === 'uploadId')
  return [
    ['s3:if-match', writes || method === 'DELETE' ? headers.get('if-match') : undefined],
    ['s3:if-none-match', writes ? headers.get('if-none-match') : undefined],
  ]
}

function tagKeys(tags: ReadonlyMap<string, string> | undefined): readonly ConditionEntry[] {
  if (tags === undefined || tags.size === 0) return []
  return [
    ['s3:RequestObjectTagKeys', [...tags.keys()]],
    ...[...tags].map(([name, value]): ConditionEntry => [`s3:RequestObjectTag/${name}`, value]),
  ]
}

const day = 86_400_000

function lockKeys({ headers }: S3Request, { document, now }: RequestFacts): readonly ConditionEntry[] {
  const until = headers.get('x-amz-object-lock-retain-until-date') ?? document.retainUntil
  const remaining = until === undefined ? Number.NaN : Date.parse(until) - now
  return [
    ['s3:object-lock-mode', headers.get('x-amz-object-lock-mode') ?? document.lockMode],
    ['s3:object-lock-retain-until-date', until],
    ['s3:object-lock-legal-hold', headers.get('x-amz-object-lock-legal-hold') ?? document.legalHold],
    ['s3:object-lock-remaining-retention-days', Number.isNaN(remaining) ? undefined : String(Math.ceil(remaining / day))],
  ]
}
