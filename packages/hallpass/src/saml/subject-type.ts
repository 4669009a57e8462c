const prefix = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'

/**
 * `SubjectType`: the format of a name ID, without what all formats of SAML 2.0 begin with; `unspecified` where none is given.
 * Sources: AWS STS API reference, "AssumeRoleWithSAML"; SAML core, section 8.3.
 */
export function subjectType(nameIdFormat: string | undefined): string {
  if (nameIdFormat === undefined) return 'unspecified'
  return nameIdFormat.startsWith(prefix) ? nameIdFormat.slice(prefix.length) : nameIdFormat
}
