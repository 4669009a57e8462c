import { request as requestTo } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Answer } from './reactions.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Asks the service behind; its own `Date`, and what concerns one connection only, stay there. */
export async function forward({ method, path, headers, body }: RecordedRequest, behind: string): Promise<Answer> {
  const kept = Object.entries(headers).filter(([name]) => !['connection', 'content-length', 'transfer-encoding', 'expect'].includes(name))
  const left = [
    'connection',
    'keep-alive',
    'content-length',
    'transfer-encoding',
    'content-encoding',
    'date',
    'access-control-allow-origin',
  ]
  return new Promise((resolve, reject) => {
    // Not by `fetch`, which has a `Host` of its own, while signatures hold for the one that was asked.
    const asked = requestTo(new URL(path, behind), { method, headers: Object.fromEntries(kept), agent: false }, (answer) => {
      const shown = Object.entries(answer.headers).filter(([name]) => !left.includes(name) && !name.startsWith('access-control-'))
      const status = answer.statusCode ?? 0
      const headers = Object.fromEntries(shown.map(([name, value]) => [name, String(value)]))
      text(answer).then((body) => resolve({ status, headers, body }), reject)
    })
    asked.on('error', reject).end(body)
  })
}
