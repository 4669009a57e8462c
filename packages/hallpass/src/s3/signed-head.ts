import type { SignedRequest } from '../sigv4/signed-request.ts'

/** A request as it came over the wire, but for its body, which is on its way. Texts are bytes, decoded as latin1. */
export type SignedHead = Omit<SignedRequest, 'body'>
