-- How customers come to success with a product: maps, old light successes and tired fields start from it.
alter table revenue_catalogue
  add column success_decided text check (success_decided in ('early', 'late', 'throughout')), -- null: nothing is said
  add column light_months int check (light_months between 1 and 120), -- null: it brings no light success
  add column deep_months int check (deep_months between 1 and 120), -- null: it brings no deep one
  add column success_version int, -- null: nobody spoke of it yet
  add check ((success_decided is null) = (num_nonnulls(light_months, deep_months) = 0)),
  add check (plan = '' or success_decided is null);
