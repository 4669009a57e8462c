// An OpenID Connect provider on loopback: its discovery document, its key set, and tokens that it signed before they are needed.
import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import http from 'node:http'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'

/** Its one client. */
export const audience = 'bench'

/**
 * @typedef {object} Issuer
 * @property {string} url
 * @property {string} name its key in `Logins`
 * @property {(subjects: string[]) => Promise<string[]>} tokens a new RS256 token of each subject, good for an hour
 * @property {() => void} close
 */

/** @returns {Promise<Issuer>} */
export async function startIssuer() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'bench' }
  let url = ''
  const documents = {
    '/.well-known/openid-configuration': () => ({ issuer: url, jwks_uri: `${url}/keys` }),
    '/keys': () => ({ keys: [jwk] }),
  }
  const server = http.createServer(({ url: path }, response) => {
    const document = documents[path]?.()
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(document ?? {}))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${server.address().port}`

  const signInPool = promisify(sign)
  const header = encode({ alg: 'RS256', kid: jwk.kid, typ: 'JWT' })
  const token = async (subject) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: url, aud: audience, sub: subject, iat: now, exp: now + 3600, auth_time: now, jti: randomUUID() }
    const input = `${header}.${encode(claims)}`
    return `${input}.${(await signInPool('sha256', Buffer.from(input), privateKey)).toString('base64url')}`
  }
  return {
    url,
    name: url.replace('http://', ''),
    async tokens(subjects) {
      const tokens = new Array(subjects.length)
      let at = 0
      const work = async () => {
        for (let n = at++; n < subjects.length; n = at++) tokens[n] = await token(subjects[n])
      }
      await Promise.all(Array.from({ length: 2 * availableParallelism() }, work))
      return tokens
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function encode(part) {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
