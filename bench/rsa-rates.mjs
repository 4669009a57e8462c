// How fast this machine signs and verifies with RSA-2048, by `node:crypto` alone.
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const message = Buffer.alloc(500, 'x')
const signInPool = promisify(sign)

/**
 * Signatures verified (RS256) on one thread.
 * @param {number} seconds
 * @returns {number} a second
 */
export function verifyRate(seconds) {
  const signature = sign('sha256', message, privateKey)
  const start = performance.now()
  let verified = 0
  while (performance.now() - start < seconds * 1000) {
    for (let n = 0; n < 50; n += 1) verify('sha256', message, publicKey, signature)
    verified += 50
  }
  return verified / ((performance.now() - start) / 1000)
}

/**
 * Signatures made (RS512) on all cores.
 * @param {number} seconds
 * @returns {Promise<number>} a second
 */
export async function signRate(seconds) {
  const start = performance.now()
  let signed = 0
  const work = async () => {
    while (performance.now() - start < seconds * 1000) {
      await signInPool('sha512', message, privateKey)
      signed += 1
    }
  }
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work))
  return signed / ((performance.now() - start) / 1000)
}
