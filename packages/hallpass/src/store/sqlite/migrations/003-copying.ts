/** How far a copy of another store has come. */
export const copying = `
  create table copied_table (
    name text not null primary key,
    rows integer not null,
    after text,
    source text not null
  ) strict, without rowid;
`
