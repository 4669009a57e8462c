import { invalidArgument, notImplemented, type S3Fault } from './s3-fault.ts'
import type { Address } from './s3-request.ts'

export interface Selected {
  readonly kind: 'selected'
  readonly subresource: string | undefined
  /** Those that S3 knows for this method and sub-resource. */
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * The sub-resource that the parameters select, and its companions; parameters that S3 does not know here are left out, unless they would
 * select what is not offered.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html
 */
export function selectSubresource(method: string, address: Address, given: ReadonlyMap<string, string>): Selected | S3Fault {
  const known = subresources[address.kind]
  const [subresource, ...others] = [...given.keys()].filter((name) => known.has(name))
  if ([...given.keys()].some((name) => !known.has(name) && everySubresource.has(name))) return notImplemented()
  if (others.length > 0) return invalidArgument('Conflicting query parameters: a request has one sub-resource.')

  const companions = companionsOf(method, address, subresource)
  const parameters = new Map([...given].filter(([name]) => companions.test(name)))
  return valueFault(method, address, subresource, given, parameters) ?? { kind: 'selected', subresource, parameters }
}

const configurations = 'inventory analytics metrics intelligent-tiering'
const subresources: Readonly<Record<Address['kind'], ReadonlySet<string>>> = {
  service: new Set(),
  bucket: setOf(
    `acl policy cors tagging website lifecycle encryption replication ownershipControls publicAccessBlock versioning logging notification
    requestPayment accelerate object-lock ${configurations} versions uploads location policyStatus delete`,
  ),
  object: setOf('acl tagging retention legal-hold torrent attributes uploads uploadId restore select renameObject'),
}
/** Also those that AWS or stores of its kind have, and nobody here. */
const everySubresource = setOf(
  `${[...subresources.bucket, ...subresources.object].join(' ')} session metadataTable metadataConfiguration metadataInventoryTable
  metadataJournalTable abac append`,
)

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(/\s+/))
}

/** Not even a parameter without a name. */
const nothing = /(?!)/
const listing = /^(list-type|prefix|delimiter|marker|start-after|continuation-token|max-keys|encoding-type|fetch-owner)$/
const versionsListing = /^(prefix|delimiter|max-keys|encoding-type|key-marker|version-id-marker)$/
const uploadsListing = /^(prefix|delimiter|encoding-type|key-marker|upload-id-marker|max-uploads)$/
const reading = /^(versionId|partNumber|response-(cache-control|content-(disposition|encoding|language|type)|expires))$/

function companionsOf(method: string, { kind }: Address, subresource: string | undefined): RegExp {
  if (kind === 'service') return /^(prefix|continuation-token|max-buckets|bucket-region)$/
  if (kind === 'bucket') return bucketCompanions(method, subresource)
  switch (subresource) {
    case undefined:
      if (method === 'GET' || method === 'HEAD') return reading
      return method === 'DELETE' ? /^versionId$/ : nothing
    case 'uploadId':
      return method === 'GET' ? /^(uploadId|part-number-marker|max-parts|encoding-type)$/ : /^(uploadId|partNumber)$/
    case 'uploads':
      return nothing
    case 'select':
      return /^select-type$/
    default:
      return /^versionId$/
  }
}

function bucketCompanions(method: string, subresource: string | undefined): RegExp {
  if (subresource === undefined) return method === 'GET' ? listing : nothing
  if (subresource === 'versions') return versionsListing
  if (subresource === 'uploads') return uploadsListing
  return configurations.split(' ').includes(subresource) ? /^(id|continuation-token)$/ : nothing
}

function valueFault(
  method: string,
  { kind }: Address,
  subresource: string | undefined,
  given: ReadonlyMap<string, string>,
  parameters: ReadonlyMap<string, string>,
): S3Fault | undefined {
  if (kind !== 'object') return undefined
  for (const name of ['versionId', 'uploadId']) {
    if (given.get(name) === '') return invalidArgument(`The parameter ${name} must not be empty.`)
  }
  // A part that lacks its upload would take the place of the whole object, and the other way round.
  const writesPart = method === 'PUT' && (given.has('partNumber') || subresource === 'uploadId')
  if (writesPart && !(parameters.has('partNumber') && parameters.has('uploadId'))) {
    return invalidArgument('This operation takes both partNumber and uploadId.')
  }
  const part = parameters.get('partNumber')
  if (part === undefined || (/^\d{1,5}$/.test(part) && Number(part) >= 1 && Number(part) <= 10_000)) return undefined
  return invalidArgument('Part number must be an integer between 1 and 10000, inclusive')
}
