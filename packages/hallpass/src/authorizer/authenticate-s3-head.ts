import type { AuthenticationPorts } from '../authentication/authenticate.ts'
import { authenticateS3 } from '../authentication/authenticate-s3.ts'
import { readS3Authorization } from '../s3/read-s3-authorization.ts'
import { contentSha256 } from './content-sha256.ts'
import type { SignedEvidence } from './evidence.ts'
import { type Identified, type Unidentified, unidentified } from './identified.ts'

/** Who signed the head of a request as S3 has it signed: the path encoded once, nothing of it folded. Bodies in signed chunks are not taken. */
export async function authenticateS3Head(
  { request, bodySha256 }: SignedEvidence,
  ports: AuthenticationPorts,
): Promise<Identified | Unidentified> {
  const authorization = readS3Authorization(request, ports.now())
  const signer = await authenticateS3(request, ports)
  if (signer.kind === 'anonymous' || authorization.kind === 'anonymous') return unidentified('Request is missing Authentication Token')
  if (signer.kind === 'fault') return unidentified(signer.message)
  if (authorization.kind === 'fault') return unidentified(authorization.message)
  const payload = contentSha256([signer.contentSha256], bodySha256)
  if (payload === undefined) return unidentified("The provided 'x-amz-content-sha256' header does not match what was computed.")
  return { kind: 'identified', caller: signer.caller, covered: { contentSha256: payload, headers: authorization.signedHeaders } }
}
