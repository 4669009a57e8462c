import type { BackendProfile } from '../backend-profile.ts'

/** Any other store: what all of them take. */
export const generic: BackendProfile = { name: 'generic', takesTrailers: false, deniesUnknownKeys: false, answers: () => true }
