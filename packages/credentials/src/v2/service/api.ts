import { operations } from '../../model/generated/operations.ts'
import { assumeRoleWithWebIdentity } from '../../model/generated/sts.ts'
import type { OperationModel } from '../../model/shape.ts'
import { apiShape } from '../params/api-shape.ts'
import type { Api, ApiOperation } from '../service-types.ts'

/** Identifier and version of a service → what it is. Made anew at each call, for applications may change it. */
export const apis: Readonly<Record<string, (() => Api) | undefined>> = {
  'cognitoidentity-2014-06-30': () => ({
    apiVersion: '2014-06-30',
    endpointPrefix: 'cognito-identity',
    jsonVersion: '1.1',
    protocol: 'json',
    serviceId: 'Cognito Identity',
    signatureVersion: 'v4',
    targetPrefix: 'AWSCognitoIdentityService',
    operations: methodsOf(operations),
    pagination: {
      listIdentityPools: { inputToken: 'NextToken', limitKey: 'MaxResults', outputToken: 'NextToken', resultKey: 'IdentityPools' },
    },
  }),
  'sts-2011-06-15': () => ({
    apiVersion: '2011-06-15',
    endpointPrefix: 'sts',
    globalEndpoint: 'sts.amazonaws.com',
    protocol: 'query',
    serviceId: 'STS',
    signatureVersion: 'v4',
    operations: methodsOf({ AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity }),
    pagination: {},
  }),
}

/** By the names of methods: `getId` for `GetId`. */
function methodsOf(models: Readonly<Record<string, OperationModel>>): Record<string, ApiOperation> {
  const entries = Object.entries(models).map(([name, { isPublic, input, output }]): [string, ApiOperation] => [
    name.charAt(0).toLowerCase() + name.slice(1),
    { name, authtype: isPublic ? 'none' : '', input: apiShape(input), output: apiShape(output) },
  ])
  return Object.fromEntries(entries)
}
