import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { test as base } from 'vitest'
import { type Ceph, startCeph } from '../counterparts/ceph.ts'
import { type GatewayOf, startGatewayOf } from './gateway-of.ts'
import { createHomeFolders, type HomeFolders } from './home-folders.ts'

/** A gateway before Ceph, which verifies what the gateway signs; one bucket, and a pool whose identities have folders in it. */
export interface CephDoor extends GatewayOf {
  readonly ceph: Ceph
  readonly bucket: string
  readonly folders: HomeFolders
}

export const domain = 's3.example.test'

/** `test` with a cluster that lives as long as the test file. */
export const test = base.extend<{ door: CephDoor }>({
  door: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const ceph = await startCeph()
      const gateway = await startGatewayOf(ceph, { domain })
      const bucket = 'photos'
      // In other regions the SDK asks for a bucket there, and Ceph knows only its own.
      await gateway.s3({ region: 'us-east-1' }).send(new CreateBucketCommand({ Bucket: bucket }))
      await use({ ...gateway, ceph, bucket, folders: await createHomeFolders(gateway.hallpass, bucket) })
      await gateway.close()
      await ceph.stop()
    },
    { scope: 'file' },
  ],
})
