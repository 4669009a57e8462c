/**
 * A store of texts: the part of the web's `Storage` that is used. Each method may answer at once or by promise.
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#the-storage-interface
 */
export interface Storage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>
  setItem(key: string, value: string): void | Promise<void>
  removeItem(key: string): void | Promise<void>
}
