import { AWS } from '../aws.ts'
import type { ConfigurationOptions } from '../config-types.ts'
import { inherit } from '../inherit.ts'
import { SequentialExecutor } from '../sequential-executor.ts'
import type { Api, Callback, ServiceClass, Service as ServiceObject, ServiceStatics } from '../service-types.ts'
import { defineService, hasService, versionClass } from './define-service.ts'
import { useRealRegion } from './real-region.ts'
import { configureEndpoint } from './regional-endpoint.ts'
import { retryRules } from './retry-rules.ts'
import { warnOfHttp } from './warn-of-http.ts'

let clientCount = 0

/**
 * What all services share: their configuration, their endpoint, and how their requests are made.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Service.html
 */
export const Service: ServiceClass & ServiceStatics = Object.assign(
  inherit<ServiceClass>({
    // Its methods hand back `this`, a service here.
    ...(SequentialExecutor.prototype as ServiceObject),
    ...retryRules,

    constructor: function Service(config?: ConfigurationOptions) {
      // Called without `new` it is any object, or none.
      if (!(this as Partial<ServiceObject> | undefined)?.loadServiceClass) {
        throw AWS.util.error(new Error(), "Service must be constructed with `new' operator")
      }
      if (config) useRealRegion(config)
      const Versioned = this.loadServiceClass(config ?? {})
      if (!Versioned) {
        this.initialize(config)
        return
      }
      const given = AWS.util.copy(config)
      const service = new Versioned(config)
      AWS.util.property(service, '_originalConfig', () => given, false)
      service._clientId = ++clientCount
      // What `new AWS.CognitoIdentity()` makes is of the class of the version that was asked for.
      return service
    },

    // A class says here what it knows; what is empty is looked up by its version.
    api: {} as Api,

    defaultRetryCount: 3,

    initialize(config) {
      const own = Reflect.get(AWS.config, this.serviceIdentifier ?? '') as ConfigurationOptions | undefined
      this.config = new AWS.Config(AWS.config)
      if (own) this.config.update(own, true)
      if (config) this.config.update(config, true)

      this.validateService()
      if (!this.config.endpoint) configureEndpoint(this)
      this.config.endpoint = this.endpointFromTemplate(this.config.endpoint ?? '')
      this.setEndpoint(this.config.endpoint)
      warnOfHttp(this)
      Reflect.apply(AWS.SequentialExecutor, this, [])
    },

    validateService() {},

    loadServiceClass(config) {
      const { services, serviceIdentifier } = this.constructor as ServiceClass
      if (!AWS.util.isEmpty(this.api) || !services) return null
      const merged = new AWS.Config(AWS.config)
      merged.update(config, true)
      return versionClass(this.constructor as ServiceClass, merged.apiVersions[String(serviceIdentifier)] || merged.apiVersion)
    },

    customizeRequests(callback) {
      if (callback && typeof callback !== 'function') {
        throw new Error(`Invalid callback type '${typeof callback}' provided in customizeRequests`)
      }
      this.customRequestHandler = callback || null
    },

    makeRequest(operation, given, callback) {
      const [params, done] = argumentsOf(given, callback)
      const request = new AWS.Request(this, operation, withBoundParams(this, operation, params))
      this.addAllRequestListeners(request)
      if (done) request.send(done)
      return request
    },

    makeUnauthenticatedRequest(operation, given, callback) {
      const [params, done] = argumentsOf(given, callback)
      const request = this.makeRequest(operation, params).toUnauthenticated()
      if (done) request.send(done)
      return request
    },

    waitFor(state) {
      throw AWS.util.error(new Error(), { code: 'StateNotFoundError', message: `State ${state} not found.` })
    },

    addAllRequestListeners(request) {
      const { Core, CorePost, Logger } = AWS.EventListeners
      for (const listeners of [AWS.events, Core, this.serviceInterface(), CorePost]) {
        if (listeners) request.addListeners(listeners)
      }
      if (!this.config.paramValidation) request.removeListener('validate', Core.VALIDATE_PARAMETERS)
      if (this.config.logger) request.addListeners(Logger)
      this.setupRequestListeners(request)
      for (const owner of [(this.constructor as ServiceClass).prototype, Object.hasOwn(this, 'customRequestHandler') ? this : undefined]) {
        if (typeof owner?.customRequestHandler === 'function') owner.customRequestHandler(request)
      }
    },

    setupRequestListeners() {},

    serviceInterface() {
      const { protocol } = this.api
      if (protocol === 'json') return AWS.EventListeners.Json
      if (protocol === 'query') return AWS.EventListeners.Query
      if (protocol) throw new Error(`Invalid service \`protocol' ${protocol} in API config`)
      return undefined
    },

    successfulResponse: (response) => Number(response.httpResponse.statusCode) < 300,

    getSigningName() {
      return this.api.signingName || this.api.endpointPrefix
    },

    endpointFromTemplate(endpoint) {
      if (typeof endpoint !== 'string') return endpoint
      return endpoint
        .replaceAll('{service}', this.api.endpointPrefix)
        .replaceAll('{region}', String(this.config.region))
        .replaceAll('{scheme}', this.config.sslEnabled ? 'https' : 'http')
    },

    setEndpoint(endpoint) {
      this.endpoint = new AWS.Endpoint(endpoint, this.config)
    },

    paginationConfig(operation, throws) {
      const { pagination } = this.api
      const paginator = pagination && Object.hasOwn(pagination, operation) ? pagination[operation] : undefined
      if (!paginator && throws) throw AWS.util.error(new Error(), `No pagination configuration for ${operation}`)
      return paginator ?? null
    },
  }),
  { defineService, hasService },
)

/** The params may be left out before the callback. */
function argumentsOf(params: object | Callback<unknown> | null | undefined, callback: Callback<unknown> | undefined) {
  return typeof params === 'function' ? ([{}, params as Callback<unknown>] as const) : ([params || {}, callback] as const)
}

/** A copy in which what the call leaves open is taken from the configuration: members that the operation knows. */
function withBoundParams({ api, config }: ServiceObject, operation: string, params: object): object {
  const rules = api.operations && Object.hasOwn(api.operations, operation) ? api.operations[operation] : undefined
  if (!config.params || !rules) return params
  const bound = Object.entries(config.params).filter(
    ([key]) => Object.hasOwn(rules.input.members ?? {}, key) && (Reflect.get(params, key) ?? undefined) === undefined,
  )
  return { ...AWS.util.copy(params), ...Object.fromEntries(bound) }
}
