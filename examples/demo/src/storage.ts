import { IAMClient } from '@aws-sdk/client-iam'
import { S3Client } from '@aws-sdk/client-s3'
import { furnish, neighbour } from '@hallpass/example-browser-storage/furnish.js'
import { bucket } from '@hallpass/example-browser-storage/policies.js'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'
import { roleNames } from './roles.ts'
import type { Service } from './service.ts'
import type { Stage } from './stage.ts'

/** The SDK's client of the S3 gateway. */
export function storageClient(
  { gatewayUrl, region }: Service,
  credentials: Service['rootKey'] & { readonly sessionToken?: string },
): S3Client {
  // Without an endpoint the client would go to the cloud.
  expectThat(gatewayUrl !== undefined, 'The service has an S3 gateway.')
  return new S3Client({ endpoint: gatewayUrl, region, forcePathStyle: true, credentials })
}

/** Fills the store behind the gateway, and lets the roles of the stage at it. */
export async function setUpStorage(service: Service): Promise<void> {
  const { url, region, rootKey } = service
  const iam = new IAMClient({ endpoint: url, region, credentials: rootKey })
  await furnish(storageClient(service, rootKey), iam, { guests: roleNames.guest, users: [roleNames.user, roleNames.admin] })
}

/** What the page of the pictures has to know. */
export function pageSettings(
  { url, gatewayUrl, region, dataDir }: Service,
  { issuer, clientId }: OpenIdProvider,
  { poolId }: Stage,
): object {
  const openId = { issuer, clientId }
  return { endpoint: url, gateway: gatewayUrl, region, identityPoolId: poolId, bucket, neighbour, dataDir, openId }
}
