import type { Signer } from '../transport/exchange.ts'
import type { SigningClock } from './signing-clock.ts'

/** Less than this says nothing: answers tell the time in whole seconds, and travel some time. Milliseconds. */
const precision = 5_000

/**
 * Performs a call with a signature. Where the service refuses it, and tells a time that is not the signature's, the call is performed once
 * more, signed for that time.
 */
export async function signedCall<T>(perform: (sign: Signer) => Promise<T>, sign: Signer, clock: SigningClock): Promise<T> {
  let offset = 0
  try {
    return await perform((request, now) => {
      offset = clock.offset
      return sign(request, now)
    })
  } catch (error) {
    const { lastOffset } = clock
    if (lastOffset === undefined || Math.abs(lastOffset - offset) < precision || !mayBeSkew(error)) throw error
    return perform((request) => sign(request, clock.local() + lastOffset))
  }
}

/** The codes of services of AWS that know the time of a signature for wrong. A wrong secret has some of them too. */
function mayBeSkew(error: unknown): boolean {
  return (
    error instanceof Error && /^(RequestTimeTooSkewed|Request(Expired|InTheFuture)|(Invalid)?Signature.*|AuthFailure)$/.test(error.name)
  )
}
