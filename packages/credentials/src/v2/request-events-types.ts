/** The events of a request and what their listeners get. */
export interface RequestEvents<Request, Response, Failure> {
  validate: [request: Request]
  build: [request: Request]
  afterBuild: [request: Request]
  restart: []
  sign: [request: Request]
  send: [response: Response]
  httpHeaders: [statusCode: number, headers: Record<string, string>, response: Response, statusMessage: string]
  httpData: [chunk: Uint8Array, response: Response]
  httpUploadProgress: [progress: Progress, response: Response]
  httpDownloadProgress: [progress: Progress, response: Response]
  httpError: [error: Error, response: Response]
  httpDone: [response: Response]
  validateResponse: [response: Response]
  extractError: [response: Response]
  extractData: [response: Response]
  retry: [response: Response]
  afterRetry: [response: Response]
  success: [response: Response]
  error: [error: Failure, response: Response]
  complete: [response: Response]
}
export interface Progress {
  loaded: number
  total: number
}

/** Adds a listener of one of the events above, or of any other. */
export type AddRequestListener<Request, Response, Failure, Self, More extends unknown[] = []> = <Name extends string>(
  event: Name,
  listener: Name extends keyof RequestEvents<Request, Response, Failure>
    ? // biome-ignore lint/suspicious/noExplicitAny: an application's listener may declare any `this`.
      (this: any, ...values: [...RequestEvents<Request, Response, Failure>[Name], ...More]) => void
    : // biome-ignore lint/suspicious/noExplicitAny: the event decides of what.
      (this: any, ...values: any[]) => void,
  toHead?: boolean,
) => Self
