/**
 * What guests of the enhanced flow are kept within, whatever their role says: the managed session policy that AWS passes for them.
 * Source: Cognito developer guide, "Services that unauthenticated identities can access".
 */
export const guestSessionPolicies = { arns: ['arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy'] } as const
