import { basicDate } from './request-date.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/** Says that a request was signed too long ago or too far ahead; undefined within the tolerance, which is included. Times in milliseconds. */
export function clockFault(signedAt: number, now: number, toleranceMinutes: number): SignatureRefusal | undefined {
  // Signers know whole seconds only: a window with fractions would name two equal times and call one the earlier.
  const second = now - (now % 1000)
  const [earliest, latest] = [second - toleranceMinutes * 60_000, second + toleranceMinutes * 60_000]
  const [signed, current] = [basicDate(signedAt), basicDate(second)]
  if (signedAt < earliest) {
    return invalid(`Signature expired: ${signed} is now earlier than ${basicDate(earliest)} (${current} - ${toleranceMinutes} min.)`)
  }
  if (signedAt > latest) {
    return invalid(`Signature not yet current: ${signed} is still later than ${basicDate(latest)} (${current} + ${toleranceMinutes} min.)`)
  }
  return undefined
}

function invalid(message: string): SignatureRefusal {
  return { kind: 'invalid-signature', message }
}
