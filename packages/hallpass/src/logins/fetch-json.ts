import { failureCode } from '../outgoing/failure-code.ts'
import { readAnswer } from '../outgoing/read-answer.ts'
import { withinTime } from '../outgoing/within-time.ts'
import { fetchPinned } from './fetch-pinned.ts'
import { Turns } from './turns.ts'

/** A provider's answer: status 200, 400 or 401, and a JSON object. */
export interface JsonAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface JsonRequest {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** SHA-1 of certificates, in hexadecimal digits, that are trusted where those of the host otherwise are not. For GET only. */
  readonly thumbprints?: readonly string[]
}

/** Asks a provider; throws {@link ProviderFailure} unless it gives a {@link JsonAnswer}. */
export type FetchJson = (address: string | URL, request?: JsonRequest) => Promise<JsonAnswer>

/** A provider did not answer, or not as it should. The message names its host and never the rest of the address, which may hold a token. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly kind: FailureKind

  constructor(message: string, kind: FailureKind = 'unreachable') {
    super(message)
    this.kind = kind
  }
}

/**
 * - `unreachable`: no answer, or that the provider is out of order;
 * - `unusable`: an answer that is of no use;
 * - `untrusted`: a certificate that nobody here trusts.
 */
export type FailureKind = 'unreachable' | 'unusable' | 'untrusted'

/** What a certificate may fail by, in the words of OpenSSL and Node. Source: Node.js, "X509 certificate error codes". */
const certificateFaults = /CERT|SIGNATURE|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/

/** The most that a provider may answer, bytes after decompression. */
const maxAnswerBytes = 1024 * 1024

/** How many calls to one host are under way at once: while it hangs, each of them holds a socket. */
const mostAtOnce = 256

/**
 * Calls to providers: no redirects, JSON objects in valid UTF-8 only, and one time-out for the whole exchange.
 * @param timeoutMilliseconds from the call to the last byte of the answer; waiting for other calls to the same host counts
 */
export function createFetchJson(timeoutMilliseconds = 5_000): FetchJson {
  const turns = new Turns(mostAtOnce)
  return async (address, request = {}) => {
    const host = URL.canParse(String(address)) ? new URL(address).host : 'The provider'
    return withinTime(
      timeoutMilliseconds,
      (signal) => turns.take(host, signal, () => exchange(host, address, request, signal)),
      () => {
        throw new ProviderFailure(`${host} did not answer within ${timeoutMilliseconds} ms.`)
      },
    )
  }
}

async function exchange(host: string, address: string | URL, request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  try {
    const response = await send(address, request, signal)
    if (![200, 400, 401].includes(response.status)) {
      await response.body?.cancel()
      throw new ProviderFailure(`${host} answered with status ${response.status}.`, response.status >= 500 ? 'unreachable' : 'unusable')
    }
    const bytes = await readAnswer(response, maxAnswerBytes)
    if (bytes === undefined) throw new ProviderFailure(`${host} answered with more than ${maxAnswerBytes} bytes.`, 'unusable')
    return { status: response.status, body: parseObject(bytes, host) }
  } catch (error) {
    // What fetch says of an address may hold all of it: only the kind of error is kept.
    if (error instanceof ProviderFailure) throw error
    const reason = failureCode(error)
    throw new ProviderFailure(`${host} cannot be reached (${reason}).`, certificateFaults.test(reason) ? 'untrusted' : 'unreachable')
  }
}

async function send(address: string | URL, { thumbprints = [], ...request }: JsonRequest, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'application/json', ...request.headers }
  try {
    return await fetch(address, { ...request, headers, redirect: 'manual', signal })
  } catch (error) {
    if (thumbprints.length === 0 || !certificateFaults.test(failureCode(error))) throw error
    const response = await fetchPinned(new URL(address), thumbprints, headers, signal)
    if (response === undefined) throw error
    return response
  }
}

function parseObject(bytes: Uint8Array, host: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    // An object of JSON has nothing but string keys.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below, without the parser's quotation of what it was given.
  }
  throw new ProviderFailure(`${host} answered with something else than a JSON object.`, 'unusable')
}
