/** For servers whose routes have no schemas: else the framework loads its compilers for them, a tenth of all modules of a start. */
export const noSchemas = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
}

function refuse(): never {
  throw new Error('Routes of this server have no schemas.')
}
