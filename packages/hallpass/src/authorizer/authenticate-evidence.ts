import { authenticateBearer } from './authenticate-bearer.ts'
import { authenticateS3Head } from './authenticate-s3-head.ts'
import { authenticateSignedHead } from './authenticate-signed-head.ts'
import { confusingHeader } from './confusing-header.ts'
import type { Evidence } from './evidence.ts'
import { type EvidencePorts, type Identified, type Unidentified, unidentified } from './identified.ts'

/** Who is behind the evidence. S3 is signed for in a way of its own. */
export async function authenticateEvidence(evidence: Evidence, ports: EvidencePorts): Promise<Identified | Unidentified> {
  if (evidence.kind === 'bearer') return authenticateBearer(evidence, ports)
  const confusing = confusingHeader(evidence.request)
  if (confusing !== undefined) return unidentified(confusing)
  return evidence.service === 's3' ? authenticateS3Head(evidence, ports) : authenticateSignedHead(evidence, ports)
}
