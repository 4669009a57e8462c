import type { Storage } from '../v3/Storage.ts'

/**
 * A Web Storage area as a store: `window.localStorage` unless told. Nothing is touched before it is used, since merely reading
 * `window.localStorage` throws where storage is blocked; then the methods throw.
 * @param area the area, or a function that gives it
 * @see https://html.spec.whatwg.org/multipage/webstorage.html
 */
export function webStorage(area: Storage | (() => Storage) = () => window.localStorage): Storage {
  const get = typeof area === 'function' ? area : () => area
  return {
    getItem: (key) => get().getItem(key),
    setItem: (key, value) => get().setItem(key, value),
    removeItem: (key) => get().removeItem(key),
  }
}
