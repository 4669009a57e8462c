import { headerValue, type ReceivedHeaders } from './received-headers.ts'
import type { SignatureParts } from './signature-parts.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/**
 * Reads the header form: `Authorization: ALGORITHM Credential=…, SignedHeaders=…, Signature=…`, the parts in any order, between commas,
 * blanks or both. Parts of other names are passed over.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readHeaderForm(headers: ReceivedHeaders, authorization: string): SignatureParts | SignatureRefusal {
  const [algorithm = '', ...pairs] = authorization.split(/[ ,]+/).filter(Boolean)
  // A message goes into logs; a signature does not.
  const [shown = ''] = authorization.split(/signature=/i, 1)

  const parts = new Map<string, string>()
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals === -1) return incomplete(missingEqualSign(pair, shown))
    const name = pair.slice(0, equals)
    if (parts.has(name)) return incomplete(`Authorization header has more than one '${name}' parameter. Authorization=${shown}`)
    parts.set(name, pair.slice(equals + 1))
  }

  const credential = parts.get('Credential') ?? ''
  const signature = parts.get('Signature') ?? ''
  const signedHeaders = parts.get('SignedHeaders') ?? ''
  const date = headerValue(headers, 'x-amz-date') ?? headerValue(headers, 'date')
  const missing = Object.entries({ Credential: credential, Signature: signature, SignedHeaders: signedHeaders })
    .filter(([, value]) => value === '')
    .map(([name]) => `Authorization header requires '${name}' parameter. `)
  if (date === undefined) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
  if (date === undefined || missing.length > 0) return incomplete(`${missing.join('')}Authorization=${shown}`)

  return { kind: 'parts', algorithm, credential, signedHeaders, signature, date, presigned: undefined }
}

function missingEqualSign(pair: string, shown: string): string {
  const named = shown.includes(pair) ? pair : ''
  return `'${named}' not a valid key=value pair (missing equal-sign) in Authorization header: '${shown}'.`
}

function incomplete(message: string): SignatureRefusal {
  return { kind: 'incomplete-signature', message }
}
