import { AWS } from '../aws.ts'
import type { ApiShape } from './api-shape.ts'

/** The parameters as a log line shows them: inspected, and without the values that are sensitive. */
export function describeParams(shape: ApiShape | undefined, params: unknown): string {
  return AWS.util.inspect(shape ? withoutSecrets(shape, params) : params, true, null)
}

/** Members that the shape does not know are shown. */
function withoutSecrets(shape: ApiShape, value: unknown): unknown {
  if (!value) return value
  if (shape.isSensitive) return '***SensitiveInformation***'
  const { type, members = {}, member = {}, value: mapped = {} } = shape
  const each = (shapeOf: (key: string) => ApiShape) =>
    Object.entries(value).map(([key, part]): [string, unknown] => [key, withoutSecrets(shapeOf(key), part)])

  if (type === 'structure') return Object.fromEntries(each((key) => (Object.hasOwn(members, key) && members[key]) || {}))
  if (type === 'map') return Object.fromEntries(each(() => mapped))
  return type === 'list' ? each(() => member).map(([, part]) => part) : value
}
