/** The region of what an input is about: ids and ARNs of pools and identities name theirs. Undefined where it names none. */
export function regionOf(input: Readonly<Record<string, unknown>>): string | undefined {
  const { IdentityPoolId, IdentityId, IdentityIdsToDelete, ResourceArn } = input
  const id = IdentityPoolId ?? IdentityId ?? ResourceArn ?? String(IdentityIdsToDelete)
  return /^(?:arn:[^:]*:[^:]*:)?([\w-]+):/.exec(String(id))?.[1]
}
