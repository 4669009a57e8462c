import type { BackendProfile } from '../backend-profile.ts'

/** Ceph's object gateway: up to release 16 it answers 411 to a body with trailers, and where its STS is on it denies unknown keys. */
export const ceph: BackendProfile = {
  name: 'ceph',
  takesTrailers: false,
  deniesUnknownKeys: true,
  answers: (headers) => typeof headers['x-amz-request-id'] === 'string' && headers['x-amz-request-id'].startsWith('tx'),
}
