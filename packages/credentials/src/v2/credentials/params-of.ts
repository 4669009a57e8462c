import { AWS } from '../aws.ts'

/**
 * The caller's own object, in which credentials keep what they learn; where nothing can be written to it, a copy, unless
 * `AWS.config.strictV2` asks for the SDK's way.
 */
export function paramsOf<Params extends object>(given: Params | undefined): Params {
  // All members are optional.
  const params = given ?? ({} as Params)
  return Object.isExtensible(params) || AWS.config.strictV2 ? params : { ...params }
}
