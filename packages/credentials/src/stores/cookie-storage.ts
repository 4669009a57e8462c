import { ConfigurationError, StorageError } from '../errors/client-errors.ts'
import type { Storage } from '../v3/Storage.ts'

export interface CookieStorageOptions {
  /** The cookies at present: a request's `Cookie` header, or `document.cookie`, which it is unless told. Undefined or null for none. */
  readonly read?: (() => string | null | undefined) | undefined
  /**
   * Takes one `Set-Cookie` header (without its name), or what is assigned to `document.cookie`. Without it, and with a `read` of your
   * own, nothing that is stored outlives the object.
   */
  readonly write?: ((setCookie: string) => void) | undefined
  /** Seconds that a cookie lives. A year, 31,536,000, unless told; browsers take 400 days at most. */
  readonly maxAge?: number | undefined
  /** `/` unless told. */
  readonly path?: string | undefined
  /** Unless told, the cookies belong to the host alone. */
  readonly domain?: string | undefined
  /** `Lax` unless told. */
  readonly sameSite?: 'Strict' | 'Lax' | 'None' | undefined
  /** Whether the cookies travel over `https` alone (browsers count `http://localhost` as such). True unless told. */
  readonly secure?: boolean | undefined
}

const prefix = 'aws:cognito-identity-credentials:'

/**
 * Identity ids in cookies, so that a page that is rendered on a server, and the browser that takes it over, have one identity. Make one
 * for each request. It takes nothing but identity ids: cookies travel with every request, and credentials must not.
 * @throws {ConfigurationError} an attribute is none
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1
 */
export function cookieStorage(options: CookieStorageOptions = {}): Storage {
  const { read = () => document.cookie, maxAge = 31_536_000, secure = true } = options
  const write = options.write ?? (options.read ? () => {} : assignToDocument)
  const attributes = attributesOf(options)
  const written = new Map<string, { readonly before: string; readonly value: string | null }>()

  function put(key: string, value: string | null): void {
    if (!key.startsWith(prefix)) throw new StorageError(`Cookies take identity ids alone, whose keys begin with ${prefix}`)
    const cookie = `${encode(key)}=${encode(value ?? '')}; Max-Age=${value === null ? 0 : maxAge}${attributes}${secure ? '; Secure' : ''}`
    written.set(key, { before: read() ?? '', value })
    write(cookie)
  }

  return {
    getItem(key) {
      const cookies = read() ?? ''
      const own = written.get(key)
      // The header of a request stays what it was, whatever is set in the answer.
      return own?.before === cookies ? own.value : find(encode(key), cookies)
    },
    setItem: put,
    removeItem: (key) => put(key, null),
  }
}

function attributesOf({ path = '/', domain, sameSite = 'Lax', maxAge = 0 }: CookieStorageOptions): string {
  for (const [name, text] of Object.entries({ path, domain, sameSite })) {
    if (text !== undefined && !/^[\x20-\x3a\x3c-\x7e]+$/.test(text))
      throw new ConfigurationError(`cookieStorage: ${name} is no attribute of a cookie`)
  }
  if (!Number.isInteger(maxAge)) throw new ConfigurationError('cookieStorage: maxAge is a whole number of seconds')
  return `; Path=${path}${domain === undefined ? '' : `; Domain=${domain}`}; SameSite=${sameSite}`
}

function find(name: string, cookies: string): string | null {
  for (const cookie of cookies.split(';')) {
    const equals = cookie.indexOf('=')
    if (cookie.slice(0, Math.max(equals, 0)).trim() === name) return decode(cookie.slice(equals + 1).trim())
  }
  return null
}

function encode(text: string): string {
  // Names take no parentheses, which `encodeURIComponent` leaves as they are.
  return encodeURIComponent(text).replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'))
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    // Not one of ours.
    return null
  }
}

function assignToDocument(cookie: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and is asynchronous
  document.cookie = cookie
}
