import { createHash } from 'node:crypto'
import { BoundedMap } from '../limits/bounded-map.ts'
import type { Authorization } from '../sigv4/authorization.ts'
import { scopeText, signingKey } from '../sigv4/signature.ts'

/** How many are remembered. */
const maxKeys = 2_000

/**
 * What secrets sign with on one day, in one region, for one service: clients sign all day in the same scope. It is remembered once a
 * signature held, under a digest. A signature that does not hold costs the same whether the access key is unknown, known or in use.
 */
export class SigningKeys {
  readonly #known = new BoundedMap<string, Uint8Array>(maxKeys)

  /**
   * What the secret signs with, if that has made the signature.
   * @param secretAccessKey undefined where nobody has the access key
   * @param hasMade whether a key has made the signature; asked once
   */
  find(
    { accessKeyId, scope }: Pick<Authorization, 'accessKeyId' | 'scope'>,
    secretAccessKey: string | undefined,
    hasMade: (key: Uint8Array) => boolean,
  ): Uint8Array | undefined {
    const secret = secretAccessKey ?? noSecret
    const name = createHash('sha256')
      .update([accessKeyId, scopeText(scope), secret].join('\n'))
      .digest('base64')
    const known = this.#known.get(name)
    if (known !== undefined && hasMade(known)) return known
    const derived = signingKey(scope, secret)
    if (known !== undefined || !hasMade(derived) || secretAccessKey === undefined) return undefined
    this.#known.set(name, derived)
    return derived
  }
}

const noSecret = 'no key of ours has this secret access key'
