import type { RecordedRequest } from './recorded-request.ts'

/** What goes wrong with an answer. */
export type Fault =
  /** The connection ends before any byte of an answer. */
  | 'cut'
  /** … after the head of the answer. */
  | 'cut-after-head'
  /** … in the middle of the body. */
  | 'cut-in-body'
  /** Nothing comes, until the test lets it end or the stub closes. */
  | 'hang'
  /** The head and half a body come, then nothing. */
  | 'hang-in-body'
  /** A page of HTML with status 200. */
  | 'html'
  /** A page of HTML with status 503, as a load balancer sends it. */
  | 'html-503'
  /** JSON that ends too early, in a body of the length that was announced. */
  | 'half-json'
  /** JSON that is no object. */
  | 'list'
  | 'empty'
  /** A 307 to another path of the stub. */
  | 'redirect'
  /** 307 to another origin. */
  | 'redirect-away'
  /** The usual answer with ten megabytes of padding. */
  | 'huge'

export const faults: readonly Fault[] = [
  'cut',
  'cut-after-head',
  'cut-in-body',
  'hang',
  'hang-in-body',
  'html',
  'html-503',
  'half-json',
  'list',
  'empty',
  'redirect',
  'redirect-away',
  'huge',
]

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The whole text of the body. */
  readonly body: string
}

export type Reaction =
  | { readonly kind: 'usual'; readonly change: (answer: Answer) => Answer }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'fault'; readonly fault: Fault }

/** A reaction, or what finds one when the request is there. A promise holds the answer back until it settles. */
export type Script = Reaction | ((request: RecordedRequest) => Reaction | Promise<Reaction>)

export interface Refusal {
  /** The name of the exception. */
  readonly type: string
  readonly message: string
  readonly status: number
  /** Where the name is: in the body, there with a namespace, or in the header alone. */
  readonly where: 'body' | 'namespace' | 'header'
  readonly headers: Readonly<Record<string, string>>
}

/** What the service behind says, changed where told. */
export function usual(change: (answer: Answer) => Answer = (answer) => answer): Reaction {
  return { kind: 'usual', change }
}

/** What the service behind says, with these members in place of its own: `undefined` leaves one out. JSON operations only. */
export function usualBut(members: Readonly<Record<string, unknown>>): Reaction {
  return usual((answer) => ({ ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), ...members }) }))
}

/** This body: a text as it is, anything else as JSON. */
export function answer(body: unknown, { status = 200, headers = {} }: Partial<Omit<Answer, 'body'>> = {}): Reaction {
  return {
    kind: 'answer',
    answer: {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  }
}

/** An error of the service: in JSON, or in XML where the request is one for STS. */
export function refusal(type: string, message = '', more: Partial<Omit<Refusal, 'type' | 'message'>> = {}): Reaction {
  return { kind: 'refusal', refusal: { type, message, status: 400, where: 'body', headers: {}, ...more } }
}

/** `TooManyRequestsException` with status 429. */
export function tooManyRequests(retryAfter?: string): Reaction {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  return refusal('TooManyRequestsException', 'Rate exceeded', { status: 429, headers })
}

/** `InternalErrorException` with status 500. */
export function internalError(): Reaction {
  return refusal('InternalErrorException', 'The service failed. Please try again.', { status: 500 })
}

export function fault(name: Fault): Reaction {
  return { kind: 'fault', fault: name }
}
