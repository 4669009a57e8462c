import { Agent, request } from 'node:http'

export interface Answered {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Calls of a server's public operations, over so many connections that are kept. */
export function poster(url: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    /** Rejects where the connection ends without an answer. */
    post: (operation: string, input: unknown) =>
      new Promise<Answered>((resolve, reject) => {
        const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` }
        const sent = request(url, { method: 'POST', agent, headers }, (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (part: string) => (text += part))
          response.on('error', reject)
          // The wire answers with JSON.
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answered['body'] }))
        })
        sent.on('error', reject)
        sent.end(JSON.stringify(input))
      }),
    close: () => agent.destroy(),
  }
}

export type Poster = ReturnType<typeof poster>
