import { AWS } from '../aws.ts'
import type { Request, Service } from '../service-types.ts'
import type { STSClass, STS as STSObject } from '../sts-types.ts'
import { regionalFlag } from './regional-flag.ts'

/**
 * The security token service, as far as web identities need it.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/STS.html
 */
export function defineSTS(): STSClass {
  // The features are all that it has besides those of each service.
  return AWS.Service.defineService('sts', ['2011-06-15'], features) as STSClass
}

type Features = Pick<STSObject, 'credentialsFrom' | 'setupRequestListeners'> & {
  assumeRoleWithWebIdentity(params?: object, callback?: never): Request
  optInRegionalEndpoint(request: Request): void
}

const features: Features & ThisType<Service & Features> = {
  credentialsFrom(data, credentials = new AWS.Credentials()) {
    // An answer without keys is one that nobody can use: reading it throws.
    const keys = data?.Credentials as NonNullable<NonNullable<typeof data>['Credentials']>
    if (!data) return null
    return Object.assign(credentials, {
      expired: false,
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
      expireTime: keys.Expiration,
    })
  },

  assumeRoleWithWebIdentity(params?: object, callback?: never) {
    return this.makeUnauthenticatedRequest('assumeRoleWithWebIdentity', params, callback)
  },

  setupRequestListeners(request) {
    request.addListener('validate', this.optInRegionalEndpoint, true)
  },

  /** The host of the region in place of the one for all, where the configuration asks for it. */
  optInRegionalEndpoint({ service, httpRequest }) {
    const { config } = service
    config.stsRegionalEndpoints = regionalFlag(service)
    if (config.stsRegionalEndpoints !== 'regional' || !service.isGlobalEndpoint) return
    if (!config.region) throw AWS.util.error(new Error(), { code: 'ConfigError', message: 'Missing region in config' })
    httpRequest.updateEndpoint(String(config.endpoint).replace('.amazonaws.com', `.${config.region}.amazonaws.com`))
    httpRequest.region = config.region
  },
}
