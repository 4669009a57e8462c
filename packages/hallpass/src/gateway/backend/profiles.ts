import type { BackendProfile } from './backend-profile.ts'
import { ceph } from './profiles/ceph.ts'
import { generic } from './profiles/generic.ts'
import { minio } from './profiles/minio.ts'
import { s3 } from './profiles/s3.ts'
import { s3rver } from './profiles/s3rver.ts'

/** By name; in the order in which an answer is held against them. */
export const profiles: ReadonlyMap<string, BackendProfile> = new Map(
  [s3, minio, ceph, s3rver, generic].map((profile) => [profile.name, profile]),
)
