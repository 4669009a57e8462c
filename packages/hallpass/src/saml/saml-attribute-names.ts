/** The attributes that AWS gives a meaning, case and all. Source: IAM user guide, "Configuring SAML assertions for the authentication response". */
export const attributeNames = {
  role: 'https://aws.amazon.com/SAML/Attributes/Role',
  roleSessionName: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
  sessionDuration: 'https://aws.amazon.com/SAML/Attributes/SessionDuration',
  sourceIdentity: 'https://aws.amazon.com/SAML/Attributes/SourceIdentity',
  transitiveTagKeys: 'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys',
  /** Followed by the tag's key. */
  principalTag: 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:',
} as const
