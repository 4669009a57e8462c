import { AWS } from '../aws.ts'
import type { AWSError, Listener } from '../executor-types.ts'
import type { HttpStream } from '../http-types.ts'
import type { Request, Response } from '../service-types.ts'
import { asynchronous } from './named.ts'

const signaturesHoldMilliseconds = 600_000

/** Hands the request to the HTTP client, and tells what comes back as events. Whoever removes it sets `httpResponse` himself. */
export const SEND: Listener = asynchronous(function (this: Request, response: Response, done: (error?: AWSError) => void) {
  const { service, signedAt } = this
  response.httpResponse._abortCallback = done as (error?: unknown) => void
  response.error = null
  response.data = null
  const age = signedAt ? service.getSkewCorrectedDate().getTime() - signedAt.getTime() : 0
  if (age < signaturesHoldMilliseconds) return exchange(response, done)
  this.emit('sign', [this], (error) => (error ? done(error) : exchange(response, done)))
})

function exchange(response: Response, done: () => void): void {
  const { request } = response
  const { httpRequest, service } = request

  function failed(error: Error & { code?: string }): void {
    if (error.code !== 'RequestAbortedError') {
      AWS.util.error(error, {
        code: error.code === 'TimeoutError' ? error.code : 'NetworkingError',
        region: httpRequest.region,
        hostname: httpRequest.endpoint.hostname,
        retryable: true,
      })
    }
    // Complete by now: a client's own abort has its code already.
    response.error = error as AWSError
    request.emit('httpError', [error, response], () => done())
  }

  try {
    const stream = AWS.HttpClient.getInstance().handleRequest(
      httpRequest,
      service.config.httpOptions || {},
      (answer) => tellAnswer(answer, response, done),
      failed,
    )
    stream.on('sendProgress', (progress) => request.emit('httpUploadProgress', [progress, response]))
    stream.on('receiveProgress', (progress) => request.emit('httpDownloadProgress', [progress, response]))
  } catch (error) {
    failed(error as Error)
  }
}

function tellAnswer(answer: HttpStream, response: Response, done: () => void): void {
  const { request, httpResponse } = response
  const { stream } = request.httpRequest
  httpResponse.stream = answer
  answer.on('headers', (statusCode, headers, statusMessage) => {
    request.emit('httpHeaders', [statusCode, headers, response, statusMessage])
    if (httpResponse.streaming) return
    let hasTold = false
    const tellData = (data: unknown) => {
      hasTold = true
      request.emit('httpData', [data, response])
    }
    answer.on('data', tellData)
    // One of Node's streams tells of what is read by `data`; a client that an application wrote in its place may not.
    answer.on('readable', () => {
      hasTold = false
      const data = answer.read?.()
      if (data && !hasTold) tellData(data)
    })
  })
  answer.on('end', () => {
    if (stream?.didCallback) return
    request.emit('httpDone')
    done()
  })
}
