import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { CognitoIdentity } from '../../src/v2/cognito-identity-types.ts'
import type { ConfigurationOptions } from '../../src/v2/config-types.ts'
import type { AWSError } from '../../src/v2/executor-types.ts'
import type { Request, Response } from '../../src/v2/service-types.ts'
import type { StubService } from '../stub-service.ts'

export const region = 'eu-central-1'
export const identityPoolId: string = `${region}:11111111-2222-3333-4444-555555555555`
export const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }

/** A service object that asks the stub, has keys, and repeats without a delay. */
export function cognitoAt({ url }: Pick<StubService, 'url'>, AWS: AwsNamespace, config: ConfigurationOptions = {}): CognitoIdentity {
  return new AWS.CognitoIdentity({
    region,
    endpoint: url,
    credentials: new AWS.Credentials(keys),
    retryDelayOptions: { base: 0 },
    ...config,
  })
}

/** Sends the request; what its callback gets. */
export function answerTo<Data>(request: Request<Data>): Promise<{ error: AWSError | null; data: Data | null; response: Response<Data> }> {
  return new Promise((resolve) => {
    request.send(function (error, data) {
      resolve({ error, data, response: this })
    })
  })
}

/** Everything that a request may tell of. */
export const events = [
  'validate',
  'build',
  'afterBuild',
  'restart',
  'sign',
  'send',
  'httpHeaders',
  'httpData',
  'httpDone',
  'httpError',
  'retry',
  'afterRetry',
  'validateResponse',
  'extractData',
  'extractError',
  'success',
  'error',
  'complete',
] as const

/** Writes down the events of the request, each after all other listeners of it. */
export function recordEvents(request: Request<unknown>): string[] {
  const told: string[] = []
  for (const event of events) request.on(event, () => told.push(event))
  return told
}
