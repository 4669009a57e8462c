import { AWS } from '../aws.ts'
import type { EndpointClass, Endpoint as EndpointObject } from '../http-types.ts'
import { inherit } from '../inherit.ts'

type Ssl = { sslEnabled?: boolean | undefined }

/**
 * Where a service is: of a URL or a host name, with its port and path where it has them, or of another endpoint, which it copies.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Endpoint.html
 */
export const Endpoint: EndpointClass = inherit<EndpointClass>({
  constructor: function Endpoint(endpoint: string | EndpointObject | null | undefined, config?: Ssl) {
    AWS.util.hideProperties(this, ['slashes', 'auth', 'hash', 'search', 'query'])
    if (endpoint === undefined || endpoint === null) throw new Error(`Invalid endpoint: ${endpoint}`)
    if (typeof endpoint !== 'string') {
      AWS.util.update(this, endpoint)
      return
    }

    const hasScheme = /^https?:\/\//i.test(endpoint)
    const scheme = (config?.sslEnabled ?? AWS.config.sslEnabled) ? 'https' : 'http'
    AWS.util.update(this, AWS.util.urlParse(hasScheme ? endpoint : `${scheme}://${endpoint}`))
    this.port = Number(this.port) || (this.protocol === 'https:' ? 443 : 80)
  },
})
