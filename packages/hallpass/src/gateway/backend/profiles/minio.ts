import type { BackendProfile } from '../backend-profile.ts'

/** MinIO, and what descends from it. */
export const minio: BackendProfile = {
  name: 'minio',
  takesTrailers: true,
  deniesUnknownKeys: false,
  answers: ({ server }) => typeof server === 'string' && server.startsWith('MinIO'),
}
