import type { BackendProfile } from '../backend-profile.ts'

/** Amazon S3. */
export const s3: BackendProfile = {
  name: 's3',
  takesTrailers: true,
  deniesUnknownKeys: false,
  answers: ({ server }) => server === 'AmazonS3',
}
