import type { AWSError } from '../executor-types.ts'
import type { Paginator, Request, Response } from '../service-types.ts'

type PageCallback = (error: AWSError | null, page: unknown, done?: (goOn?: boolean) => void) => unknown
type ItemCallback = (error: AWSError | null, item: unknown) => unknown

/**
 * Sends the request, then one for each page that follows. The callback gets each page and at the end null; it stops the walk by `done(false)`
 * where it takes three arguments, by returning false where it takes fewer.
 */
export function eachPage(request: Request, callback: PageCallback): void {
  function withPage(response: Response): void {
    callPage(callback, response, [response.error, response.data], (goOn) => {
      if (goOn === false) return
      if (response.hasNextPage()) response.nextPage()?.on('complete', withPage).send()
      else callPage(callback, response, [null, null], () => {})
    })
  }
  request.on('complete', withPage).send()
}

/** The same with each item of the pages; the callback returns false to stop. */
export function eachItem(request: Request, callback: ItemCallback): void {
  request.eachPage((error: AWSError | null, page: unknown) => {
    if (error || page === null) return callback(error, null)
    // An operation without pages has none: a mistake of the program, which throws here as in the SDK.
    const { resultKey } = request.service.paginationConfig(request.operation) as Paginator
    const items = (page as Record<string, unknown[] | undefined>)[resultKey]
    return !items?.some((item) => callback(null, item) === false)
  })
}

function callPage(callback: PageCallback, response: Response, values: [AWSError | null, unknown], done: (goOn?: boolean) => void): void {
  if (callback.length >= 3) callback.call(response, ...values, done)
  // `done` itself asks whether it is false.
  else done(Reflect.apply(callback, null, values) as boolean)
}
