import type { AskedAction, S3Request } from './s3-request.ts'

/**
 * What a request does, as policies name it: all of it must be allowed. Of a multi-object delete only what holds for the request as a whole:
 * each of its objects is asked by itself.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function askedActions(request: S3Request): readonly AskedAction[] {
  const { address } = request
  switch (address.kind) {
    case 'service':
      return [{ action: 's3:ListAllMyBuckets', resource: '*' }]
    case 'bucket':
      return bucketActions(request).map((name) => ({ action: `s3:${name}`, resource: bucketArn(address.bucket) }))
    case 'object':
      return [...ownActions(request, objectArn(address)), ...copyActions(request)]
  }
}

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`
}

export function objectArn({ bucket, key }: { readonly bucket: string; readonly key: string }): string {
  return `arn:aws:s3:::${bucket}/${key}`
}

/** What deleting one object of a multi-object delete asks. */
export function deleteActions(versionId: string | undefined, headers: S3Request['headers']): readonly string[] {
  return [versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', ...bypass(headers).map((name) => `s3:${name}`)]
}

function bucketActions({ method, subresource, headers }: S3Request): readonly string[] {
  if (subresource === undefined) return plainBucketActions(method, headers)
  const named = bucketSubresources[subresource]
  if (named !== undefined) return [named[method] ?? named['PUT'] ?? '']
  return []
}

function plainBucketActions(method: string, headers: S3Request['headers']): readonly string[] {
  switch (method) {
    case 'PUT':
      return createBucketActions(headers)
    case 'DELETE':
      return ['DeleteBucket']
    // A form: its object is asked for once its fields are read.
    case 'POST':
      return []
    default:
      return ['ListBucket']
  }
}

function createBucketActions(headers: S3Request['headers']): readonly string[] {
  const acl = headers.get('x-amz-acl')
  const setsAcl = (acl !== undefined && acl !== 'private') || hasGrant(headers)
  const locks = headers.get('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true'
  return [
    'CreateBucket',
    ...(setsAcl ? ['PutBucketAcl'] : []),
    ...(locks ? ['PutBucketObjectLockConfiguration', 'PutBucketVersioning'] : []),
    ...(headers.has('x-amz-object-ownership') ? ['PutBucketOwnershipControls'] : []),
  ]
}

/** Sub-resource → method → action; one that has no action of its own for DELETE asks for the one of PUT. */
const bucketSubresources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...sameNames('acl BucketAcl', 'tagging BucketTagging', 'versioning BucketVersioning', 'logging BucketLogging'),
  ...sameNames('notification BucketNotification', 'requestPayment BucketRequestPayment', 'cors BucketCORS'),
  ...sameNames('accelerate AccelerateConfiguration', 'object-lock BucketObjectLockConfiguration'),
  ...sameNames('lifecycle LifecycleConfiguration', 'encryption EncryptionConfiguration', 'replication ReplicationConfiguration'),
  ...sameNames('ownershipControls BucketOwnershipControls', 'publicAccessBlock BucketPublicAccessBlock'),
  ...sameNames('inventory InventoryConfiguration', 'analytics AnalyticsConfiguration', 'metrics MetricsConfiguration'),
  ...sameNames('intelligent-tiering IntelligentTieringConfiguration'),
  policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
  website: { GET: 'GetBucketWebsite', PUT: 'PutBucketWebsite', DELETE: 'DeleteBucketWebsite' },
  versions: { GET: 'ListBucketVersions' },
  uploads: { GET: 'ListBucketMultipartUploads' },
  location: { GET: 'GetBucketLocation' },
  policyStatus: { GET: 'GetBucketPolicyStatus' },
}

function sameNames(...pairs: readonly string[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [subresource = '', name = ''] = pair.split(' ')
      return [subresource, { GET: `Get${name}`, PUT: `Put${name}` }]
    }),
  )
}

function ownActions(request: S3Request, resource: string): readonly AskedAction[] {
  const versionId = request.parameters.get('versionId')
  return objectActions(request).map((name) => ({ action: `s3:${name}`, resource, ...(versionId !== undefined && { versionId }) }))
}

function objectActions(request: S3Request): readonly string[] {
  const { method, subresource, parameters, headers } = request
  const version = parameters.has('versionId') ? 'Version' : ''
  const verb = { GET: 'Get', HEAD: 'Get', PUT: 'Put', POST: 'Put', DELETE: 'Delete' }[method]
  switch (subresource) {
    case undefined:
      if (method === 'PUT') return ['PutObject', ...writeExtras(headers)]
      return method === 'DELETE' ? [`DeleteObject${version}`, ...bypass(headers)] : [`GetObject${version}`]
    case 'uploads':
      return ['PutObject', ...writeExtras(headers)]
    case 'uploadId':
      return uploadActions(method, headers)
    case 'attributes':
      return [`GetObject${version}`, `GetObject${version}Attributes`]
    case 'acl':
      return [`${verb}Object${version}Acl`]
    case 'tagging':
      return [`${verb}Object${version}Tagging`]
    case 'retention':
      return [`${verb}ObjectRetention`, ...(method === 'PUT' ? bypass(headers) : [])]
    case 'legal-hold':
      return [`${verb}ObjectLegalHold`]
    case 'torrent':
      return [`GetObject${version}Torrent`]
    case 'restore':
      return ['RestoreObject']
    default:
      return ['GetObject']
  }
}

function uploadActions(method: S3Request['method'], headers: S3Request['headers']): readonly string[] {
  if (method === 'GET') return ['ListMultipartUploadParts']
  return method === 'DELETE' ? ['AbortMultipartUpload'] : ['PutObject', ...writeExtras(headers)]
}

/** What headers of a write do besides. */
function writeExtras(headers: S3Request['headers']): readonly string[] {
  const locks = headers.has('x-amz-object-lock-mode') || headers.has('x-amz-object-lock-retain-until-date')
  const tags = headers.has('x-amz-tagging') || copiesTags(headers)
  return [
    ...(headers.has('x-amz-acl') || hasGrant(headers) ? ['PutObjectAcl'] : []),
    ...(tags ? ['PutObjectTagging'] : []),
    ...(locks ? ['PutObjectRetention'] : []),
    ...(headers.has('x-amz-object-lock-legal-hold') ? ['PutObjectLegalHold'] : []),
  ]
}

function hasGrant(headers: S3Request['headers']): boolean {
  return [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'))
}

function bypass(headers: S3Request['headers']): readonly string[] {
  return headers.get('x-amz-bypass-governance-retention')?.toLowerCase() === 'true' ? ['BypassGovernanceRetention'] : []
}

function copiesTags(headers: S3Request['headers']): boolean {
  return headers.get('x-amz-tagging-directive') === 'COPY' && headers.has('x-amz-copy-source')
}

function copyActions({ copySource, headers }: S3Request): readonly AskedAction[] {
  if (copySource === undefined) return []
  const resource = objectArn(copySource)
  const { versionId } = copySource
  const version = versionId === undefined ? '' : 'Version'
  const names = [`GetObject${version}`, ...(copiesTags(headers) ? [`GetObject${version}Tagging`] : [])]
  return names.map((name) => ({ action: `s3:${name}`, resource, ...(versionId !== undefined && { versionId }) }))
}
