import { authenticateBearer } from './authenticate-bearer.ts'
import { authenticateS3Head } from './authenticate-s3-head.ts'
import { authenticateSignedHead } from './authenticate-signed-head.ts'
import { confusingPart } from './confusing-request.ts'
import type { Evidence } from './evidence.ts'
import { type EvidencePorts, type Identified, type Unidentified, unidentified } from './identified.ts'

/** Who is behind the evidence. S3 is signed for in a way of its own. */
export async function authenticateEvidence(evidence: Evidence, ports: EvidencePorts): Promise<Identified | Unidentified> {
  const confusing = evidence.request && confusingPart(evidence.request)
  if (confusing !== undefined) return unidentified(confusing)
  if (evidence.kind === 'bearer') return authenticateBearer(evidence, ports)
  return evidence.service === 's3' ? authenticateS3Head(evidence, ports) : authenticateSignedHead(evidence, ports)
}
