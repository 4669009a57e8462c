import { describe, expect, test } from 'vitest'
import type { Signer } from '../transport/exchange.ts'
import { signedCall } from './signed-call.ts'
import { SigningClock } from './signing-clock.ts'

const request = { url: '', headers: {}, body: '' }
const local = Date.UTC(2026, 0, 1)
const hour = 3_600_000

describe('CP-NET-7 a call whose signature is refused', () => {
  test.for([
    'RequestTimeTooSkewed',
    'RequestExpired',
    'RequestInTheFuture',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'AuthFailure',
  ])('as %s is signed once more, for the time of the answer', async (name) => {
    expect(await timesOfSignatures(name, [hour, hour])).toEqual({ times: [0, hour], outcome: 'done' })
  })

  test('twice is over', async () => {
    expect(await timesOfSignatures('RequestExpired', [hour, 2 * hour, 3 * hour])).toEqual({ times: [0, hour], outcome: 'RequestExpired' })
  })

  test.for([
    'AccessDeniedException',
    'UnrecognizedClientException',
    'ExpiredTokenException',
    'NetworkError',
  ])('as %s is over', async (name) => {
    expect(await timesOfSignatures(name, [hour, hour])).toEqual({ times: [0], outcome: name })
  })

  test.for([0, 4_000, undefined])('is over where the answer is %s ms from the signature', async (offset) => {
    expect(await timesOfSignatures('RequestExpired', [offset, offset])).toEqual({ times: [0], outcome: 'RequestExpired' })
  })
})

/**
 * The times of the signatures, each less the local one, and how the call ended.
 * @param offsets of the service's time, as the refusals tell it; the last is that of an answer
 */
async function timesOfSignatures(name: string, offsets: readonly (number | undefined)[]) {
  const clock = new SigningClock(() => local)
  const times: number[] = []
  const sign: Signer = async (_, now) => {
    times.push(now - local)
    return {}
  }
  const perform = async (signer: Signer) => {
    await signer(request, clock.now())
    const offset = offsets[times.length - 1]
    clock.observe(offset === undefined ? 'now' : new Date(local + offset).toUTCString(), local, local)
    if (times.length < offsets.length) throw Object.assign(new Error(), { name })
    return 'done'
  }
  const outcome = await signedCall(perform, sign, clock).catch((error: Error) => error.name)
  return { times, outcome }
}
