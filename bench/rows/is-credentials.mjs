/** Whether an answer of GetCredentialsForIdentity holds this identity and keys that are good for a while. */
export function isCredentials(answer, identityId) {
  const { IdentityId, Credentials } = JSON.parse(answer)
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = Credentials
  return (
    IdentityId === identityId &&
    /^ASIA/.test(AccessKeyId) &&
    SecretKey.length === 40 &&
    SessionToken !== '' &&
    Expiration * 1000 > Date.now()
  )
}
