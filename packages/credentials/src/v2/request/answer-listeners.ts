import { AWS } from '../aws.ts'
import type { Request, Response } from '../service-types.ts'

export function HTTP_HEADERS(statusCode: number, headers: Record<string, string>, response: Response, statusMessage: string): void {
  const { service } = response.request
  Object.assign(response.httpResponse, { statusCode, statusMessage, headers, body: AWS.util.buffer.toBuffer(''), buffers: [], numBytes: 0 })
  const date = headers['date'] || headers['Date']
  const serverTime = date ? Date.parse(date) : 0
  if (serverTime && service.config.correctClockSkew && service.isClockSkewed(serverTime)) service.applyClockOffset(serverTime)
}

export function HTTP_DATA(chunk: string | Uint8Array, response: Response): void {
  const { httpResponse, request } = response
  if (!chunk) return
  if (AWS.util.isNode()) {
    httpResponse.numBytes = (httpResponse.numBytes ?? 0) + chunk.length
    const progress = { loaded: httpResponse.numBytes, total: httpResponse.headers['content-length'] }
    request.emit('httpDownloadProgress', [progress, response])
  }
  // They are there since the headers came.
  const buffers = httpResponse.buffers as Uint8Array[]
  buffers.push(AWS.util.buffer.toBuffer(chunk))
}

export function HTTP_DONE({ httpResponse }: Response): void {
  if (httpResponse.buffers?.length) httpResponse.body = AWS.util.buffer.concat(httpResponse.buffers)
  delete httpResponse.numBytes
  delete httpResponse.buffers
}

export function VALIDATE_RESPONSE(this: Request, response: Response): void {
  const succeeded = this.service.successfulResponse(response)
  response.data = succeeded ? {} : null
  response.error = succeeded ? null : AWS.util.error(new Error(), { code: 'UnknownError', message: 'An unknown error occurred.' })
}
