import { BoundedMap } from '../limits/bounded-map.ts'
import type { Authorization } from '../sigv4/authorization.ts'
import { scopeText, signingKey } from '../sigv4/signature.ts'

/**
 * What a secret signs with on one day, in one region, for one service.
 * @param secretAccessKey undefined where nobody has the access key: the same work is done for it
 */
export type DeriveSigningKey = (
  authorization: Pick<Authorization, 'accessKeyId' | 'scope'>,
  secretAccessKey: string | undefined,
) => Uint8Array

/** How many are remembered. */
const maxKeys = 2_000

/** Derives each once: clients sign all day in the same scope. Access keys that nobody has are remembered too, so that none is told by its time. */
export function createDeriveSigningKey(): DeriveSigningKey {
  const derived = new BoundedMap<string, Uint8Array>(maxKeys)
  return ({ accessKeyId, scope }, secretAccessKey = noSecret) => {
    const name = [accessKeyId, scopeText(scope), secretAccessKey].join('\n')
    const key = derived.get(name) ?? signingKey(scope, secretAccessKey)
    derived.set(name, key)
    return key
  }
}

const noSecret = 'no key of ours has this secret access key'
