import type * as Sdk from '@aws-sdk/client-cognito-identity'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cognitoIdentity } from '../../hallpass/src/cognito-identity/api.ts'
import type { AnyOperation } from '../../hallpass/src/operation/operation.ts'
import { findViolations } from '../../hallpass/src/operation/violation.ts'
import { readJson } from '../../hallpass/src/wire/read-json.ts'
import { arbitraryInput } from '../../hallpass/test/cognito-identity/arbitrary-inputs.ts'
import { edges, exampleStructure } from '../../hallpass/test/cognito-identity/shape-examples.ts'
import { faults } from '../../hallpass/test/cognito-identity/shape-faults.ts'
import { checkInput } from '../src/admin/check-input.ts'
import { operations } from '../src/model/generated/operations.ts'
import type * as Model from '../src/model/generated/types.ts'

// The keys of the model are the names of the operations.
const names = Object.keys(operations) as Model.OperationName[]

/** The types are those of the SDK's client: what compiles with it compiles here. */
type Fits<Ours extends Theirs, Theirs> = Ours
export type FitTheSdk = [
  Fits<Model.CognitoIdentityProvider, Sdk.CognitoIdentityProvider>,
  Fits<Model.CreateIdentityPoolInput, Sdk.CreateIdentityPoolInput>,
  Fits<Model.Credentials, Sdk.Credentials>,
  Fits<Model.DeleteIdentitiesInput, Sdk.DeleteIdentitiesInput>,
  Fits<Model.DeleteIdentitiesResponse, Sdk.DeleteIdentitiesResponse>,
  Fits<Model.DeleteIdentityPoolInput, Sdk.DeleteIdentityPoolInput>,
  Fits<Model.DescribeIdentityInput, Sdk.DescribeIdentityInput>,
  Fits<Model.DescribeIdentityPoolInput, Sdk.DescribeIdentityPoolInput>,
  Fits<Model.GetCredentialsForIdentityInput, Sdk.GetCredentialsForIdentityInput>,
  Fits<Model.GetCredentialsForIdentityResponse, Sdk.GetCredentialsForIdentityResponse>,
  Fits<Model.GetIdInput, Sdk.GetIdInput>,
  Fits<Model.GetIdResponse, Sdk.GetIdResponse>,
  Fits<Model.GetIdentityPoolRolesInput, Sdk.GetIdentityPoolRolesInput>,
  Fits<Model.GetIdentityPoolRolesResponse, Sdk.GetIdentityPoolRolesResponse>,
  Fits<Model.GetOpenIdTokenForDeveloperIdentityInput, Sdk.GetOpenIdTokenForDeveloperIdentityInput>,
  Fits<Model.GetOpenIdTokenForDeveloperIdentityResponse, Sdk.GetOpenIdTokenForDeveloperIdentityResponse>,
  Fits<Model.GetOpenIdTokenInput, Sdk.GetOpenIdTokenInput>,
  Fits<Model.GetOpenIdTokenResponse, Sdk.GetOpenIdTokenResponse>,
  Fits<Model.GetPrincipalTagAttributeMapInput, Sdk.GetPrincipalTagAttributeMapInput>,
  Fits<Model.GetPrincipalTagAttributeMapResponse, Sdk.GetPrincipalTagAttributeMapResponse>,
  Fits<Model.IdentityDescription, Sdk.IdentityDescription>,
  Fits<Model.IdentityPool, Sdk.IdentityPool>,
  Fits<Model.IdentityPoolShortDescription, Sdk.IdentityPoolShortDescription>,
  Fits<Model.ListIdentitiesInput, Sdk.ListIdentitiesInput>,
  Fits<Model.ListIdentitiesResponse, Sdk.ListIdentitiesResponse>,
  Fits<Model.ListIdentityPoolsInput, Sdk.ListIdentityPoolsInput>,
  Fits<Model.ListIdentityPoolsResponse, Sdk.ListIdentityPoolsResponse>,
  Fits<Model.ListTagsForResourceInput, Sdk.ListTagsForResourceInput>,
  Fits<Model.ListTagsForResourceResponse, Sdk.ListTagsForResourceResponse>,
  Fits<Model.LookupDeveloperIdentityInput, Sdk.LookupDeveloperIdentityInput>,
  Fits<Model.LookupDeveloperIdentityResponse, Sdk.LookupDeveloperIdentityResponse>,
  Fits<Model.MappingRule, Sdk.MappingRule>,
  Fits<Model.MergeDeveloperIdentitiesInput, Sdk.MergeDeveloperIdentitiesInput>,
  Fits<Model.MergeDeveloperIdentitiesResponse, Sdk.MergeDeveloperIdentitiesResponse>,
  Fits<Model.RoleMapping, Sdk.RoleMapping>,
  Fits<Model.RulesConfigurationType, Sdk.RulesConfigurationType>,
  Fits<Model.SetIdentityPoolRolesInput, Sdk.SetIdentityPoolRolesInput>,
  Fits<Model.SetPrincipalTagAttributeMapInput, Sdk.SetPrincipalTagAttributeMapInput>,
  Fits<Model.SetPrincipalTagAttributeMapResponse, Sdk.SetPrincipalTagAttributeMapResponse>,
  Fits<Model.TagResourceInput, Sdk.TagResourceInput>,
  Fits<Model.UnlinkDeveloperIdentityInput, Sdk.UnlinkDeveloperIdentityInput>,
  Fits<Model.UnlinkIdentityInput, Sdk.UnlinkIdentityInput>,
  Fits<Model.UnprocessedIdentityId, Sdk.UnprocessedIdentityId>,
  Fits<Model.UntagResourceInput, Sdk.UntagResourceInput>,
]

describe('CP-V2-9 the rules of the client are those of the server:', () => {
  test('it knows the same operations, and which of them are public', () => {
    const isPublic = ({ name, auth }: AnyOperation) => [name, auth === 'public']
    expect(names.map((name) => [name, operations[name].isPublic === true])).toEqual([...cognitoIdentity.operations.values()].map(isPublic))
  })

  describe.each(names)('%s', (name) => {
    const { input } = server(name)

    test('the smallest input is taken, and what goes to the edge of a rule', () => {
      for (const value of [exampleStructure(input), ...edges(input)]) expect(isSent(name, value)).toBe(true)
    })

    test('what breaks one rule is not sent', () => {
      const sent = faults(input).filter(({ value }) => isSent(name, value))
      expect(sent).toEqual([])
    })

    test('whatever is sent, the server takes', () => {
      const law = fc.property(arbitraryInput(input), (value) => {
        fc.pre(isSent(name, value))
        const body = JSON.stringify(checkInput(name, operations[name].input, value))
        // A text that is no Unicode can be written as JSON, and the server does not read it.
        fc.pre(!/\\ud[89a-f]/.test(body))
        expect(findViolations(input, readJson(input, new TextEncoder().encode(body)))).toEqual([])
      })
      fc.assert(law, { numRuns: 60 })
    })
  })
})

function server(name: string): AnyOperation {
  const operation = cognitoIdentity.operations.get(name)
  if (operation === undefined) throw new Error(`The server has no ${name}.`)
  return operation
}

function isSent(name: Model.OperationName, value: unknown): boolean {
  try {
    checkInput(name, operations[name].input, value)
    return true
  } catch {
    return false
  }
}
