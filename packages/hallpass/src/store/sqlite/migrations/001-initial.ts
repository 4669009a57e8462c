/**
 * The first tables. `application_id` is "HALL" in ASCII. Primary keys are what rows are found by, so the tables are kept in their
 * order; each index ends with the primary key, which SQLite adds.
 */
export const initial = `
  pragma application_id = 0x48414c4c;

  create table pool (
    id text not null primary key,
    account_id text not null,
    name text not null,
    created_at integer not null,
    allows_guests integer not null,
    allows_classic_flow integer,
    developer_provider_name text,
    supported_login_providers text not null,
    openid_connect_provider_arns text not null,
    user_pool_clients text not null,
    saml_provider_arns text not null,
    tags text not null,
    roles text not null,
    role_mappings text not null,
    principal_tag_maps text not null
  ) strict, without rowid;
  create index pool_by_age on pool (account_id, created_at, id);

  create table deleted_pool (id text not null primary key) strict, without rowid;

  create table identity (
    id text not null primary key,
    pool_id text not null,
    created_at integer not null,
    modified_at integer not null,
    disabled integer not null
  ) strict, without rowid;
  create index identity_by_age on identity (pool_id, created_at, id);

  create table login (
    pool_id text not null,
    provider text not null,
    subject text not null,
    identity_id text not null references identity (id) on delete cascade,
    primary key (pool_id, provider, subject)
  ) strict, without rowid;
  create index login_by_identity on login (identity_id);

  create table openid_connect_provider (
    arn text not null primary key,
    account_id text not null,
    url text not null,
    created_at integer not null,
    client_ids text not null,
    thumbprints text not null,
    tags text not null
  ) strict, without rowid;
  create index openid_connect_provider_by_age on openid_connect_provider (account_id, created_at, arn);

  create table key (
    id text not null primary key,
    use text not null check (use in ('signing', 'sealing')),
    created_at integer not null,
    material blob not null
  ) strict, without rowid;
`
