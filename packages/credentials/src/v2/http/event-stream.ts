import type { Listener } from '../executor-types.ts'
import type { HttpStream } from '../http-types.ts'

/** Tells of an exchange: the least of an event emitter, for listeners that stay until it is over. */
export class EventStream implements HttpStream {
  readonly #listeners: [event: string, listener: Listener][] = []
  declare statusCode?: number
  declare headers?: Record<string, string>

  on(event: string, listener: Listener): this {
    this.#listeners.push([event, listener])
    return this
  }

  emit(event: string, ...values: unknown[]): void {
    for (const [name, listener] of this.#listeners) if (name === event) listener.apply(this, values)
  }
}
