import type { SignatureWindow } from './clock-fault.ts'
import type { SignatureParts } from './signature-parts.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/** Seconds: a week. */
const longestLife = 604_800
/** How long a presigned request is good that does not say, and how far its signer's clock may be ahead; seconds. */
const usualLife = 900

/** When a signature is good: as long as it says itself where it is presigned, else as far as the clocks of signers may be off. */
export function signatureWindow(
  { presigned }: Pick<SignatureParts, 'presigned'>,
  toleranceMinutes: number,
): SignatureWindow | SignatureRefusal {
  const tolerance = toleranceMinutes * 60
  if (presigned === undefined) return { past: tolerance, future: tolerance }

  const { expires = String(usualLife) } = presigned
  const life = /^\d{1,6}$/.test(expires) ? Number(expires) : 0
  if (life >= 1 && life <= longestLife) return { past: life, future: usualLife }
  const message = `X-Amz-Expires must be a number of seconds from 1 to ${longestLife}. Got '${expires}'`
  return { kind: 'incomplete-signature', message }
}
