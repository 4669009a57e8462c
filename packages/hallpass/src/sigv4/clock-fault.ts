import { basicDate } from './request-date.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/** Around the time of the signature, when it is good; seconds. */
export interface SignatureWindow {
  /** How long ago it may have been made. */
  readonly past: number
  /** How far the signer's clock may be ahead. */
  readonly future: number
}

/** Says that a request was signed too long ago or too far ahead; undefined within the window, its ends included. Times in milliseconds. */
export function clockFault(signedAt: number, now: number, { past, future }: SignatureWindow): SignatureRefusal | undefined {
  // Signers know whole seconds only: a window with fractions would name two equal times and call one the earlier.
  const second = now - (now % 1000)
  const [earliest, latest] = [second - past * 1000, second + future * 1000]
  if (earliest <= signedAt && signedAt <= latest) return undefined
  const [signed, current] = [basicDate(signedAt), basicDate(second)]
  return signedAt < earliest
    ? invalid(`Signature expired: ${signed} is now earlier than ${basicDate(earliest)} (${current} - ${span(past)})`)
    : invalid(`Signature not yet current: ${signed} is still later than ${basicDate(latest)} (${current} + ${span(future)})`)
}

function span(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min.` : `${seconds} sec.`
}

function invalid(message: string): SignatureRefusal {
  return { kind: 'invalid-signature', message }
}
