// biome-ignore lint/suspicious/noExplicitAny: a constructor's own type says what it takes.
type Constructor = abstract new (...values: any[]) => object

/** What a class adds or replaces; `constructor` is what `new` runs, the base's where there is none. */
export type Features<C extends Constructor> = {
  // biome-ignore lint/suspicious/noExplicitAny: the type of the class says how it is constructed.
  readonly constructor?: (this: InstanceType<C>, ...values: any[]) => unknown
} & { readonly [Name in keyof InstanceType<C>]?: InstanceType<C>[Name] | undefined } & ThisType<InstanceType<C>>

/**
 * A constructor function whose prototype has the features, on top of the base's. Unlike an ES class it may be called on another object,
 * `Base.call(this)`, as applications do that subclass; they find it as `AWS.util.inherit`.
 */
export function inherit<C extends Constructor>(features: Features<C>): C
export function inherit<C extends Constructor>(base: Constructor, features: Features<C>): C
export function inherit(base: unknown, features?: unknown): unknown {
  const [parent, own] = features === undefined ? [Object, base] : [base, features]
  return derive(parent as NewableFunction, own as Features<Constructor>)
}

function derive(base: NewableFunction, features: Features<Constructor>): unknown {
  const construct = Object.hasOwn(features, 'constructor')
    ? features.constructor
    : function (this: object, ...values: unknown[]) {
        return (base as unknown) === Object ? undefined : Reflect.apply(base, this, values)
      }
  const prototype = Object.assign(Object.create(base.prototype), features, { constructor: construct })
  // `prototype` is writable on functions, and the SDK calls the base `__super__`.
  return Object.assign(construct as object, { prototype, __super__: base })
}
