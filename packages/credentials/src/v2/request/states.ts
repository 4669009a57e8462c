import type { AWSError } from '../executor-types.ts'
import type { Request } from '../service-types.ts'

type Done = (error?: AWSError) => void

/** Each event of a request, with the one that follows when its listeners succeeded, and the one that follows an error. */
const next: Readonly<Record<string, readonly [success: string, failure: string]>> = {
  validate: ['build', 'error'],
  build: ['afterBuild', 'restart'],
  afterBuild: ['sign', 'restart'],
  sign: ['send', 'retry'],
  retry: ['afterRetry', 'afterRetry'],
  afterRetry: ['sign', 'error'],
  send: ['validateResponse', 'retry'],
  validateResponse: ['extractData', 'extractError'],
  extractError: ['extractData', 'retry'],
  extractData: ['success', 'retry'],
  restart: ['build', 'error'],
  success: ['complete', 'complete'],
  error: ['complete', 'complete'],
}

/**
 * Emits the request's current event, then what follows, until `state` would be the next one or there is none.
 * @throws what a listener of `success`, `error` or `complete` throws: nothing after them could report it
 */
export function runStates(request: Request, state: string | undefined, done: Done | undefined): void {
  // As it is now: a listener that says twice that it is done makes the request go on twice from here.
  const following = next[request._asm.currentState]
  emitCurrent(request, (error) => {
    if (following === undefined) return done?.apply(request, error ? [error] : [])
    request._asm.currentState = following[error ? 1 : 0]
    if (request._asm.currentState === state) return done?.call(request, error)
    runStates(request, state, done)
  })
}

function emitCurrent(request: Request, done: Done): void {
  request._haltHandlersOnError = false
  request.emit(request._asm.currentState, undefined, (error) => {
    if (error && ['success', 'error', 'complete'].includes(request._asm.currentState)) throw error
    // Null where there is none, which the declared types of the SDK do not say.
    done((error ?? request.response.error) as AWSError)
  })
}
