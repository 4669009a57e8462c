import { isIPv4 } from 'node:net'
import { onlyValue } from '../authorizer/proxy-check.ts'
import type { SignedHead } from '../s3/signed-head.ts'
import { isSameText } from '../sigv4/is-same-text.ts'

/** A call of the authorizer, as far as it says who calls. */
export interface AuthorizerCall {
  /** `service`: speaks for itself, in JSON. `proxy`: passes the headers of its client on. */
  readonly from: 'service' | 'proxy'
  readonly headers: SignedHead['headers']
  /** The other end of the connection, whatever is said of proxies. */
  readonly peerAddress: string
}

/**
 * Why a call is not answered; undefined: it is. Callers prove themselves by the token that both have: services as a bearer token, proxies,
 * which pass on the `Authorization` of their clients, in a header that they overwrite. Where none is set, callers are on this machine.
 */
export function admissionFault(call: AuthorizerCall, token: string | undefined): string | undefined {
  return token === undefined ? placeFault(call) : tokenFault(call, token)
}

function tokenFault({ from, headers }: AuthorizerCall, token: string): string | undefined {
  const [name, expected] = from === 'service' ? ['authorization', `Bearer ${token}`] : ['x-hallpass-authorizer-token', token]
  return isSameText(expected, onlyValue(headers, name) ?? '')
    ? undefined
    : `The authorizer's token is missing or wrong, in the header ${name}.`
}

function placeFault({ from, headers, peerAddress }: AuthorizerCall): string | undefined {
  const isHere = peerAddress === '::1' || (isIPv4(plain(peerAddress)) && plain(peerAddress).startsWith('127.'))
  if (!isHere) return 'Without HALLPASS_AUTHORIZER_TOKEN, only callers on this machine are answered.'
  // A proxy on this machine that lets the world in, by mistake, is no service on it.
  const isPassedOn = headers.some(([name]) => passedOn.test(name))
  return from === 'service' && isPassedOn ? 'Without HALLPASS_AUTHORIZER_TOKEN, calls that a proxy passes on are not answered.' : undefined
}

const passedOn = /^(?:authorization|forwarded|via|x-real-ip|x-forwarded-.*|x-amz-.*)$/i

function plain(address: string): string {
  return address.replace(/^::ffff:/i, '')
}
