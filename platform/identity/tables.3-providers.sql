-- Sessions for which the identity provider of a company vouches: they open the workspace of that company alone.
alter table auth.sessions add column provider_id uuid; -- null: its owner proved themselves to Banso
