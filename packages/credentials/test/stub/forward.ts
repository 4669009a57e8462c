import type { Answer } from './reactions.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Asks the service behind; its own `Date`, and what concerns one connection only, stay there. */
export async function forward({ method, path, headers, body }: RecordedRequest, behind: string): Promise<Answer> {
  const kept = Object.entries(headers).filter(([name]) => !['connection', 'content-length', 'transfer-encoding', 'expect'].includes(name))
  const answer = await fetch(new URL(path, behind), { method, headers: kept, body: body === '' ? null : body, redirect: 'manual' })
  const left = [
    'connection',
    'keep-alive',
    'content-length',
    'transfer-encoding',
    'content-encoding',
    'date',
    'access-control-allow-origin',
  ]
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !left.includes(name) && !name.startsWith('access-control-'))),
    body: await answer.text(),
  }
}
