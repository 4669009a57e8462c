import type { BackendProfile } from '../backend-profile.ts'

/** s3rver, for tests and demonstrations: it checks no trailers, and names itself in no answer. */
export const s3rver: BackendProfile = { name: 's3rver', takesTrailers: false, deniesUnknownKeys: false, answers: () => false }
