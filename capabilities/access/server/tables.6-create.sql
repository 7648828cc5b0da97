-- To add a customer is a right of its own, for whoever reaches some customers only cannot: who could before still can.
update roles
set permissions = permissions || array['accounts.create']
where permissions @> array['accounts.write'] and not permissions @> array['accounts.create'];
