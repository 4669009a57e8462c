import { AccessDenied } from './errors.ts'

/** No device for a second factor is registered with anybody here: no code is right. Source: AWS's own text. */
export function refuseSecondFactor({
  SerialNumber,
  TokenCode,
}: {
  readonly SerialNumber: string | undefined
  readonly TokenCode: string | undefined
}): void {
  if (SerialNumber === undefined && TokenCode === undefined) return
  throw new AccessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.')
}
