import type { AWSError, Listener, Request, Response } from './classes.ts'

/** The events of a request and what their listeners get. */
export interface RequestEvents<Data, Failure> {
  validate: [request: Request<Data, Failure>]
  build: [request: Request<Data, Failure>]
  afterBuild: [request: Request<Data, Failure>]
  restart: []
  sign: [request: Request<Data, Failure>]
  send: [response: Response<Data, Failure>]
  httpHeaders: [statusCode: number, headers: Record<string, string>, response: Response<Data, Failure>, statusMessage: string]
  httpData: [chunk: Uint8Array, response: Response<Data, Failure>]
  httpUploadProgress: [progress: Progress, response: Response<Data, Failure>]
  httpDownloadProgress: [progress: Progress, response: Response<Data, Failure>]
  httpError: [error: Error, response: Response<Data, Failure>]
  httpDone: [response: Response<Data, Failure>]
  validateResponse: [response: Response<Data, Failure>]
  extractError: [response: Response<Data, Failure>]
  extractData: [response: Response<Data, Failure>]
  retry: [response: Response<Data, Failure>]
  afterRetry: [response: Response<Data, Failure>]
  success: [response: Response<Data, Failure>]
  error: [error: AWSError, response: Response<Data, Failure>]
  complete: [response: Response<Data, Failure>]
}
export interface Progress {
  loaded: number
  total: number
}

/** Adds a listener of one of the events above, or of any other. */
export type AddRequestListener<Data, Failure, Self, More extends unknown[] = []> = <Name extends string>(
  event: Name,
  listener: Name extends keyof RequestEvents<Data, Failure>
    ? // biome-ignore lint/suspicious/noExplicitAny: an application's listener may declare any `this`.
      (this: any, ...values: [...RequestEvents<Data, Failure>[Name], ...More]) => void
    : Listener,
  toHead?: boolean,
) => Self
