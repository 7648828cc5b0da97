-- Facts of all accounts are computed from indexes alone: contracts, lines, prices and movements of an account lie next to
-- each other there, and anywhere in their tables.
drop index contracts_account;
create index contracts_account on contracts (workspace_id, account_id)
  include (id, start_on, end_on, auto_renews, notice_days, renewal_months, currency, archived_at);
drop index contract_lines_account;
create index contract_lines_account on contract_lines (workspace_id, account_id)
  include (id, contract_id, product, plan, kind, archived_at);
drop index contract_line_versions_account;
create index contract_line_versions_account on contract_line_versions (workspace_id, account_id, start_on)
  include (line_id, end_on, plan, quantity, amount, interval_months, interval_unit, trial, discount_percent, discount_amount, discount_until);
create index revenue_movements_account on revenue_movements (workspace_id, account_id, moved_on desc) include (kind, amount);
