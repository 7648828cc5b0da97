-- How the company shows itself to its customers: the colour and the logo of its pages for them.
alter table workspaces
  add column brand_colour text check (brand_colour ~ '^#[0-9a-f]{6}$'),
  add column logo_key text,
  add column logo_type text check (logo_type in ('image/png', 'image/jpeg', 'image/webp'));
create unique index workspaces_logo on workspaces (logo_key) where logo_key is not null;
