-- An import of many rows is kept in few: neighbours that were created are one row of `rows` keys, and whether somebody changed
-- a row since is told by a hash of its values instead of a digest of its text, which took as long as writing the row itself.
alter table import_changes
  add column rows int not null default 1, -- rows of the table it stands for: above 1, row_key is a list of their keys
  add column after_hashes bigint[]; -- of each of them as it was written; null: written before this, after_digest tells
