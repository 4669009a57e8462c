import type { Address, S3Request } from './s3-request.ts'

/** Whether S3 has this method here. Narrows the text to a method of ours. */
export function isOffered(method: string, { kind }: Address, subresource: string | undefined): method is S3Request['method'] {
  const methods = kind === 'service' ? 'GET' : (kind === 'bucket' ? ofBuckets : ofObjects)[subresource ?? '']
  return methods?.split(' ').includes(method) ?? false
}

const readWriteDelete = 'GET PUT DELETE'

/** Sub-resource → methods; empty: the bucket or object itself. Source: Amazon S3 API reference, "Actions". */
const ofBuckets: Readonly<Record<string, string>> = {
  '': 'GET HEAD PUT DELETE POST',
  acl: 'GET PUT',
  policy: readWriteDelete,
  cors: readWriteDelete,
  tagging: readWriteDelete,
  website: readWriteDelete,
  lifecycle: readWriteDelete,
  encryption: readWriteDelete,
  replication: readWriteDelete,
  ownershipControls: readWriteDelete,
  publicAccessBlock: readWriteDelete,
  versioning: 'GET PUT',
  logging: 'GET PUT',
  notification: 'GET PUT',
  requestPayment: 'GET PUT',
  accelerate: 'GET PUT',
  'object-lock': 'GET PUT',
  inventory: readWriteDelete,
  analytics: readWriteDelete,
  metrics: readWriteDelete,
  'intelligent-tiering': readWriteDelete,
  versions: 'GET',
  uploads: 'GET',
  location: 'GET',
  policyStatus: 'GET',
  delete: 'POST',
}

const ofObjects: Readonly<Record<string, string>> = {
  '': 'GET HEAD PUT DELETE',
  acl: 'GET PUT',
  tagging: readWriteDelete,
  retention: 'GET PUT',
  'legal-hold': 'GET PUT',
  torrent: 'GET',
  attributes: 'GET',
  uploads: 'POST',
  uploadId: 'GET PUT POST DELETE',
  restore: 'POST',
  select: 'POST',
}
