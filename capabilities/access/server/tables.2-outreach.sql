-- Content and outreach have rights of their own: the built-in roles of workspaces that were there before get them too.
update roles
set permissions = permissions || array['content.manage', 'outreach.manage']
where built_in and key in ('admin', 'cs_ops', 'leader', 'scaled_csm') and not permissions @> array['outreach.manage'];
