-- Refunds that a billing system told of: which of its transactions each is, so that it is known again.
alter table contract_line_refunds
  add column transaction_id uuid,
  add foreign key (workspace_id, transaction_id) references billing_transactions (workspace_id, id) on delete cascade;
create index contract_line_refunds_transaction on contract_line_refunds (workspace_id, transaction_id) where transaction_id is not null;
