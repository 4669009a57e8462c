import { authenticate } from '../authentication/authenticate.ts'
import { queryParameters } from '../sigv4/query-parameters.ts'
import { bearerRequest } from './bearer-request.ts'
import type { BearerEvidence } from './evidence.ts'
import { type EvidencePorts, type Identified, type Unidentified, unidentified } from './identified.ts'

/** The longest life of a bearer token, seconds: whoever sees one can use it that long. */
const longestLife = 900

/** Who made a bearer token: who signed the `GetCallerIdentity` that it is, for this address and this audience. */
export async function authenticateBearer({ token, audience }: BearerEvidence, ports: EvidencePorts): Promise<Identified | Unidentified> {
  const request = bearerRequest(token, new URL(ports.publicUrl()).host, audience)
  if (request === undefined) return unidentified('The bearer token is malformed, or made for another address.')
  const { signedHeaders, life } = claims(request.query)
  if (!signedHeaders.includes('x-hallpass-audience')) return unidentified('The bearer token is made for no audience.')
  if (!(life >= 1 && life <= longestLife)) return unidentified(`A bearer token lives for ${longestLife} seconds at most.`)
  const signer = await authenticate(request, 'sts', ports)
  if (signer.kind === 'refused') return unidentified(signer.message)
  return { kind: 'identified', caller: signer.caller, covered: { contentSha256: undefined, headers: [] } }
}

function claims(query: string): { readonly signedHeaders: readonly string[]; readonly life: number } {
  const read = queryParameters(query)
  const parameters = new Map(read.kind === 'parameters' ? read.parameters : [])
  const expires = parameters.get('X-Amz-Expires') ?? ''
  return {
    signedHeaders: (parameters.get('X-Amz-SignedHeaders') ?? '').split(';'),
    life: /^\d{1,3}$/.test(expires) ? Number(expires) : 0,
  }
}
