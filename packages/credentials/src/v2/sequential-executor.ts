import { AWS } from './aws.ts'
import type { AWSError, Listener, SequentialExecutorClass } from './executor-types.ts'
import { inherit } from './inherit.ts'

/**
 * Named events with listeners that run one after another, in the order in which they were added. A listener marked `_isAsync` gets one
 * argument more, the function that it calls when it is done; until then the next one waits. What a listener throws, or is done with,
 * becomes the error of the event, and the others run all the same unless `_haltHandlersOnError` is set.
 */
export const SequentialExecutor: SequentialExecutorClass = inherit<SequentialExecutorClass>({
  constructor: function SequentialExecutor() {
    this._events = {}
  },

  listeners(event) {
    return [...(this._events[event] ?? [])]
  },

  on(event, listener, toHead) {
    this._events[event] ??= []
    this._events[event][toHead ? 'unshift' : 'push'](listener)
    return this
  },

  onAsync(event, listener, toHead) {
    listener._isAsync = true
    return this.on(event, listener, toHead)
  },

  removeListener(event, listener) {
    const listeners = this._events[event] ?? []
    const position = listeners.lastIndexOf(listener)
    if (position >= 0) listeners.splice(position, 1)
    return this
  },

  removeAllListeners(event) {
    if (event) delete this._events[event]
    else this._events = {}
    return this
  },

  emit(event, values, done = () => {}) {
    const listeners = this.listeners(event)
    const count = listeners.length
    this.callListeners(listeners, values ?? [], done)
    return count > 0
  },

  callListeners(listeners, values, done, error = null) {
    const fail = (cause: unknown) => {
      error = AWS.util.error(error ?? new Error(), cause as object)
    }
    for (let listener = listeners.shift(); listener !== undefined; listener = listeners.shift()) {
      if (listener._isAsync) {
        const goOn = (cause?: AWSError) => {
          if (cause) fail(cause)
          if (cause && this._haltHandlersOnError) done.call(this, error)
          else this.callListeners(listeners, values, done, error)
        }
        listener.apply(this, [...values, goOn])
        return
      }
      try {
        listener.apply(this, [...values])
      } catch (cause) {
        fail(cause)
      }
      if (error && this._haltHandlersOnError) break
    }
    done.call(this, error)
  },

  addListeners(listeners) {
    const events = '_events' in listeners ? listeners._events : listeners
    for (const [event, added] of Object.entries(events as Record<string, Listener | Listener[]>)) {
      for (const listener of [added].flat()) this.on(event, listener)
    }
    return this
  },

  addNamedListener(name, event, listener, toHead) {
    Object.assign(this, { [name]: listener })
    return this.addListener(event, listener, toHead)
  },

  addNamedAsyncListener(name, event, listener, toHead) {
    listener._isAsync = true
    return this.addNamedListener(name, event, listener, toHead)
  },

  addNamedListeners(add) {
    add(
      (...named) => this.addNamedListener(...named),
      (...named) => this.addNamedAsyncListener(...named),
    )
    return this
  },
})

Object.assign(SequentialExecutor.prototype, { addListener: SequentialExecutor.prototype.on })
