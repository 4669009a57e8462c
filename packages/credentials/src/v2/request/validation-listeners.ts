import { AWS } from '../aws.ts'
import type { AWSError, Listener } from '../executor-types.ts'
import type { ApiOperation, Request } from '../service-types.ts'
import { asynchronous } from './named.ts'

/** Signed calls need credentials before anything is built. */
export const VALIDATE_CREDENTIALS: Listener = asynchronous((request: Request, done: () => void) => {
  const { api, config } = request.service
  if (!api.signatureVersion && !config.signatureVersion) return done()
  config.getCredentials((error) => {
    if (error) request.response.error = missingCredentials(error)
    done()
  })
})

/** Even with an endpoint of its own, a service signs for a region. */
export function VALIDATE_REGION({ service, response }: Request): void {
  const { region } = service.config
  if (service.isGlobalEndpoint || (region && /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(region))) return
  response.error = AWS.util.error(new Error(), { code: 'ConfigError', message: `${region ? 'Invalid' : 'Missing'} region in config` })
}

/** Throws what the validator throws, which becomes the request's error. */
export function VALIDATE_PARAMETERS({ service, operation, params }: Request): void {
  const { operations } = service.api
  // An operation that the service has not got cannot be made into a request.
  if (operations) new AWS.ParamValidator(service.config.paramValidation).validate((operations[operation] as ApiOperation).input, params)
}

function missingCredentials(error: AWSError): AWSError {
  // Credentials objects fail with what stopped them inside. Where that is the configuration, it is the cause that helps.
  const cause = error.originalError as AWSError | undefined
  const missing = AWS.util.error(error, {
    code: 'CredentialsError',
    message: 'Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1',
  })
  if (cause?.code === 'ConfigError') missing.originalError = cause
  return missing
}
