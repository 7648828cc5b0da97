-- Every account has its own rows under each product and plan: a filtered waterfall reads one index, and joins nothing.
insert into revenue_slice_movements (workspace_id, account_id, product, plan, moved_on, line_id, kind, version_id, currency, amount,
  native, leads)
select m.workspace_id, m.account_id, s.product, s.plan, m.moved_on, m.line_id, m.kind, m.version_id, m.currency, m.amount, m.native, m.leads
from revenue_slices s join revenue_movements m on m.workspace_id = s.workspace_id and m.account_id = s.account_id where s.whole;

insert into revenue_slice_stays (workspace_id, account_id, product, plan, from_on, until_on, kind)
select m.workspace_id, m.account_id, s.product, s.plan, m.from_on, m.until_on, m.kind
from revenue_slices s join revenue_stays m on m.workspace_id = s.workspace_id and m.account_id = s.account_id where s.whole;

drop table revenue_slices;
create index revenue_slice_movements_moved on revenue_slice_movements (workspace_id, product, plan, moved_on)
  include (account_id, kind, amount, leads);
