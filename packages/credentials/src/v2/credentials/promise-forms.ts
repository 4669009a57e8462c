import type { PromiseHolder } from '../executor-types.ts'

/**
 * The statics that add methods which return promises to a class, and take them away again.
 * @param forms promise form → the method that calls back, `{ getPromise: 'get' }`
 */
export function promiseForms(forms: Readonly<Record<string, string>>): PromiseHolder {
  return {
    addPromisesToClass(this: { prototype: Record<string, unknown> }, Dependency: PromiseConstructor) {
      for (const [form, method] of Object.entries(forms)) this.prototype[form] = promiseForm(method, Dependency)
    },
    deletePromisesFromClass(this: { prototype: Record<string, unknown> }) {
      for (const form of Object.keys(forms)) delete this.prototype[form]
    },
    // `this` is the class that has them, which the type of statics does not say.
  } as PromiseHolder
}

type Calling = Record<string, (...values: unknown[]) => void>

function promiseForm(method: string, Dependency: PromiseConstructor): (...values: unknown[]) => Promise<unknown> {
  return function promise(this: Calling, ...values) {
    return new Dependency((resolve, reject) => {
      this[method]?.(...values, (error: unknown, data: unknown) => (error ? reject(error) : resolve(data)))
    })
  }
}
