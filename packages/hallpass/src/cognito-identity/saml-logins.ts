import { isSamlProviderArn } from '../identity/saml-provider.ts'
import { InvalidParameterException } from './errors.ts'

/** Responses of SAML providers are for the enhanced flow only. Source: Cognito developer guide, "SAML identity providers". */
export function refuseSamlLogins(logins: ReadonlyMap<string, string>): void {
  if ([...logins.keys()].some(isSamlProviderArn)) {
    throw new InvalidParameterException('SAML logins are supported by GetId and GetCredentialsForIdentity only, please use enhanced flow.')
  }
}
