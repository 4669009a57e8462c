import { AWS } from '../aws.ts'
import type { ParamValidation } from '../config-types.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import type { ParamValidatorClass } from '../service-types.ts'
import { checkShape } from './check-shape.ts'

/**
 * Holds parameters against a shape: types and required members always, the rest as told; unless told, `min` alone.
 *
 * `validate(shape, params, context)` returns true or throws what it found, of several a `MultipleValidationErrors` with all of them in
 * `errors`. Members that are null or undefined count as absent. `context`, 'params' unless given, is what messages call the parameters.
 */
export const ParamValidator: ParamValidatorClass = inherit<ParamValidatorClass>({
  constructor: function ParamValidator(validation: ParamValidation | boolean = true) {
    this.validation = validation === true ? { min: true } : validation
  },

  validate(shape, params, context) {
    const errors: AWSError[] = []
    const fail = (code: string, message: string) => void errors.push(AWS.util.error(new Error(message), { code }))
    checkShape({ rules: this.validation || {}, fail }, shape, params || {}, context || 'params')

    this.errors = errors
    if (errors.length > 1) {
      const message = [`There were ${errors.length} validation errors:`, ...errors].join('\n* ')
      throw AWS.util.error(new Error(message), { code: 'MultipleValidationErrors', errors })
    }
    if (errors[0]) throw errors[0]
    return true
  },
})
