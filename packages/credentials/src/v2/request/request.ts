import { AWS } from '../aws.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import { SequentialExecutor } from '../sequential-executor.ts'
import type { Request as AnyRequest, RequestClass, Response } from '../service-types.ts'
import { eachItem, eachPage } from './pages.ts'
import { runStates } from './states.ts'

/**
 * One call of one operation: a walk through events, whose listeners do all the work. Nothing of it waits unless a listener does, so that a
 * request whose `sign` and `send` listeners were replaced by synchronous ones is complete when `send()` returns.
 */
export const Request: RequestClass = inherit<RequestClass>({
  // Mixed in rather than inherited, as applications find it that look at the prototypes.
  ...(SequentialExecutor.prototype as object),

  constructor: function Request(service, operation, params) {
    const { config } = service
    this.service = service
    this.operation = operation
    this.params = params || {}
    this.httpRequest = new AWS.HttpRequest(
      service.endpoint,
      service.signingRegion || (service.isGlobalEndpoint ? 'us-east-1' : config.region),
    )
    this.httpRequest.appendToUserAgent(config.customUserAgent)
    this.startTime = service.getSkewCorrectedDate()
    this.response = new AWS.Response(this)
    this._asm = { currentState: 'validate' }
    this._haltHandlersOnError = false
    AWS.SequentialExecutor.call(this)
    // Nobody asks a request whether an event has listeners, which `emit` of other executors answers.
    this.emit = this.emitEvent as AnyRequest['emit']
  },

  send(callback) {
    if (callback) {
      this.httpRequest.appendToUserAgent('callback')
      this.on('complete', (response) => {
        // On success the error is null, on failure the data: what the declared types of the SDK do not say.
        callback.call(response as Response<never>, response.error as AWSError, response.data as never)
      })
    }
    this.runTo()
    return this.response
  },

  build(done) {
    return this.runTo('send', done)
  },

  runTo(state, done) {
    runStates(this, state, done)
    return this
  },

  abort() {
    const fail = () => {
      this.response.error = AWS.util.error(new Error('Request aborted by user'), { code: 'RequestAbortedError', retryable: false })
    }
    // With nothing to send, what is not yet on its way fails where its answer would be judged.
    for (const event of ['send', 'validateResponse', 'extractError']) this.removeAllListeners(event)
    this.on('validateResponse', fail).on('httpError', fail)
    const { stream, _abortCallback } = this.httpRequest
    if (stream && !stream.didCallback) {
      stream.abort()
      _abortCallback?.()
    }
    return this
  },

  eachPage(callback) {
    // What is declared of the callback is narrower: it gets null in place of either.
    eachPage(this, callback as Parameters<typeof eachPage>[1])
  },

  eachItem(callback) {
    eachItem(this, callback as Parameters<typeof eachItem>[1])
  },

  isPageable() {
    return !!this.service.paginationConfig(this.operation)
  },

  emitEvent(event, values, done) {
    const [given, callback] = typeof values === 'function' ? [undefined, values] : [values, done]
    SequentialExecutor.prototype.emit.call(this, event, given || this.eventParameters(event), (error) => {
      if (error) this.response.error = error
      callback?.call(this, error)
    })
  },

  eventParameters(event) {
    const { response } = this
    if (/^(restart|validate|sign|build|after(Validate|Build))$/.test(event)) return [this]
    return event === 'error' ? [response.error, response] : [response]
  },

  toUnauthenticated() {
    this._unAuthenticated = true
    this.removeListener('validate', AWS.EventListeners.Core.VALIDATE_CREDENTIALS)
    this.removeListener('sign', AWS.EventListeners.Core.SIGN)
    return this
  },

  haltHandlersOnError() {
    this._haltHandlersOnError = true
  },
})

Object.assign(Request, {
  addPromisesToClass(dependency: PromiseConstructor) {
    const promise: AnyRequest['promise'] = function (this: AnyRequest) {
      this.httpRequest.appendToUserAgent('promise')
      return new dependency((resolve, reject) => {
        this.on('complete', (response) => {
          if (response.error) reject(response.error)
          // Not enumerable: the response refers to the data in a circle.
          else resolve(Object.defineProperty(response.data || {}, '$response', { value: response }) as never)
        })
        this.runTo()
      })
    }
    Request.prototype.promise = promise
  },

  deletePromisesFromClass() {
    // The declared type has it, for most applications never take it away.
    delete (Request.prototype as Partial<AnyRequest>).promise
  },
})
