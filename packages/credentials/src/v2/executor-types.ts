// What all classes of the SDK are made of: types alone.

/** A constructor function: with `new`, or `Class.call(object, …)` on an object of a subclass that applications made. */
export type ClassOf<Instance, Arguments extends readonly unknown[]> = {
  new (...values: Arguments): Instance
  readonly prototype: Instance
}

/** An error as every callback and promise gets it. `code` and `name` are the same. */
export interface AWSError extends Error {
  code: string
  time: Date
  statusCode?: number
  requestId?: string
  retryable?: boolean
  /** Milliseconds. Negative where `customBackoff` ended the retries. */
  retryDelay?: number
  redirect?: boolean
  hostname?: string
  region?: string
  originalError?: Error
  /** Of other services' errors. */
  extendedRequestId?: string
  cfId?: string
  /** Of `MultipleValidationErrors`. */
  errors?: AWSError[]
}

// biome-ignore lint/suspicious/noExplicitAny: applications add listeners of any arguments, which the event decides.
export type Listener = ((this: any, ...values: any[]) => void) & { _isAsync?: boolean }

export interface SequentialExecutor {
  /** Event → listeners in the order in which they run. */
  _events: Record<string, Listener[]>
  _haltHandlersOnError?: boolean
  listeners(event: string): Listener[]
  on(event: string, listener: Listener, toHead?: boolean): this
  onAsync(event: string, listener: Listener, toHead?: boolean): this
  addListener(event: string, listener: Listener, toHead?: boolean): this
  removeListener(event: string, listener: Listener): this
  removeAllListeners(event?: string): this
  emit(event: string, values?: readonly unknown[], done?: (error: AWSError | null) => void): boolean
  callListeners(listeners: Listener[], values: readonly unknown[], done: (error: AWSError | null) => void, error?: AWSError | null): void
  addListeners(listeners: SequentialExecutor | Record<string, Listener | Listener[]>): this
  addNamedListener(name: string, event: string, listener: Listener, toHead?: boolean): this
  addNamedAsyncListener(name: string, event: string, listener: Listener, toHead?: boolean): this
  addNamedListeners(add: (add: AddNamed, addAsync: AddNamed) => void): this
}
export type AddNamed = (name: string, event: string, listener: Listener, toHead?: boolean) => void
export type SequentialExecutorClass = ClassOf<SequentialExecutor, []>

/** Classes whose promise forms may be taken away, and put back with another library's promises. */
export interface PromiseHolder {
  addPromisesToClass(dependency: PromiseConstructor): void
  deletePromisesFromClass(): void
}
