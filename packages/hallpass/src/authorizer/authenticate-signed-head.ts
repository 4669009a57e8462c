import { type AuthenticationPorts, findSigner } from '../authentication/authenticate.ts'
import type { SignedHead } from '../s3/signed-head.ts'
import type { Authorization } from '../sigv4/authorization.ts'
import { canonicalRequest } from '../sigv4/canonical-request.ts'
import { isSameText } from '../sigv4/is-same-text.ts'
import { queryParameters } from '../sigv4/query-parameters.ts'
import { readAuthorization } from '../sigv4/read-authorization.ts'
import { readSignatureParts } from '../sigv4/read-signature-parts.ts'
import { receivedHeaders } from '../sigv4/received-headers.ts'
import { signature } from '../sigv4/signature.ts'
import { type SignatureRefusal, signatureMismatch } from '../sigv4/signature-refusal.ts'
import { contentSha256, statedHashes } from './content-sha256.ts'
import type { SignedEvidence } from './evidence.ts'
import { type Identified, type Unidentified, unidentified } from './identified.ts'

/** The services of Hallpass and of its gateway: what is signed for them is taken nowhere else, unless the operator asks for it. */
const ownServices = ['cognito-identity', 'iam', 's3', 'sts']

/**
 * Who signed the head of a request to a service of any name. Of the body only the hash is known. Clocks may be five minutes apart.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function authenticateSignedHead(evidence: SignedEvidence, ports: AuthenticationPorts): Promise<Identified | Unidentified> {
  const { request } = evidence
  const service = evidence.service ?? scopeService(request)
  if (evidence.service === undefined && ownServices.includes(service)) {
    return unidentified(`Credential should be scoped to the service that was called, not to '${service}'.`)
  }
  const unread = { body: new Uint8Array(), ...request }
  const authorization = readAuthorization(unread, { service, now: ports.now(), toleranceMinutes: 5 })
  if (authorization.kind !== 'signed') return unidentified(authorization.message)
  const payload = contentSha256(statedHashes(request), evidence.bodySha256)
  const signer = await findSigner(authorization, (key) => mismatch(request, authorization, payload, key), ports)
  if (signer.kind === 'refused') return unidentified(signer.message)
  return { kind: 'identified', caller: signer.caller, covered: { contentSha256: payload, headers: authorization.signedHeaders } }
}

/** What the credential scope names, whatever else there is to be said of it; empty where nothing can be read. */
function scopeService({ path, query, headers }: SignedHead): string {
  const parts = readSignatureParts(path, receivedHeaders({ headers }), queryParameters(query))
  return parts.kind === 'parts' ? (parts.credential.split('/')[3] ?? '') : ''
}

/** The same work for every secret, so that unknown keys take as long as known ones. */
function mismatch(
  request: SignedHead,
  { signedHeaders, date, scope, signature: given }: Authorization,
  payload: string | undefined,
  key: Uint8Array,
): SignatureRefusal | undefined {
  const canonical = canonicalRequest({ body: new Uint8Array(), ...request }, signedHeaders, payload ?? '')
  if (canonical.kind !== 'canonical-request') return canonical
  const holds = isSameText(signature(key, canonical.text, date, scope), given)
  return holds && payload !== undefined ? undefined : signatureMismatch()
}
