import { AWS } from './aws.ts'
import type { AWSError } from './executor-types.ts'

type Members = Record<string, unknown>

/**
 * Makes an error one of the SDK's: the options become members of it, `message`, `code` and `name` among them, and `time` is now. Where they
 * bring a message, what the error was before is its `originalError`. A member called `[name]` is kept under `name`, hidden from inspection.
 */
export function awsError(error: Error, options?: object | string | null): AWSError {
  // An error is an object like others; that of the runtime may be read-only, which is no reason to fail: so nothing is assigned.
  const target = error as unknown as Members
  const set = (name: string, value: unknown) => Reflect.set(target, name, value)
  const given: Members = typeof options === 'string' ? { message: options } : ((options ?? {}) as Members)
  const original = error.message && given['message'] ? { ...AWS.util.copy(target), message: error.message } : undefined

  set('message', error.message || null)
  for (const [name, value] of Object.entries(given)) {
    if (name !== '__proto__') set(name, value)
  }
  // An error's own are not enumerable.
  for (const name of ['message', 'stack']) if (given[name]) set(name, given[name])
  const code = given['code'] || given['name']
  if (code) set('code', code)

  // Without a value an own `name` comes to be, undefined: that of the class counts no more, and the code takes its place.
  Reflect.defineProperty(target, 'name', { writable: true, enumerable: false })
  Reflect.defineProperty(target, 'message', { enumerable: true })
  set('name', String(given['name'] || target['name'] || target['code'] || 'Error'))
  set('time', new Date())
  if (original) set('originalError', original)
  hideBracketed(target, given, original)
  // It has the members by now.
  return error as AWSError
}

function hideBracketed(target: Members, given: Members, original: Members | undefined): void {
  for (const bracketed of Object.keys(given)) {
    const name = /^\[(.*)\]$/s.exec(bracketed)?.[1]
    if (name === undefined || name === 'code' || name === 'message') continue
    target[bracketed] = `See error.${name} for details.`
    // Inherited ones too: what every error can do, `toString` above all, stays what it was.
    const value = [target, given, original ?? {}].map((members) => Reflect.get(members, name)).find(Boolean) ?? null
    Object.defineProperty(target, name, { value, enumerable: false, writable: true })
  }
}
