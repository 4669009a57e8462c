import { encodeKey, encodeOnce } from './percent-coding.ts'
import type { S3Request } from './s3-request.ts'

export interface RequestTarget {
  /** Path style, encoded. */
  readonly path: string
  /** Encoded, without `?`; empty where there is none. */
  readonly query: string
}

/** The target by which a store is asked for exactly what was decided. */
export function requestTarget({
  address,
  subresource,
  parameters,
}: Pick<S3Request, 'address' | 'subresource' | 'parameters'>): RequestTarget {
  // `uploadId` selects and has a value; all others select by being there.
  const selected = subresource === undefined || parameters.has(subresource) ? [] : [`${subresource}=`]
  const rest = [...parameters].map(([name, value]) => `${encodeOnce(name)}=${encodeOnce(value)}`)
  return { path: pathOf(address), query: [...selected, ...rest].join('&') }
}

function pathOf(address: S3Request['address']): string {
  switch (address.kind) {
    case 'service':
      return '/'
    case 'bucket':
      return `/${address.bucket}`
    case 'object':
      return `/${address.bucket}/${encodeKey(address.key)}`
  }
}
