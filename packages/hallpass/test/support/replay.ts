import type { Hallpass } from '../hallpass.ts'
import { createPlaceholders } from './placeholders.ts'
import { type RecordedCall, readAnswer, writeCall } from './recorded-call.ts'
import { inKnownOrder } from './recording.ts'
import { signRequest } from './sign-request.ts'

export interface Replayed {
  readonly expected: RecordedCall
  readonly actual: RecordedCall
}

/** Makes the calls again with the root key, each with the ids that this run has for the recorded ones. */
export async function* replay({ url, server }: Hallpass, calls: readonly RecordedCall[]): AsyncGenerator<Replayed> {
  const { scrub, fill } = createPlaceholders()
  for (const call of calls) {
    const { headers, body } = writeCall(fill({ ...call, status: 0, answer: undefined }))
    const signed = signRequest({ host: new URL(url).host, ...headers }, body, server.rootAccessKey, { service: call.service })
    const { host: _, ...sent } = signed
    const response = await fetch(url, { method: 'POST', headers: sent, body })
    const answer = scrub(readAnswer(call.service, await response.text()))
    yield {
      expected: { ...call, answer: inKnownOrder(call.answer) },
      actual: { ...call, status: response.status, answer: inKnownOrder(answer) },
    }
  }
}
