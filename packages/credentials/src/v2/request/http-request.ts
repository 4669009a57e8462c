import { AWS } from '../aws.ts'
import type { HttpRequestClass } from '../http-types.ts'
import { inherit } from '../inherit.ts'

/** What an HTTP client sends: a POST to the endpoint, with what `build`, `afterBuild` and `sign` made of it. */
export const HttpRequest: HttpRequestClass = inherit<HttpRequestClass>({
  constructor: function HttpRequest(endpoint, region) {
    this.method = 'POST'
    this.endpoint = new AWS.Endpoint(endpoint)
    this.path = this.endpoint.path || '/'
    this.headers = {}
    this.body = ''
    this.region = region
    this._userAgent = ''
    this.setUserAgent()
  },

  setUserAgent() {
    this._userAgent = this.headers[this.getUserAgentHeaderName()] = AWS.util.userAgent()
  },

  getUserAgentHeaderName() {
    return `${AWS.util.isBrowser() ? 'X-Amz-' : ''}User-Agent`
  },

  appendToUserAgent(part) {
    if (typeof part === 'string' && part) this._userAgent += ` ${part}`
    this.headers[this.getUserAgentHeaderName()] = this._userAgent
  },

  getUserAgent() {
    return this._userAgent
  },

  pathname() {
    return this.path.split('?', 1)[0] ?? ''
  },

  updateEndpoint(endpoint) {
    this.endpoint = new AWS.Endpoint(endpoint)
    this.path = this.endpoint.path || '/'
    if (this.headers['Host']) this.headers['Host'] = this.endpoint.host
  },
})
