import { randomUUID } from 'node:crypto'
import {
  CreateOpenIDConnectProviderCommand,
  type CreateOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam'
import type { Hallpass } from './hallpass.ts'

/** A host that no other provider has. */
export function freshName(): string {
  return `${randomUUID()}.example.com`
}

/** With a URL that no other has, unless one is given. */
export function createProvider({ iam }: Hallpass, request: CreateOpenIDConnectProviderRequest = { Url: `https://${freshName()}` }) {
  return iam.send(new CreateOpenIDConnectProviderCommand(request))
}

export function getProvider({ iam }: Hallpass, arn: string | undefined) {
  return iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))
}
