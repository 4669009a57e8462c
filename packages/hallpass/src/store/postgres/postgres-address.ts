/** A PostgreSQL database, and how it is used. */
export interface PostgresAddress {
  readonly kind: 'postgres'
  /** Tried in this order: where several are given, the first that takes writes is used. */
  readonly hosts: readonly PostgresHost[]
  readonly user: string
  /** Undefined: the database asks for none, or it is in `PGPASSWORD`. */
  readonly password: string | undefined
  readonly database: string
  readonly tls: PostgresTls
  /** What the database calls our connections. */
  readonly applicationName: string
  /** Whether statements are named, and planned once a connection; pgbouncer before 1.21 cannot tell whose is whose. */
  readonly isPrepared: boolean
  /** How many connections this process opens at most. */
  readonly connections: number
}

export interface PostgresHost {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
}

/**
 * As libpq's `sslmode`: `require` encrypts, `verify-ca` checks who signed the certificate, `verify-full` whose it is too.
 * Source: https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export interface PostgresTls {
  readonly mode: 'disable' | 'require' | 'verify-ca' | 'verify-full'
  /** A file of certificates that are trusted; undefined: those that Node trusts. */
  readonly rootCertificates: string | undefined
  /** Files of our own certificate and its key, where the database asks for one. */
  readonly certificate: string | undefined
  readonly key: string | undefined
}
