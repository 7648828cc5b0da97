-- The turn of a day goes through all accounts in the order in which the event store keeps them: by the second half of
-- their id. In any other order, every page of the turn would read the use of all accounts.
create index accounts_turn on accounts (workspace_id, right(id::text, 17), id) where archived_at is null;
