import type { Backend } from './backend.ts'

/**
 * Whether the store takes the gateway's key at all. It is asked for what every key may see: the list of its own buckets.
 * @throws {BackendError} the store cannot be reached
 */
export async function takesKey({ send }: Pick<Backend, 'send'>, signal: AbortSignal): Promise<boolean> {
  const asked = { method: 'GET', target: { path: '/', query: '' }, headers: new Map(), contentSha256: 'UNSIGNED-PAYLOAD', body: undefined }
  const { statusCode } = (await send(asked, signal)).resume()
  return statusCode !== 403
}
