-- Why a contract ended, and prices that are paid by the day or the week.
alter table contracts add column end_reason text;

alter table contract_line_versions
  add column interval_unit text not null default 'month' check (interval_unit in ('day', 'week', 'month')); -- what interval_months counts
