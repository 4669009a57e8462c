import { AWS } from '../aws.ts'
import { inherit } from '../inherit.ts'
import type { Callback, Request, ResponseClass } from '../service-types.ts'

/** What came of a request, and `this` in its callback. */
export const Response: ResponseClass = inherit<ResponseClass>({
  constructor: function Response(request?: Request) {
    Object.assign(this, { request, data: null, error: null, retryCount: 0, redirectCount: 0, httpResponse: new AWS.HttpResponse() })
    if (request) {
      this.maxRetries = request.service.numRetries()
      this.maxRedirects = request.service.config.maxRedirects
    }
  },

  nextPage(callback?: Callback<unknown>) {
    const { service, operation, params } = this.request
    try {
      service.paginationConfig(operation, true)
    } catch (error) {
      // The service throws errors of AWS.util.error alone.
      this.error = error as Error & typeof this.error
    }
    if (!this.hasNextPage()) {
      // Without `this`, unlike all other callbacks.
      if (callback) Reflect.apply(callback, undefined, [this.error, null])
      else if (this.error) throw this.error
      return null
    }
    const token = service.paginationConfig(operation)?.inputToken
    return service.makeRequest(operation, { ...params, ...(token && { [token]: this.nextPageTokens?.[0] }) }, callback)
  },

  hasNextPage() {
    const tokens = this.cacheNextPageTokens()
    return tokens === undefined ? undefined : tokens !== null
  },

  cacheNextPageTokens() {
    if (!Object.hasOwn(this, 'nextPageTokens')) {
      const paginator = this.request.service.paginationConfig(this.request.operation)
      const token = paginator && (this.data as Record<string, unknown> | null)?.[paginator.outputToken]
      this.nextPageTokens = paginator ? (token ? [token] : null) : undefined
    }
    return this.nextPageTokens
  },
})
