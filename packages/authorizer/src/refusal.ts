import type { Verdict } from './hallpass.ts'

/** How a refusal is answered. */
export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

export function refusalOf({ status, reason, requestId }: Extract<Verdict, { kind: 'refused' }>): Refusal {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...(status === 401 && challenge) }
  return { status, headers, body: JSON.stringify({ message: reason, requestId }) }
}

const challenge = { 'WWW-Authenticate': 'AWS4-HMAC-SHA256' }
