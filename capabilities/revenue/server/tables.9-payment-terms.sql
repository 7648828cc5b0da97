-- When invoices of a contract are due: so many days after them, at the end of a month, or as the contract words it.
alter table contracts
  add column payment_net_days int check (payment_net_days between 0 and 365),
  add column payment_month_ends int check (payment_month_ends between 0 and 12), -- months after the one of the invoice; at its end
  add column payment_text text,
  add constraint contracts_one_payment_term check (num_nonnulls(payment_net_days, payment_month_ends, payment_text) <= 1);
