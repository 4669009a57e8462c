import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'

export interface UpstreamStub {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** What was asked, in order. */
  readonly asked: readonly AskedForm[]
  /** How the next requests are answered. */
  answer(how: (response: ServerResponse, asked: AskedForm) => void): void
  close(): Promise<void>
}

export interface AskedForm {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly form: URLSearchParams
}

export const goodCredentials = {
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  SessionToken: 'AQoDYXdzEE0a8ANXXXXXXXXNO1ewxE5TijQyp',
}

/** What an STS answers. */
export function credentialsXml(expiration = new Date(Date.now() + 3_600_000)): string {
  const members = Object.entries({ ...goodCredentials, Expiration: expiration.toISOString() })
  const credentials = members.map(([name, value]) => `<${name}>${value}</${name}>`).join('')
  return (
    '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>' +
    `<Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
  )
}

export function errorXml(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`
}

export function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body)
}

/** An STS that says what it is told to; credentials at first. */
export async function startUpstreamStub(): Promise<UpstreamStub> {
  const asked: AskedForm[] = []
  let how: (response: ServerResponse, asked: AskedForm) => void = (response) => send(response, 200, credentialsXml())
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const each = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, form }
    asked.push(each)
    how(response, each)
  })
  const url = `http://127.0.0.1:${await listenOnFreshPort(server)}`
  return {
    url,
    asked,
    answer(next) {
      how = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
