/**
 * Whether a condition key says who asks or when: such keys come from the session, the store and our clock alone.
 * Source: IAM user guide, "AWS global condition context keys".
 */
export function isReservedKey(key: string): boolean {
  return reserved.test(key)
}

const reserved =
  /^(?:aws:(?:principal|userid$|username$|tokenissuetime$|federatedprovider$|sourceidentity$|multifactorauth|currenttime$|epochtime$)|cognito-identity\.amazonaws\.com:|saml:|sts:)/i
