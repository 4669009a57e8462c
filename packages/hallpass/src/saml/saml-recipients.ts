/**
 * The addresses by which responses are addressed to us: those of AWS's sign-in, for all and of our region, and our own.
 * Source: IAM user guide, "Configuring SAML assertions for the authentication response".
 */
export function samlRecipients(region: string, publicUrl: string): readonly string[] {
  const hosts = ['https://signin.aws.amazon.com', `https://${region}.signin.aws.amazon.com`]
  return [...hosts.flatMap((host) => [`${host}/saml`, `${host}/static/saml`]), `${publicUrl}/saml`]
}
