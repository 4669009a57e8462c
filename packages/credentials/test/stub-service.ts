import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnFreshPort } from '../../hallpass/test/counterparts/fresh-port.ts'
import { forward } from './stub/forward.ts'
import { Identities } from './stub/identities.ts'
import { misbehave } from './stub/misbehave.ts'
import { type Answer, type Script, usual } from './stub/reactions.ts'
import { type RecordedRequest, readOperation } from './stub/recorded-request.ts'
import { refuse, respond } from './stub/respond.ts'

export interface StubSettings {
  /** How far the service's clock is ahead of `Date.now()`, in milliseconds: in expirations, checks of tokens and the `Date` header. */
  skew: number
  /** Whether answers say what the service's clock shows, and in a form that can be read. */
  date: 'sent' | 'absent' | 'garbled'
  /** Of credentials, in seconds. */
  lifetime: number
  /** Whether pages of other origins may read answers, and their `Date`. */
  sharing: 'with-date' | 'without-date' | 'none'
}

/** A request that waits for its answer. */
export interface Held {
  /** Settles when the request is there. */
  readonly arrived: Promise<RecordedRequest>
  /** Lets the answer go: the usual one unless told otherwise. */
  release(script?: Script): void
}

/**
 * What stands in for cognito-identity, and for `AssumeRoleWithWebIdentity` of STS: an address that records what it is asked, answers as
 * the service does, and can be told to do otherwise. What it does otherwise is counted off by operation; `*` stands for any.
 */
export interface StubService {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly settings: StubSettings
  /** What the stub knows; of no effect where a service stands behind it. */
  readonly identities: Identities
  /** In order of arrival, without preflights. */
  readonly requests: readonly RecordedRequest[]
  readonly preflights: readonly RecordedRequest[]
  /** The names of the operations that were asked for, in order. */
  readonly operations: readonly string[]
  requestsOf(operation: string): readonly RecordedRequest[]
  /** The next requests of this operation meet these, one each; after them all is as before. */
  next(operation: string, ...scripts: readonly Script[]): void
  /** Every request of this operation meets this, from now on; undefined: none does. */
  always(operation: string, script: Script | undefined): void
  /** Holds the next request of this operation until it is released. */
  hold(operation: string): Held
  /** Forgets the requests so far, and all that it was told by `next` and `always`. */
  reset(): void
  close(): Promise<void>
}

/** @param behind the address of a service that gives the usual answers; unless given, the stub makes them up */
export async function startStubService(behind?: string): Promise<StubService> {
  const requests: RecordedRequest[] = []
  const preflights: RecordedRequest[] = []
  const once = new Map<string, Script[]>()
  const lasting = new Map<string, Script>()
  const settings: StubSettings = { skew: 0, date: 'sent', lifetime: 3600, sharing: 'with-date' }
  const now = () => Date.now() + settings.skew
  const identities = new Identities(now)
  const model = { identities, now, lifetime: () => settings.lifetime }

  const usualAnswer = (request: RecordedRequest): Answer | Promise<Answer> =>
    behind === undefined ? respond(request, model) : forward(request, behind)
  const scriptFor = ({ operation }: RecordedRequest): Script =>
    once.get(operation)?.shift() ?? once.get('*')?.shift() ?? lasting.get(operation) ?? lasting.get('*') ?? usual()

  const server = createServer(async (incoming, response) => {
    const request = await record(incoming, response)
    for (const [name, value] of headersOf(settings, now())) response.setHeader(name, value)
    response.sendDate = false
    if (request.method === 'OPTIONS') {
      preflights.push(request)
      response.writeHead(200, { 'access-control-allow-methods': 'POST', 'access-control-max-age': '0', ...allowedHeaders(request) }).end()
      return
    }
    requests.push(request)
    const script = scriptFor(request)
    const reaction = typeof script === 'function' ? await script(request) : script
    if (response.destroyed) return
    if (reaction.kind === 'fault') {
      misbehave(reaction.fault, response, () => usualAnswer(request))
      return
    }
    const answer =
      reaction.kind === 'refusal'
        ? refuse(request, reaction.refusal)
        : reaction.kind === 'answer'
          ? reaction.answer
          : reaction.change(await usualAnswer(request))
    Object.assign(request, { status: answer.status, answer: answer.body })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server.on('clientError', (_, socket) => socket.destroy())
  const url = `http://127.0.0.1:${await listenOnFreshPort(server)}`

  const next = (operation: string, ...scripts: readonly Script[]) => {
    once.set(operation, [...(once.get(operation) ?? []), ...scripts])
  }
  return {
    url,
    settings,
    identities,
    requests,
    preflights,
    get operations() {
      return requests.map(({ operation }) => operation)
    },
    requestsOf: (operation) => requests.filter((request) => request.operation === operation),
    next,
    always(operation, script) {
      if (script === undefined) lasting.delete(operation)
      else lasting.set(operation, script)
    },
    hold(operation) {
      const arrival = deferred<RecordedRequest>()
      const permit = deferred<Script>()
      next(operation, async (request) => {
        arrival.resolve(request)
        const script = await permit.promise
        return typeof script === 'function' ? script(request) : script
      })
      return { arrived: arrival.promise, release: (script = usual()) => permit.resolve(script) }
    },
    reset() {
      requests.length = 0
      preflights.length = 0
      once.clear()
      lasting.clear()
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function record(incoming: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
  const givenUp = deferred<void>()
  response.on('close', () => {
    if (!response.writableFinished) givenUp.resolve()
  })
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks).toString()
  const headers = Object.fromEntries(Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]))
  const { method = '', url: path = '' } = incoming
  return {
    method,
    path,
    headers,
    body,
    ...readOperation(method, path, headers, body),
    at: Date.now(),
    status: undefined,
    answer: undefined,
    givenUp: givenUp.promise,
  }
}

function headersOf({ date, sharing }: StubSettings, now: number): [name: string, value: string][] {
  return [
    ['x-amzn-requestid', crypto.randomUUID()],
    ...(date === 'absent' ? [] : ([['date', date === 'sent' ? new Date(now).toUTCString() : 'yesterday']] as [string, string][])),
    ...(sharing === 'none' ? [] : ([['access-control-allow-origin', '*']] as [string, string][])),
    ...(sharing === 'none' ? [] : ([['access-control-expose-headers', exposed(sharing === 'with-date')]] as [string, string][])),
  ]
}

function exposed(date: boolean): string {
  return ['x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', ...(date ? ['Date'] : [])].join(',')
}

function allowedHeaders({ headers }: RecordedRequest): Record<string, string> {
  const asked = headers['access-control-request-headers']
  return asked === undefined ? {} : { 'access-control-allow-headers': asked }
}

function deferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  // The executor runs before the constructor returns.
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
