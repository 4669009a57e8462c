import type { HttpResponseClass } from '../http-types.ts'
import { inherit } from '../inherit.ts'

/** An answer as it came: status, headers by their lower-case names, body. */
export const HttpResponse: HttpResponseClass = inherit<HttpResponseClass>({
  constructor: function HttpResponse() {
    this.statusCode = undefined
    this.headers = {}
    this.body = undefined
    this.streaming = false
    this.stream = null
  },

  createUnbufferedStream() {
    this.streaming = true
    return this.stream
  },
})
