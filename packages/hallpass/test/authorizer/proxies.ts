import { request as httpRequest } from 'node:http'
import type { Described } from './calls.ts'

export interface Checked {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Headers as they go over the wire: those of one name may be there twice. */
export type Pairs = readonly (readonly [string, string])[]

/** Sends a check as a proxy does; unlike fetch, with any host and any header twice. */
export function check(url: string, method: string, target: string, headers: Pairs, body = ''): Promise<Checked> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, path: target, setHost: false, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    outgoing.on('error', reject)
    for (const name of new Set(headers.map(([each]) => each.toLowerCase()))) {
      const values = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value)
      outgoing.setHeader(name, values.length === 1 ? String(values[0]) : values)
    }
    outgoing.end(body)
  })
}

/** The client's headers in each case; what else there is the proxy adds. */
export function pairsOf({ headers }: Pick<Described, 'headers'>): Pairs {
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => [name, each] as const),
  )
}

/** What the proxies of the tests are set up to ask. */
export const asks: Pairs = [
  ['x-hallpass-action', 'execute-api:Invoke'],
  ['x-hallpass-resource', 'arn:aws:execute-api:::shop/{method}{path}'],
]

/** As nginx asks, by `auth_request`. */
export function asNginx(url: string, client: Described, extra: Pairs = asks, body = ''): Promise<Checked> {
  const own: Pairs = [
    ['x-original-method', client.method],
    ['x-original-uri', client.url],
    ['connection', 'close'],
  ]
  return check(url, 'POST', '/authorize', [...pairsOf(client), ...own, ...extra], body)
}

/** As Envoy asks, by `ext_authz` over HTTP. */
export function asEnvoy(url: string, client: Described, extra: Pairs = asks): Promise<Checked> {
  return check(url, client.method, `/authorize/envoy${client.url}`, [...pairsOf(client), ['content-length', '0'], ...extra])
}

/** As Traefik asks, by ForwardAuth. */
export function asTraefik(url: string, client: Described, extra: Pairs = asks): Promise<Checked> {
  const own: Pairs = [
    ['host', new URL(url).host],
    ['x-forwarded-method', client.method],
    ['x-forwarded-uri', client.url],
    ['x-forwarded-host', String(client.headers['host'])],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-for', '203.0.113.7'],
  ]
  return check(url, 'GET', '/authorize/traefik', [...pairsOf(client).filter(([name]) => name !== 'host'), ...own, ...extra])
}

export const shapes = [
  ['nginx', asNginx],
  ['Envoy', asEnvoy],
  ['Traefik', asTraefik],
] as const
